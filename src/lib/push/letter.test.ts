import { expect, it } from 'vitest'
import { readLetter, saidAs, shownAs, SIGN, type Letter } from './letter'

const letter: Letter = {
	id: 'n1',
	title: '有 1 条待签收',
	body: '编号 2026-1129-01 · 时限 11-29 02:24',
	url: '/incidents/i1',
	person: 'p1',
	tag: 'i1',
	device: 'phone',
	to: 'row',
	receipt: 'r'
}

it('what came is shown as it came, and nothing besides', () => {
	const [title, options] = shownAs(readLetter(JSON.stringify(letter)))
	expect([title, options.body, options.tag]).toEqual([letter.title, letter.body, 'i1'])
	expect(options.actions).toBeUndefined()
	expect(options.renotify).toBe(true)
})

it('only an assignment can be signed for', () => {
	const [, options] = shownAs({ ...letter, assignment: 'a1' })
	expect(options.actions).toEqual([{ action: SIGN, title: '签收' }])
	const [title, after] = saidAs({ ...letter, assignment: 'a1' }, '已签收')
	expect([title, after.body, after.tag, after.silent]).toEqual(['已签收', letter.body, 'i1', true])
	expect(after.data).not.toHaveProperty('assignment')
})

it('what is no letter of ours is shown all the same, and leads nowhere else', () => {
	for (const text of [
		'',
		'x',
		'{}',
		'null',
		JSON.stringify({ ...letter, url: 'https://elsewhere.example/' })
	]) {
		expect(readLetter(text)).toBeNull()
		expect(shownAs(readLetter(text))).toMatchObject(['值班有新的提醒', { data: null }])
	}
})
