import * as v from 'valibot'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { day } from '../instant'
import { overlapping, turnWords } from '../roster/hindrance'
import { monthOf, monthsAround, needMonths, turnsOf } from '../roster/month'
import { seatOf } from '../roster/seats'
import { absent, isAdmin } from './lookup'
import { id, instant } from './schema'

/** 班次: who stands on a seat, from when to when; on the seat's first place that is free then. */
export const setTurn = rule({
	name: 'turn.set',
	schema: v.strictObject({
		seat: id('岗位'),
		person: id('人员'),
		from: instant('起'),
		to: instant('止')
	}),
	needs: ({ person, from, to }) =>
		needMonths([`people/${person}`, 'office/office'], to - from > LONGEST ? [] : monthsAround(from, to)),
	mayI: (actor) => isAdmin(actor),
	decide(command, snapshot, { host }) {
		const { args } = command
		const who = snapshot.get('people', args.person)
		if (!who) return absent(host, 'person', '人员')
		if (who.disabled) return [refusal('state', 'person', `${who.name}已停用，不能值班`)]
		if (args.to <= args.from) return [refusal('shape', 'to', '止要晚于起')]
		if (args.to - args.from > LONGEST) return [refusal('shape', 'to', '一班最长八天')]
		const office = snapshot.get('office', 'office')
		const turns = turnsOf(snapshot, monthsAround(args.from, args.to))
		const same = overlapping(args.person, args, turns)
		if (same) return [refusal('state', 'person', `${who.name}那时已值${turnWords(same, office)}`)]
		const seat = seatOf(office, args.seat)
		const taken = turns.filter((t) => t.seat === args.seat && t.from < args.to && args.from < t.to)
		let place = 0
		while (taken.some((t) => (t.place ?? 0) === place)) place++
		if (place >= seat.places)
			return [refusal('state', 'seat', `${turnWords(taken[0]!, office)}已有人，要换人请改派`)]
		const turn = made(command, 1)
		return decided({
			kind: 'turn.set',
			subject: monthOf(args.from),
			data: { turn, ...args, place, original: args.person, roster: null }
		})
	}
})

const LONGEST = 8 * day
