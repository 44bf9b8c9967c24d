import type { DutyRules, PlanRules } from '$domain/roster/seats'
import type { Doing } from '$lib/state/doing.svelte'
import type { OfficeState } from '$lib/state/office.svelte'
import { planRulesOf } from '$domain/roster/seats'

/** The whole rules with a change: they are one command. Resolves with whether it was kept. */
export function saveRules(office: OfficeState, doing: Doing, change: Partial<DutyRules>): Promise<boolean> {
	return doing.act(office, 'duty.rules', { ...office.duty, ...change }, '已存')
}

export const planOf = (office: OfficeState): PlanRules => planRulesOf(office.duty)

export function savePlan(office: OfficeState, doing: Doing, change: Partial<PlanRules>): Promise<boolean> {
	return saveRules(office, doing, { plan: { ...planOf(office), ...change } })
}

/** A list with one in another's place; `at` null: at its end. `one` null: without it. */
export function put<T>(list: readonly T[], at: number | null, one: T | null): T[] {
	const own = one === null ? [] : [one]
	return at === null ? [...list, ...own] : [...list.slice(0, at), ...own, ...list.slice(at + 1)]
}

/** What somebody typed for a whole number; NaN is refused by its field. */
export const numberOf = (text: string): number => (text.trim() === '' ? NaN : Number(text))

/** Those who may be named in a rule. */
export const peopleToPick = (office: OfficeState) =>
	[...office.people.values()].filter((p) => !p.disabled).map((p) => ({ value: p.id, word: p.name }))

export const wishWords = { on: '想值', off: '不想值' } as const
export const kindWords = {
	weekday: '上班（调休）',
	weekend: '周末',
	holiday: '节假日',
	eve: '除夕、初一'
} as const
export const exemptWords = {
	all: '不排班',
	night: '不值夜班',
	weekday: '不值工作日',
	weekend: '不值周末',
	holiday: '不值节假日',
	eve: '不值除夕初一'
} as const
