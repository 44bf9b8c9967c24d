import * as v from 'valibot'
import type { Decision } from '../command'
import type { Lesson } from '../events/lesson'
import type { Id, Snapshot } from '../record'
import { decided, rule } from '../command'
import { refusal } from '../refusal'
import { absent, isAdmin } from './lookup'
import { id, line } from './schema'

const lesson = id('学习记录')
const answered = { inForce: '已在生效', refused: '已驳回', undone: '已撤销', proposed: '还没有采纳' } as const

/** The lesson, where it is in that state. */
function inState(
	state: Lesson['state'],
	of: Id,
	snapshot: Snapshot,
	host: 'server' | 'phone'
): Lesson | { no: Decision } {
	const found = snapshot.get('lessons', of)
	if (!found) return { no: absent(host, 'lesson', '学习记录') }
	if (found.state !== state) return { no: [refusal('state', 'lesson', answered[found.state])] }
	return found
}

/** 采纳: from now on texts like the proposed one go there. */
export const accept = rule({
	name: 'lesson.accept',
	schema: v.strictObject({ lesson }),
	needs: ({ lesson }) => [`lessons/${lesson}`],
	mayI: (actor) => isAdmin(actor),
	decide({ args }, snapshot, { host }) {
		const found = inState('proposed', args.lesson, snapshot, host)
		if ('no' in found) return found.no
		return decided({ kind: 'lesson.accepted', subject: found.subject, data: { lesson: found.id } })
	}
})

/** 驳回: the proposal stays to be read, with the reason. */
export const refuse = rule({
	name: 'lesson.refuse',
	schema: v.strictObject({ lesson, reason: line('理由', 300) }),
	needs: ({ lesson }) => [`lessons/${lesson}`],
	mayI: (actor) => isAdmin(actor),
	decide({ args }, snapshot, { host }) {
		const found = inState('proposed', args.lesson, snapshot, host)
		if ('no' in found) return found.no
		const data = { lesson: found.id, reason: args.reason }
		return decided({ kind: 'lesson.refused', subject: found.subject, data })
	}
})

/** 撤销: what was learned acts no more; it stays to be read, with the reason. */
export const undo = rule({
	name: 'lesson.undo',
	schema: v.strictObject({ lesson, reason: line('理由', 300) }),
	needs: ({ lesson }) => [`lessons/${lesson}`],
	mayI: (actor) => isAdmin(actor),
	decide({ args }, snapshot, { host }) {
		const found = inState('inForce', args.lesson, snapshot, host)
		if ('no' in found) return found.no
		const data = { lesson: found.id, reason: args.reason }
		return decided({ kind: 'lesson.undone', subject: found.subject, data })
	}
})
