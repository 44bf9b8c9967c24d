import * as v from 'valibot'
import type { Swap } from '../events/swap'
import type { Roster } from '../events/roster'
import type { Id, Snapshot } from '../record'
import { originalOf } from '../events/turn'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { chainOf } from '../roster/givenBack'
import { turnWords, unfit } from '../roster/hindrance'
import { monthOf, monthsAround, needMonths, turnsOf } from '../roster/month'
import { publish } from '../roster/publish'
import { absent, isAdmin } from './lookup'
import { periodOf } from './roster.draft'
import { remindAt } from './roster.remind'
import { id } from './schema'
import { nameOf, overtake, tellOther } from './turns'

/** So many clashes are named at once. */
const NAMED = 5

const legsOf = ({ turn, inReturn }: Swap): Id[] => (inReturn === null ? [turn] : [turn, inReturn])

/** The months around a roster, and around the other turns of exchanges that publishing it may undo. */
function monthsOf(roster: Roster, snapshot: Snapshot): Id[] {
	const months = monthsAround(...periodOf(roster))
	for (const turn of turnsOf(snapshot, months))
		for (const { swap: id } of chainOf(turn)) {
			const swap = snapshot.get('swaps', id)
			for (const leg of swap ? legsOf(swap) : []) {
				const other = snapshot.get('turns', leg)
				if (other) for (const m of monthsAround(other.from, other.to)) if (!months.includes(m)) months.push(m)
			}
		}
	return months
}

/** 公布值班表: its turns are everybody's from now on. Again over a month that stands: see roster/publish. */
export const publishRoster = rule({
	name: 'roster.publish',
	schema: v.strictObject({ roster: id('值班表') }),
	needs({ roster: rosterId }, loaded) {
		const keys = needMonths([`rosters/${rosterId}`, 'office/office'], [])
		const roster = loaded.get('rosters', rosterId)
		if (!roster) return keys
		const people = new Set(roster.turns.map((t) => t.person))
		const months = monthsOf(roster, loaded)
		for (const turn of turnsOf(loaded, months)) {
			people.add(turn.person).add(originalOf(turn))
			for (const { swap: id, was } of chainOf(turn)) {
				people.add(was)
				keys.push(`swaps/${id}`)
				const swap = loaded.get('swaps', id)
				for (const leg of swap ? legsOf(swap) : []) keys.push(`turns/${leg}`)
			}
		}
		needMonths(keys, months)
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
		const existing = turnsOf(snapshot, monthsOf(roster, snapshot))
		const swaps = new Map<Id, Swap>()
		for (const turn of existing)
			for (const { swap: id } of chainOf(turn)) {
				const swap = snapshot.get('swaps', id)
				if (swap) swaps.set(id, swap)
			}
		const mayStand = (person: Id, seat: string) =>
			unfit(snapshot.get('people', person), seat, office) === null
		const outcome = publish({ plan: roster.turns, period, existing, swaps, now, mayStand })
		const against = [
			...outcome.clashes.map(({ one, other, undone }) => {
				const who = nameOf(other.person, snapshot)
				const [a, b] = [turnWords(one, office), turnWords(other, office)]
				const both = one.person === other.person
				const words = both ? `${who}的${a}与${b}时间重叠` : `${a}与${b}（${who}）时间重叠`
				return undone ? `撤销换班后，${words}` : words
			}),
			...outcome.unfit.map((turn) => {
				const no = unfit(snapshot.get('people', turn.person), turn.seat, office)!
				return `撤销换班后，${turnWords(turn, office)}要还给${nameOf(turn.person, snapshot)}，但${no.reason}`
			})
		]
		if (against.length > 0) return against.slice(0, NAMED).map((words) => refusal('state', 'roster', words))

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
