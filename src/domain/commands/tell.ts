import type { Decided } from '../command'
import type { Section } from '../events/section'
import type { Notice, NoticeKind } from '../notice'
import type { Id } from '../record'

/** Has a person told; a person is told once a command. */
export function tell(
	to: Decided,
	command: { id: Id },
	person: Id | null,
	kind: NoticeKind,
	subject: Id,
	dueAt: number | null,
	more: Partial<Pick<Notice, 'about' | 'number' | 'channels' | 'first'>> = {}
): void {
	const { notices } = to
	if (person === null) return
	for (let i = 0; i < notices.length; i++) if (notices[i]!.person === person) return
	notices.push({
		id: `${command.id}n${notices.length + 1}`,
		person,
		kind,
		subject,
		dueAt,
		about: null,
		number: null,
		channels: null,
		first: false,
		...more
	})
}

/** Has the section's A and B person told. */
export function tellSection(
	to: Decided,
	command: { id: Id },
	section: Pick<Section, 'a' | 'b'> | null,
	kind: NoticeKind,
	subject: Id,
	dueAt: number | null
): void {
	if (section === null) return
	tell(to, command, section.a, kind, subject, dueAt)
	tell(to, command, section.b, kind, subject, dueAt)
}
