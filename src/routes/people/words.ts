import type { Role } from '$domain/event'
import type { Member } from '$lib/records/roll'

export const roleWord: Record<Role, string> = { officer: '值班员', leader: '带班领导', admin: '管理员' }
export const roles = (Object.keys(roleWord) as Role[]).map((value) => ({ value, word: roleWord[value] }))

/** Where somebody is found in the list: once, by what they do first for the duty room. */
export const groups = ['带班领导', '值班员', '管理员', '科室人员', '已停用'] as const
export type Group = (typeof groups)[number]

export function groupOf({ person }: Member): Group {
	if (person.disabled) return '已停用'
	const role = (['leader', 'officer', 'admin'] as const).find((r) => person.roles.includes(r))
	return role ? (roleWord[role] as Group) : '科室人员'
}

/** 秘书二室（A角）、区政府总值班室 */
export function placesOf({ places }: Member): string {
	return places.map(({ section, as }) => section.name + (as ? `（${as}角）` : '')).join('、')
}

/** Does somebody answer to what was typed: a part of the name, the username, the office held or a section? */
export function answersTo(member: Member, username: string, typed: string): boolean {
	const { person, places } = member
	const texts = [person.name, person.title ?? '', username]
	for (const { section } of places) texts.push(section.name, ...section.aliases)
	return texts.some((text) => text.toLowerCase().includes(typed))
}
