import type { GenericSchema, InferOutput } from 'valibot'
import type { Id, Key, Snapshot } from './record'
import type { EventKind, Facts, Role, Suggestion } from './event'
import type { Instant } from './instant'
import type { Notice } from './notice'
import type { Refusal } from './refusal'

/** What a person asks for. The id is its idempotency key; `at` is what the device's clock said. */
export interface Command<Args = unknown> {
	id: Id
	name: string
	args: Args
	at: Instant
	device: string
	/** Ids of commands without which this one makes no sense. */
	after?: Id[]
	/** The refused command that this one tries again. */
	retryOf?: Id
}

/** Who acts. `id` null is the server itself: a deadline that has come, or the making of a demo office. */
export interface Actor {
	id: Id | null
	roles: readonly Role[]
	sections: readonly Id[]
}

export interface Context {
	/** The server's clock; on a phone the phone's. */
	now: Instant
	actor: Actor
	/** A phone may lack what the server has: there a missing record means "wait", never "no". */
	host: 'server' | 'phone'
	/**
	 * What a worker routed because the command brought no suggestion, or one from an old catalogue. Undefined: nobody has
	 * been asked, and asking is possible. Null: it is not, or brought nothing; a report never waits for routing.
	 */
	prepared: Suggestion | null | undefined
}

/** A deadline for the server to keep. When it comes the named command runs; `about` is what cancels it. */
export interface Timer {
	id: Id
	about: Id
	name: string
	args: Record<string, string>
	dueAt: Instant
}

export type NewEvent = { [K in EventKind]: { kind: K; subject: Id; data: Facts[K] } }[EventKind]

export interface Decided {
	events: NewEvent[]
	timers: Timer[]
	/** `about` of timers and of queued notices that have lost their reason. */
	cancelled: Id[]
	notices: Notice[]
}

/** Routing is too slow for the loop: the host routes this text by the catalogue in force, then decides again with `prepared`. */
export interface Prepare {
	prepare: { text: string; catalogue: Id }
}

/** Null: a record that only the server has is needed, so the phone cannot foresee the outcome. */
export type Decision = Decided | Refusal[] | Prepare | null

export interface Rule<Schema extends GenericSchema = GenericSchema> {
	name: string
	schema: Schema
	/** The records that mayI and decide look at; asked again until none is missing. */
	needs(args: InferOutput<Schema>, loaded: Snapshot, context: Context): Key[]
	/** Null: a missing record leaves it open. */
	mayI(actor: Actor, snapshot: Snapshot, args: InferOutput<Schema>): boolean
	decide(command: Command<InferOutput<Schema>>, snapshot: Snapshot, context: Context): Decision
}

export function rule<Schema extends GenericSchema>(rule: Rule<Schema>): Rule<Schema> {
	return rule
}

/** A decision of these events; the rule adds what else it brings about. */
export function decided(...events: NewEvent[]): Decided {
	return { events, timers: [], cancelled: [], notices: [] }
}

/** The id of the nth thing that a command makes, from 1. */
export function made(command: { id: Id }, n: number): Id {
	return `${command.id}${n}`
}
