import * as v from 'valibot'
import type { Swap } from '../events/swap'
import type { Turn } from '../events/turn'
import type { Id } from '../record'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { turnWords } from '../roster/hindrance'
import { monthOf, monthsAround, needMonths, turnsOf } from '../roster/month'
import { publish } from '../roster/publish'
import { mayStand, seatOf } from '../roster/seats'
import { absent, isAdmin } from './lookup'
import { periodOf } from './roster.draft'
import { remindAt } from './roster.remind'
import { id } from './schema'
import { nameOf, overtake, tellOther } from './turns'

/** So many clashes are named at once. */
const NAMED = 5

/** 公布值班表: its turns are everybody's from now on. Again over a month that stands: see roster/publish. */
export const publishRoster = rule({
	name: 'roster.publish',
	schema: v.strictObject({ roster: id('值班表') }),
	needs({ roster: rosterId }, loaded) {
		const keys = needMonths([`rosters/${rosterId}`, 'office/office'], [])
		const roster = loaded.get('rosters', rosterId)
		if (!roster) return keys
		const months = monthsAround(...periodOf(roster))
		needMonths(keys, months)
		const people = new Set(roster.turns.map((t) => t.person))
		for (const turn of turnsOf(loaded, months)) {
			people.add(turn.person)
			const via = turn.via
			if (!via) continue
			keys.push(`swaps/${via}`)
			const swap = loaded.get('swaps', via)
			if (swap) for (const leg of [swap.turn, swap.inReturn]) if (leg) keys.push(`turns/${leg}`)
		}
		for (const person of people) keys.push(`people/${person}`)
		return keys
	},
	mayI: (actor) => isAdmin(actor),
	decide(command, snapshot, { host, now, actor }) {
		const roster = snapshot.get('rosters', command.args.roster)
		if (!roster) return absent(host, 'roster', '值班表')
		if (roster.state === 'published') return [refusal('same', 'roster', '已经公布了')]
		if (host === 'phone') return null // what has begun is for the server's clock to say
		const office = snapshot.get('office', 'office')
		for (const { person } of roster.turns) {
			const who = snapshot.get('people', person)
			if (!who || who.disabled)
				return [refusal('state', 'roster', `${who?.name ?? person}已停用或不在名单上，请先改排`)]
		}
		const period = periodOf(roster)
		const existing = turnsOf(snapshot, monthsAround(...period))
		const swaps = new Map<Id, Swap>()
		const others = new Map<Id, Turn>()
		for (const { via } of existing) {
			const swap = via ? snapshot.get('swaps', via) : null
			if (!swap) continue
			swaps.set(swap.id, swap)
			for (const leg of [swap.turn, swap.inReturn]) {
				const turn = leg && snapshot.get('turns', leg)
				if (turn && !turn.dropped) others.set(turn.id, turn)
			}
		}
		const may = (person: Id, seat: string) => {
			const who = snapshot.get('people', person)
			return who !== null && mayStand(seatOf(office, seat), who)
		}
		const outcome = publish({ plan: roster.turns, period, existing, swaps, others, now, mayStand: may })
		if (outcome.clashes.length > 0)
			return outcome.clashes.slice(0, NAMED).map(({ one, other }) => {
				const who = nameOf(other.person, snapshot)
				const [a, b] = [turnWords(one, office), turnWords(other, office)]
				const both = one.person === other.person
				return refusal(
					'state',
					'roster',
					both ? `${who}的${a}与${b}时间重叠` : `${a}与${b}（${who}）时间重叠`
				)
			})

		const { set, changed, ended, dropped, undone } = outcome
		const told = new Set<Id>()
		const done = decided()
		const { events } = done
		for (const swap of undone) {
			const data = {
				swap: swap.id,
				turn: swap.turn,
				state: 'undone' as const,
				answer: '值班表改了',
				words: null
			}
			events.push({ kind: 'swap.ended', subject: swap.id, data })
			told.add(swap.was)
			if (swap.to) told.add(swap.to)
		}
		for (const turn of dropped) {
			overtake(done, turn)
			events.push({ kind: 'turn.dropped', subject: turn.subject, data: { turn: turn.id } })
			told.add(turn.person)
		}
		for (const { turn, person, original, swap, via } of changed) {
			if (person !== turn.person) {
				overtake(done, turn)
				told.add(person)
				told.add(turn.person)
			}
			const how = swap ? 'undo' : 'roster'
			const data = { turn: turn.id, was: turn.person, person, original, how, swap, via } as const
			events.push({ kind: 'turn.changed', subject: turn.subject, data })
		}
		for (const { turn, to } of ended) {
			events.push({ kind: 'turn.ended', subject: turn.subject, data: { turn: turn.id, to, relieved: false } })
			told.add(turn.person)
		}
		for (let i = 0; i < set.length; i++) {
			const { seat, place, person, from, to } = set[i]!
			const data = {
				...{ turn: made(command, i + 1), seat, person, from, to, place },
				...{ original: person, roster: roster.id }
			}
			events.push({ kind: 'turn.set', subject: monthOf(from), data })
			if (roster.publishedAt !== null) told.add(person)
		}
		const moved = changed.length + dropped.length + ended.length
		const words =
			`${roster.from} 至 ${roster.to} 值班表` +
			(roster.publishedAt === null && moved === 0 ? '公布' : `重新公布，${moved + set.length} 个班次有变动`)
		events.push({ kind: 'roster.published', subject: roster.id, data: { roster: roster.id, words } })
		for (const person of told) tellOther(done, command, actor.id, person, 'turnMoved', roster.id)
		// tell() keeps one notice a person: who is told that a turn moved need not be told that there are new ones.
		if (roster.publishedAt === null)
			for (const { person } of set) tellOther(done, command, actor.id, person, 'turnsPublished', roster.id)
		// What was wanting is looked at again at once, and from now on whenever a deadline comes.
		done.cancelled.push('rosterDue')
		if (actor.id) done.timers.push(remindAt(now, actor.id, `${command.id}t`))
		return done
	}
})
