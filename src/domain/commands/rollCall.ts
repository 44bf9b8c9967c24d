import * as v from 'valibot'
import type { Timer } from '../command'
import type { Id, Snapshot } from '../record'
import { decided, made, rule } from '../command'
import { EVERYBODY } from '../events/person'
import type { Instant } from '../instant'
import { nextRoll, type RollRules } from '../people/rollCall'
import { rollAnswerOf, ROLL_LASTS } from '../people/rollToAnswer'
import { refusal } from '../refusal'
import { absent, isAdmin } from './lookup'
import { id } from './schema'
import { tell } from './tell'

/** What the tests that still wait to be sent hang on: a new roll call takes their place. */
const TESTS = 'rollCall'
const TIMER = 'rollCallDue'

function next(rules: RollRules, now: Instant): Timer {
	const dueAt = nextRoll(rules, now)
	return { id: `roll${dueAt}`, about: TIMER, name: 'rollCall.start', args: {}, dueAt }
}

/** Whoever may sign in. By id: neither host may decide by the order in which it found them. */
function everybody(snapshot: Snapshot): Id[] {
	const all: Id[] = []
	for (const kept of snapshot.of(EVERYBODY))
		if (kept.collection === 'people' && !kept.record.disabled) all.push(kept.record.id)
	return all.sort()
}

/** 点名, by an administrator or by the rules at their time: everybody is sent a test by their channels. */
export const startRollCall = rule({
	name: 'rollCall.start',
	schema: v.strictObject({}),
	needs: (_, __, { host }) => (host === 'phone' ? [] : ['office/office', `subject/${EVERYBODY}`]),
	mayI: (actor) => isAdmin(actor),
	decide(command, snapshot, { now, host, actor }) {
		if (host === 'phone') return null // who is on the list is for the server to say
		const asked = everybody(snapshot)
		if (asked.length === 0) return [refusal('state', 'name', '名单上还没有人')]
		const rollCall = made(command, 1)
		const done = decided({ kind: 'rollCall.started', subject: rollCall, data: { rollCall, asked } })
		done.cancelled.push(TESTS)
		for (let i = 0; i < asked.length; i++)
			tell(done, command, asked[i]!, 'channelTest', rollCall, null, { about: TESTS })
		const rules = snapshot.get('office', 'office')?.rollCall
		if (actor.id === null && rules) done.timers.push(next(rules, now))
		return done
	}
})

/** When it is called by itself; null: never. */
export const setRollCall = rule({
	name: 'rollCall.rules',
	schema: v.strictObject({
		weekly: v.nullable(
			v.strictObject({
				weekday: v.pipe(v.number('请选星期几'), v.integer('请选星期几'), v.minValue(0), v.maxValue(6)),
				time: v.pipe(v.string('请写几点几分'), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成 16:30 这样'))
			})
		)
	}),
	needs: () => ['office/office'],
	mayI: (actor) => isAdmin(actor),
	decide({ args: { weekly } }, _, { now }) {
		const done = decided({ kind: 'rollCall.ruled', subject: 'office', data: { weekly } })
		done.cancelled.push(TIMER)
		if (weekly) done.timers.push(next(weekly, now))
		return done
	}
})

/** 应到: the person has opened the test. */
export const answerRollCall = rule({
	name: 'rollCall.answer',
	schema: v.strictObject({ rollCall: id('点名') }),
	needs: ({ rollCall }, _, { actor }) => {
		const keys = [`rollCalls/${rollCall}` as const]
		return actor.id === null ? keys : [...keys, `rollAnswers/${rollAnswerOf(rollCall, actor.id)}` as const]
	},
	mayI: (actor) => actor.id !== null,
	decide({ args: { rollCall } }, snapshot, { now, host, actor }) {
		const person = actor.id!
		const call = snapshot.get('rollCalls', rollCall)
		if (!call) return absent(host, 'rollCall', '点名')
		if (!call.asked.includes(person)) return [refusal('state', 'rollCall', '这次点名没有点到您')]
		if (snapshot.get('rollAnswers', rollAnswerOf(rollCall, person)))
			return [refusal('same', 'rollCall', '您已经答过了')]
		if (now >= call.startedAt + ROLL_LASTS) return [refusal('state', 'rollCall', '这次点名已经结束')]
		return decided({ kind: 'rollCall.answered', subject: rollCall, data: { rollCall, person } })
	}
})
