import { describe, expect, it } from 'vitest'
import { keyFor, ROUNDS, seal, unseal, weakness } from './pin'

describe('a PIN', () => {
	it.each([
		'0000',
		'111111',
		'1234',
		'4321',
		'890123',
		'1212',
		'2580',
		'1314',
		'123123',
		'1985',
		'2001',
		'850615',
		'198506'
	])('%s is refused gently', (pin) => expect(weakness(pin)).toMatch(/换一个/))
	it.each(['', '123', '1234567', '12a4', '１２３４'])('“%s” is not one', (pin) =>
		expect(weakness(pin)).toMatch(/PIN (是|只用)/)
	)
	it.each(['2583', '7391', '40718', '908172'])('%s is taken', (pin) => expect(weakness(pin)).toBeNull())
})

describe('a sign-in sealed under a PIN', () => {
	it('opens under the same PIN and no other, costs 600,000 rounds, and shows nothing of itself', async () => {
		const kept = await seal(await keyFor('7391'), { token: 'the-token' })
		expect(ROUNDS).toBeGreaterThanOrEqual(600_000)
		expect(kept.rounds).toBe(ROUNDS)
		expect(Buffer.from(kept.data).toString('latin1')).not.toContain('the-token')
		expect(await unseal(await keyFor('7391', kept.salt, kept.rounds), kept)).toEqual({ token: 'the-token' })
		expect(await unseal(await keyFor('7392', kept.salt, kept.rounds), kept)).toBeNull()
	})
	it('is never twice the same', async () => {
		const key = await keyFor('7391')
		const [a, b] = [await seal(key, 'x'), await seal(key, 'x')]
		expect(Buffer.from(a.iv)).not.toEqual(Buffer.from(b.iv))
		expect(Buffer.from((await keyFor('7391')).salt)).not.toEqual(Buffer.from(a.salt))
	})
})
