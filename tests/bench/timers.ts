import { spawn } from 'node:child_process'
import { newId, Server, until, type Phone } from '../support/server'
import { median, ms, percentile, type Row } from './row'

const REPORT = '石岭乡值班室来电：后山滑坡，冲毁民房三间，两名村民失联，请求区里支援。'
const LIMIT = 600_000
const OPEN = 10_000
const DUE = 1_000
const STOPPED = 300
const CLIENTS = '64'

interface Fired {
	seq: number
	received_at: number
	subject: string
	data: { assignment: string; dueAt: number }
}

/** All facts of a kind, in the log's order. */
async function facts(server: Server, token: string, kind: string): Promise<Fired[]> {
	const headers = { Authorization: token }
	const all: Fired[] = []
	for (let page = 1; ; page++) {
		const query = `perPage=500&page=${page}&filter=(kind='${kind}')&skipTotal=1`
		const response = await fetch(`${server.url}/api/collections/duty_view_events/records?${query}`, {
			headers
		})
		const { items } = (await response.json()) as { items: (Fired & { id: string })[] }
		for (const item of items) all.push({ ...item, seq: Number(item.id) })
		if (items.length < 500) return all.sort((a, b) => a.seq - b.seq)
	}
}

/** Hands over so many; gives the ids of their incidents. */
async function handOver(phone: Phone, section: string, kind: string, count: number): Promise<Set<string>> {
	const args = { kind, text: REPORT, section }
	const commands = Array.from({ length: count }, () => phone.command('incident.log', args, { id: newId() }))
	for (let from = 0; from < count; from += 200) {
		// On a busy machine one may be told to come again: then with the same id, as a phone does.
		let waiting = commands.slice(from, from + 200)
		for (let tries = 0; waiting.length > 0; tries++) {
			const answers = await phone.post(waiting)
			const no = answers.find((a) => !a.ok && !('retry' in a))
			if (no || tries === 5) throw new Error('not handed over: ' + JSON.stringify(no))
			waiting = waiting.filter((_, i) => !answers[i]!.ok)
		}
	}
	return new Set(commands.map((c) => c.id + '1'))
}

/** 10,000 deadlines open, 1,000 of them due within a second, while 64 writers go on; then 300 that come while nobody is there. */
export async function timers({ load }: { load: string }): Promise<Row[]> {
	const own = await Server.demo()
	try {
		const phone = await own.signIn('zhiban1')
		const admin = await own.signIn('admin')
		const root = await own.superuser()
		const section = (await phone.sees()).get('sections')![0]!['id'] as string
		// Those that are late before they begin: their server's clock went ten minutes behind. Each has a limit and a chase.
		await own.advance(-LIMIT - 2_000)
		const stopped = await handOver(phone, section, 'incident', STOPPED)
		await own.stop()
		const began = Date.now()
		await own.start()
		await until(
			'what came due while nobody was there to be caught up',
			async () => {
				const found = await facts(own, root, 'assignment.overdue')
				return found.filter((f) => stopped.has(f.subject)).length >= STOPPED
			},
			60_000
		)
		const late = (await facts(own, root, 'assignment.overdue')).filter((f) => stopped.has(f.subject))
		const steps = (await facts(own, root, 'chase.asked')).filter(
			(f) => stopped.has(f.subject) && f.received_at >= began
		)
		const caught = Math.max(...[...late, ...steps].map((f) => f.received_at)) - began
		const inOrder = late.every((f, i) => i === 0 || late[i - 1]!.data.dueAt <= f.data.dueAt)
		const lateOnce = new Set(late.map((f) => f.data.assignment)).size === late.length

		await handOver(phone, section, 'matter', OPEN - DUE)
		const start = Date.now()
		const due = new Set<string>()
		for (let i = 0; i < 5; i++) {
			for (const id of await handOver(phone, section, 'incident', DUE / 5)) due.add(id)
			await until('a fifth of a second', () => Date.now() >= start + (i + 1) * 200)
		}
		// Their chases have steps before that: these are done first, for no clock jumps in a duty room.
		await own.advance(LIMIT - 60_000)
		await until('the earlier steps to be done', async () => {
			const { found } = (await (await admin.ask('/api/duty/watch')).json()) as { found: { nextDue: number } }
			const now = Date.now() + LIMIT - 60_000
			return found.nextDue > now
		})
		await own.advance(60_000 - (Date.now() - start) - 2_500)
		const writers = spawn(load, [
			...['-url', own.url + '/api/duty/commands', '-token', phone.token, '-clients', CLIENTS, '-for', '6s'],
			...['-body', '[{"id":"ID","name":"log.write","args":{"text":"忙"},"at":AT,"device":"bench"}]']
		])
		await new Promise((resolve) => writers.once('close', resolve))
		const burst = (await facts(own, root, 'assignment.overdue')).filter((f) => due.has(f.subject))
		const once = new Set(burst.map((f) => f.data.assignment)).size === burst.length
		const lags = burst.map((f) => f.received_at - f.data.dueAt)
		const p99 = percentile(lags, 0.99)
		return [
			{
				what: 'due timer → fired, 10,000 open, 1,000 due in 1 s, 64 writers',
				budget: 'p99 ≤ 0.5 s',
				measured: `${burst.length} fired${once ? ' once' : ', SOME TWICE'}, p50 ${ms(median(lags))}, p99 ${ms(p99)}`,
				met: p99 <= 500 && burst.length === DUE && once,
				figures: { fired: burst.length, p50: median(lags), p99 }
			},
			{
				what: '  GoAlert: escalation late by up to',
				budget: '—',
				measured: '5.8 s',
				met: null,
				figures: { ms: 5_800 }
			},
			{
				what: '300 due while the server was stopped → caught up after its start',
				budget: '≤ 2 s, in order, once',
				measured: `${late.length} limits and ${steps.length} steps in ${ms(caught)}${inOrder ? ', in order' : ', NOT IN ORDER'}${lateOnce ? ', once' : ', SOME TWICE'}`,
				met: caught <= 2_000 && late.length === STOPPED && inOrder && lateOnce,
				figures: { ms: caught, limits: late.length, steps: steps.length }
			}
		]
	} finally {
		await own.dispose()
	}
}
