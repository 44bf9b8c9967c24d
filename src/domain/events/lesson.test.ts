// What decisions teach, who sees it, and that it can be undone. Each ends as the log alone would make it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
	admin,
	headA,
	headB,
	lead,
	LANDSLIDE,
	logged,
	nobody,
	office,
	officer,
	type Office,
	type Result
} from '../../../tests/support/world'
import { lessonOf } from './lesson'

let world: Office
beforeEach(() => {
	world = office()
})
afterEach(() => {
	expect(world.replayed()).toEqual(world.kept())
})

const taught = (incident: string) => world.get('lessons', lessonOf(incident))
const codes = (result: Result) => (result.ok === false ? result.refusals.map((r) => r.code) : result.ok)
const must = (by: string, name: string, args: unknown) => {
	const result = world.do(by, name, args)
	expect(result).toMatchObject({ ok: true })
	return result
}
const seesLesson = (by: string) => world.sees(by).some((kept) => kept.collection === 'lessons')

describe('a decision teaches', () => {
	it('nothing where the officer took what was suggested', () => {
		const { incident, assignment } = logged(world)
		must(headA, 'assignment.acknowledge', { assignment })
		expect(taught(incident)).toBeNull()
	})

	it('the section chosen instead of the one suggested, the more once it has been taken on', () => {
		const { incident, assignment } = logged(world, world.b)
		const lesson = { text: LANDSLIDE, section: world.b, instead: world.a, state: 'inForce', by: officer }
		expect(taught(incident)).toMatchObject({ ...lesson, incident, confirmed: false })
		must(headB, 'assignment.acknowledge', { assignment })
		expect(taught(incident)).toMatchObject({ ...lesson, confirmed: true })
	})

	it('the duty room, where the officer kept what would have gone to a section', () => {
		expect(taught(logged(world, null).incident)).toMatchObject({ section: null, instead: world.a })
	})

	it('nothing where the section chosen is gone', () => {
		expect(taught(logged(world, 'gone').incident)).toBeNull()
	})

	it('a doubtful suggestion that a section takes on', () => {
		const suggestion = { catalogue: world.catalogue, duties: [], section: world.a, doubtful: true }
		const report = { kind: 'incident', text: LANDSLIDE, suggestion, section: world.a }
		const { id } = must(officer, 'incident.log', report)
		expect(taught(`${id}1`)).toBeNull()
		must(headA, 'assignment.acknowledge', { assignment: `${id}2` })
		expect(taught(`${id}1`)).toMatchObject({ section: world.a, instead: null, confirmed: true, by: headA })
	})

	it('passing on: to the next section, from the last; one lesson an incident', () => {
		const { incident, assignment } = logged(world)
		must(headA, 'assignment.transfer', { assignment, section: world.b, reason: '属三室' })
		expect(taught(incident)).toMatchObject({ section: world.b, instead: world.a })
		expect(world.all('lessons')).toHaveLength(1)
	})

	it('what a section returns is no lesson; what follows is', () => {
		const { incident, assignment } = logged(world, world.b)
		must(headB, 'assignment.return', { assignment, reason: '不属本室' })
		expect(taught(incident)).toMatchObject({ state: 'undone', answer: '不属本室', answeredBy: headB })
		must(officer, 'incident.assign', { incident, section: world.a })
		expect(taught(incident)).toMatchObject({ state: 'inForce', section: world.a, instead: world.b })
	})

	it('only the beginning of a long text is kept', () => {
		const suggestion = { catalogue: world.catalogue, duties: [], section: world.a }
		const text = '长'.repeat(159) + '😀' + '长'.repeat(500)
		const { id } = must(officer, 'incident.log', { kind: 'matter', text, suggestion, section: null })
		expect(taught(`${id}1`)!.text).toBe('长'.repeat(159))
	})
})

describe('a lesson is seen', () => {
	it('by whoever sees its incident, and by them alone', () => {
		const { incident, assignment } = logged(world, world.b)
		expect([officer, admin, lead, headB, headA, nobody].map(seesLesson)).toEqual([
			true,
			true,
			true,
			true,
			false,
			false
		])
		must(headB, 'assignment.transfer', { assignment, section: world.a, reason: '属二室' })
		expect([headA, headB].map(seesLesson)).toEqual([true, false])
		expect(taught(incident)!.formerly).toContain(`section:${world.b}`)
	})

	it('a proposal by the duty side and its author, once accepted by the sections it names', () => {
		const { id } = must(headA, 'lesson.propose', {
			text: '后山滑坡压塌民房',
			section: world.b,
			instead: world.a,
			reason: '地质灾害已划归三室'
		})
		expect([officer, headA, headB].map(seesLesson)).toEqual([true, true, false])
		must(admin, 'lesson.accept', { lesson: `${id}1` })
		expect([officer, headA, headB].map(seesLesson)).toEqual([true, true, true])
	})
})

describe('proposing, accepting, refusing, undoing', () => {
	const propose = (by: string, more = {}) =>
		world.do(by, 'lesson.propose', { text: '后山滑坡', section: world.b, reason: '已划归三室', ...more })

	it('heads for their own section, officers, leaders and administrators; nobody else', () => {
		for (const by of [headB, officer, lead, admin]) expect(propose(by)).toMatchObject({ ok: true })
		expect([headA, nobody].map((by) => codes(propose(by)))).toEqual([['notAllowed'], ['notAllowed']])
		expect(propose(headA, { instead: world.a })).toMatchObject({ ok: true })
		expect(propose(headA, { section: null, instead: world.a })).toMatchObject({ ok: true })
	})

	it('refuses what is not in order, each with its field', () => {
		expect(codes(propose(officer, { section: 'gone' }))).toEqual(['notFound'])
		expect(codes(propose(officer, { instead: world.b }))).toEqual(['same'])
		expect(codes(propose(officer, { reason: ' ' }))).toEqual(['shape'])
		expect(codes(propose(officer, { text: '长'.repeat(301) }))).toEqual(['tooLong'])
	})

	it('only an administrator answers, and each step once', () => {
		const lesson = `${propose(headB).id}1`
		for (const name of ['lesson.accept', 'lesson.refuse', 'lesson.undo'])
			for (const by of [headB, officer, lead])
				expect(codes(world.do(by, name, { lesson, reason: '试' }))).not.toBe(true)
		expect(codes(world.do(admin, 'lesson.undo', { lesson, reason: '还没采纳' }))).toEqual(['state'])
		must(admin, 'lesson.accept', { lesson })
		expect(codes(world.do(admin, 'lesson.accept', { lesson }))).toEqual(['state'])
		must(admin, 'lesson.undo', { lesson, reason: '职责又调回来了' })
		expect(world.get('lessons', lesson)).toMatchObject({ state: 'undone', answer: '职责又调回来了' })
		const other = `${propose(headB).id}1`
		must(admin, 'lesson.refuse', { lesson: other, reason: '目录里不是这样' })
		expect(world.get('lessons', other)).toMatchObject({ state: 'refused', why: '已划归三室' })
	})

	it('a phone that lacks the lesson waits for the server instead of saying no', () => {
		const lesson = `${propose(headB).id}1`
		const phone = office().phoneOf(admin)
		expect(phone.do(admin, 'lesson.accept', { lesson })).toMatchObject({ ok: 'pending' })
	})
})
