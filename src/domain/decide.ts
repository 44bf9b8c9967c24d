import * as v from 'valibot'
import type { Actor, Command, Context, Decided, Prepare, Rule } from './command'
import type { DutyEvent } from './event'
import type { Id, Kept, Key, Snapshot } from './record'
import type { Refusal, RefusalCode } from './refusal'
import type { Loaded } from './loaded'
import { apply } from './apply'
import { rules } from './commands/rules'
import { CODES } from './commands/schema'
import { refusal } from './refusal'

/** What came of a command. The host stores `done` in one piece, or shows `refused`. */
export type Outcome =
	| { done: Decided; events: DutyEvent[]; records: readonly Kept[] }
	| { refused: Refusal[] }
	| Prepare
	/** The phone lacks a record that decides this: the server will say. */
	| { pending: true }

/** Records that the host must load before the command can be decided. */
export interface Missing {
	missing: Key[]
}

/** More rounds than any rule needs. */
const ROUNDS = 8

/** A command whose name and arguments are in order. */
export interface Checked {
	command: Command
	rule: Rule
}

/** Name and shape; what is wrong is said for every field at once. */
export function check(command: Command): Checked | { refused: Refusal[] } {
	const rule = rules.get(command.name)
	if (!rule) return { refused: [refusal('unknown', 'name', '这个版本不认识这项操作，请更新后再试')] }
	const parsed = v.safeParse(rule.schema, command.args)
	if (!parsed.success) return { refused: parsed.issues.map(fromIssue) }
	return { rule, command: { ...command, args: parsed.output } }
}

function fromIssue(issue: v.BaseIssue<unknown>): Refusal {
	const field = v.getDotPath(issue) ?? ''
	for (const code of Object.keys(CODES) as (keyof typeof CODES)[])
		if (issue.message.startsWith(CODES[code]))
			return refusal(code as RefusalCode, field, issue.message.slice(CODES[code].length))
	// valibot's own messages are in English: those of missing and surplus fields get through without one of ours.
	const ours = /[\u4e00-\u9fff]/.test(issue.message)
	return refusal('shape', field, ours ? issue.message : '内容的格式不对，请更新后再试')
}

/** Decides a checked command and applies what it decides; says what is missing where it cannot yet. */
export function step({ command, rule }: Checked, loaded: Loaded, context: Context): Outcome | Missing {
	for (let round = 0; ; round++) {
		const need = loaded.need(rule.needs(command.args, loaded, context))
		if (need === 'ready') break
		if (need !== 'fetched') return { missing: need }
		if (round === ROUNDS) throw new Error(`${rule.name} asks for more and more records`)
	}
	if (!rule.mayI(context.actor, loaded, command.args))
		return { refused: [refusal('notAllowed', 'name', '您没有办理这一步的权限')] }
	const decision = rule.decide(command, loaded, context)
	if (decision === null) return { pending: true }
	if (Array.isArray(decision)) return { refused: decision }
	if ('prepare' in decision) return decision
	const events: DutyEvent[] = []
	for (let i = 0; i < decision.events.length; i++) {
		const { kind, subject, data } = decision.events[i]!
		events.push({
			kind,
			subject,
			data,
			command: command.id,
			ordinal: i + 1,
			actor: context.actor.id,
			at: command.at,
			receivedAt: context.host === 'server' ? context.now : null
		} as DutyEvent)
	}
	const records = apply(events, loaded)
	return 'missing' in records ? records : { done: decision, events, records }
}

/** Who a person is to the rules: nobody in particular when disabled or not known. */
export function actorOf(id: Id | null, snapshot: Snapshot): Actor {
	if (id === null) return { id, roles: [], sections: [] }
	const person = snapshot.get('people', id)
	if (!person || person.disabled) return { id, roles: [], sections: [] }
	return { id, roles: person.roles, sections: person.sections }
}
