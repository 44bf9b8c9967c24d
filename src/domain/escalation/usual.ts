import type { Policy, Step, Whom } from './policy'

const all: Policy['when'] = {
	kinds: null,
	categories: null,
	levels: null,
	sensitive: null,
	from: null,
	to: null
}
const night = { from: '22:00', to: '06:00' }

function ask(after: number, whom: Whom[], repeat = 0, every = 0): Step {
	return { after, whom, need: 'any', channels: null, repeat, every }
}

/**
 * Until an office sets its own. Minutes are data: the limit for 签收 of an incident is 10 (usualLimits), so by then the telephone
 * is tried; what is ordinary is done within two hours (norms of duty rooms §1), and so long after 签收 something is to be written
 * down; what was done about a matter within 24 hours (§3). At night people are asleep and nobody hears an app: the telephone
 * comes sooner for what is urgent, and what is not urgent waits for the morning.
 */
export const usualPolicies: readonly Policy[] = [
	{
		id: 'incidents2',
		name: '突发事件（夜间）',
		when: { ...all, kinds: ['incident'], ...night },
		steps: [ask(0, ['a', 'b'], 1, 3), ask(7, ['call']), ask(5, ['lead']), ask(5, ['leads'])],
		forgotten: 120,
		most: 4
	},
	{
		id: 'incidents',
		name: '突发事件',
		when: { ...all, kinds: ['incident'] },
		steps: [ask(0, ['a', 'b'], 1, 5), ask(10, ['call']), ask(5, ['lead']), ask(5, ['leads'])],
		forgotten: 120,
		most: 4
	},
	{
		id: 'matters2',
		name: '一般事项（夜间）',
		when: { ...all, kinds: ['matter'], ...night },
		steps: [ask(0, ['a', 'b']), ask(600, ['a', 'b']), ask(60, ['call']), ask(60, ['lead'])],
		forgotten: 1440,
		most: 3
	},
	{
		id: 'matters',
		name: '一般事项',
		when: { ...all, kinds: ['matter'] },
		steps: [ask(0, ['a', 'b'], 1, 60), ask(120, ['call']), ask(60, ['lead'])],
		forgotten: 1440,
		most: 3
	}
]
