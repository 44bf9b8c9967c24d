import { describe, expect, it } from 'vitest'
import {
	admin,
	headA,
	headB,
	logged,
	office,
	officer,
	type Office,
	type Result
} from '../../../tests/support/world'

const codes = (result: Result) => (result.ok === false ? result.refusals.map((r) => r.code) : [])
const inForce = (world: Office) => world.get('catalogues', world.get('office', 'office')!.catalogue!)!
const section = (name: string, more: object = {}) => ({
	name,
	aliases: [],
	duties: ['负责办理有关工作。'],
	tasks: [],
	...more
})
const adopt = (world: Office, sections: object[], more: object = {}) =>
	world.do(admin, 'catalogue.adopt', { base: inForce(world).id, sections, ...more })
const heldByA = (world: Office, person: string) =>
	world.sees(person).filter((k) => k.collection === 'assignments').length

describe('a new version of the catalogue', () => {
	it('keeps who a section is and its people under another name, and tells where each duty stood', () => {
		const world = office()
		const duties = [{ text: '负责应急管理。', printed: '負責應急管理。', lines: [3, 4] }]
		const source = { name: '职责.docx', sha256: 'a'.repeat(64) }
		const done = adopt(
			world,
			[section('应急科', { was: world.a, duties }), section('秘书三室'), section('区长热线电话办公室')],
			{ source }
		)
		expect(done.ok).toBe(true)
		expect(world.get('sections', world.a)).toMatchObject({ name: '应急科', order: 1, a: headA })
		const version = inForce(world)
		expect(version).toMatchObject({ version: 2, adoptedBy: admin, source, gone: [] })
		expect(version.sections[0]).toEqual({
			section: world.a,
			name: '应急科',
			aliases: [],
			duties: [{ id: `${version.id}d1`, no: 1, ...duties[0] }],
			tasks: []
		})
		expect(version.sections[2]!.section).toBe(world.all('catalogues')[0]!.sections[2]!.section)
	})

	it('is not adopted over one that came in between, and nothing of it remains', () => {
		const world = office()
		const base = inForce(world).id
		adopt(world, [section('秘书二室')])
		const before = JSON.stringify([...world.kept().values()])
		const late = world.do(admin, 'catalogue.adopt', { base, sections: [section('综合科')] })
		expect(late).toMatchObject({
			refusals: [{ code: 'state', field: 'base', reason: expect.stringContaining('第 2 版') as string }]
		})
		expect(JSON.stringify([...world.kept().values()])).toBe(before)
		expect(codes(world.do(admin, 'catalogue.adopt', { base: null, sections: [section('综合科')] }))).toEqual([
			'state'
		])
	})

	it('says everything that is wrong with it', () => {
		const world = office()
		const twice = [section('秘书二室'), section('秘书二室'), section('甲科', { was: 'nobody' })]
		expect(codes(adopt(world, twice))).toEqual(['same', 'notFound'])
		const both = [section('甲科', { was: world.a }), section('乙科', { was: world.a })]
		expect(codes(adopt(world, both))).toEqual(['notFound'])
		expect(adopt(world, [section('甲科', { duties: [' '] })])).toMatchObject({
			refusals: [{ field: 'sections.0.duties.0', reason: '职责内容不能为空' }]
		})
	})

	it('is made by the log alone again', () => {
		const world = office()
		adopt(world, [section('秘书三室'), section('新设科')])
		adopt(world, [section('秘书二室'), section('秘书三室')])
		expect(world.replayed()).toEqual(world.kept())
	})
})

describe('a section that the new version lacks', () => {
	const abolish = (world: Office) => adopt(world, [section('秘书三室'), section('区政府总值班室')])

	it('keeps its record, its people and its name, without a place in order', () => {
		const world = office()
		abolish(world)
		expect(world.get('sections', world.a)).toMatchObject({ name: '秘书二室', order: null, a: headA })
		expect(inForce(world).gone).toEqual([{ section: world.a, name: '秘书二室', aliases: [] }])
		abolish(world)
		expect(inForce(world).gone).toHaveLength(1)
	})

	it('is itself again when a later version has it', () => {
		const world = office()
		abolish(world)
		adopt(world, [section('秘书二室'), section('秘书三室')])
		expect(world.get('sections', world.a)).toMatchObject({ order: 1, a: headA })
		expect(inForce(world).gone).toHaveLength(1) // the duty room, which this one lacks
	})

	it('has its work until the duty room passes it on, and still sees that it had it', () => {
		const world = office()
		const { incident, assignment } = logged(world)
		abolish(world)
		expect(heldByA(world, headA)).toBe(1)
		expect(world.get('incidents', incident)).toMatchObject({ section: world.a })
		const passed = world.do(officer, 'assignment.transfer', {
			assignment,
			section: world.b,
			reason: '科室已撤'
		})
		expect(passed.ok).toBe(true)
		expect(world.get('incidents', incident)).toMatchObject({ section: world.b })
		expect(heldByA(world, headA)).toBe(1)
		expect(heldByA(world, headB)).toBe(2)
		expect(world.get('assignments', assignment)).toMatchObject({
			sectionName: '秘书二室',
			toName: '秘书三室'
		})
	})

	it('can still sign and close what it has', () => {
		const world = office()
		const { incident, assignment } = logged(world)
		abolish(world)
		expect(world.do(headA, 'assignment.acknowledge', { assignment }).ok).toBe(true)
		expect(world.do(headA, 'incident.close', { incident, result: '已处置' }).ok).toBe(true)
	})

	it('is given nothing new: who asks is told why, a report is kept with nobody assigned', () => {
		const world = office()
		const other = logged(world, world.b)
		const kept = logged(world, null)
		abolish(world)
		const why = {
			refusals: [{ code: 'state', field: 'section', reason: expect.stringContaining('秘书二室') as string }]
		}
		expect(
			world.do(officer, 'assignment.transfer', {
				assignment: other.assignment,
				section: world.a,
				reason: '转'
			})
		).toMatchObject(why)
		expect(world.do(officer, 'incident.assign', { incident: kept.incident, section: world.a })).toMatchObject(
			why
		)
		expect(world.get('incidents', logged(world).incident)).toMatchObject({ sectionGone: true, section: null })
	})
})
