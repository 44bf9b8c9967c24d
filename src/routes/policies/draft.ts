import type { Category, IncidentKind, Level } from '$domain/event'
import type { Channel } from '$domain/notice'
import type { Policy, Step, Whom } from '$domain/escalation/policy'
import { newId } from '$lib/outbox/newId'
import { numberOf } from '../roster/rules/saving'

/** A step as it is typed: what is a number there is a text here, so that nothing typed is lost. */
export interface StepDraft {
	/** Of this sheet alone: steps are moved, and none may take another's place. */
	key: string
	after: string
	whom: Whom[]
	need: 'any' | 'each'
	channels: Channel[]
	repeat: string
	every: string
}

export interface Draft {
	id: string
	name: string
	kinds: IncidentKind[]
	categories: Category[]
	levels: string[]
	sensitive: 'any' | 'yes' | 'no'
	from: string
	to: string
	steps: StepDraft[]
	forgotten: string
	most: string
}

/** 2–12 of [a-z0-9]. */
const newPolicyId = () => newId().slice(-12)

export const OPEN = 'open'
const levelWords = (levels: readonly (Level | null)[]) => levels.map((l) => (l === null ? OPEN : String(l)))
const levelsOf = (words: readonly string[]) => words.map((w) => (w === OPEN ? null : (Number(w) as Level)))
/** Nothing chosen in a list is: any. */
const some = <T>(list: readonly T[]): T[] | null => (list.length > 0 ? [...list] : null)

export function newStep(first: boolean): StepDraft {
	const whom: Whom[] = first ? ['a', 'b'] : ['lead']
	return {
		key: newId(),
		after: first ? '0' : '5',
		whom,
		need: 'any',
		channels: [],
		repeat: '0',
		every: '5'
	}
}

function stepDraft(step: Step): StepDraft {
	return {
		key: newId(),
		after: String(step.after),
		whom: [...step.whom],
		need: step.need,
		channels: [...(step.channels ?? [])],
		repeat: String(step.repeat),
		every: String(step.every || 5)
	}
}

/** `policy` null: a new one. `copied`: it stands beside the one it was made from. */
export function draftOf(policy: Policy | null, copied = false): Draft {
	const when = policy?.when
	return {
		id: policy && !copied ? policy.id : newPolicyId(),
		name: policy ? policy.name + (copied ? '（副本）' : '') : '',
		kinds: [...(when?.kinds ?? [])],
		categories: [...(when?.categories ?? [])],
		levels: levelWords(when?.levels ?? []),
		sensitive: typeof when?.sensitive !== 'boolean' ? 'any' : when.sensitive ? 'yes' : 'no',
		from: when?.from ?? '',
		to: when?.to ?? '',
		steps: policy ? policy.steps.map(stepDraft) : [newStep(true), newStep(false)],
		forgotten: policy ? String(policy.forgotten ?? '') : '60',
		most: String(policy?.most ?? 6)
	}
}

export function stepOf(draft: StepDraft): Step {
	return {
		after: numberOf(draft.after),
		whom: [...draft.whom],
		need: draft.need,
		channels: some(draft.channels),
		repeat: numberOf(draft.repeat),
		// Asked for only where something is said again.
		every: draft.repeat.trim() === '0' ? 0 : numberOf(draft.every)
	}
}

export function policyOf(draft: Draft): Policy {
	return {
		id: draft.id,
		name: draft.name.trim(),
		when: {
			kinds: some(draft.kinds),
			categories: some(draft.categories),
			levels: some(levelsOf(draft.levels)),
			sensitive: draft.sensitive === 'any' ? null : draft.sensitive === 'yes',
			from: draft.from || null,
			to: draft.to || null
		},
		steps: draft.steps.map(stepOf),
		forgotten: draft.forgotten.trim() === '' ? null : numberOf(draft.forgotten),
		most: numberOf(draft.most)
	}
}
