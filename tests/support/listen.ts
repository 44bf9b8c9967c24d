import type { Phone } from './server'
import { until } from './server'

/** A phone's realtime connection: what it was told, and whether the server has ended it. */
export interface Line {
	words: string[]
	ended: boolean
	stop: () => void
}

/** Listens as the app does; throws with the status where the server lets nobody listen. */
export async function listen(phone: Phone): Promise<Line> {
	const stop = new AbortController()
	const response = await fetch(phone.server.url + '/api/realtime', { signal: stop.signal })
	const line: Line = { words: [], ended: false, stop: () => stop.abort() }
	const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
	let connection = ''
	void (async () => {
		for (let text = ''; ;) {
			const { done, value } = await reader.read()
			if (done) break
			text += value
			const blocks = text.split('\n\n')
			text = blocks.pop()!
			for (const block of blocks) {
				const field = (name: string) =>
					block
						.split('\n')
						.find((l) => l.startsWith(name + ':'))
						?.slice(name.length + 1)
				if (field('event') === 'PB_CONNECT')
					connection = (JSON.parse(field('data')!) as { clientId: string }).clientId
				else line.words.push(field('data')!)
			}
		}
	})()
		.catch(() => {})
		.finally(() => (line.ended = true))
	await until('the connection', () => connection !== '')
	const body = JSON.stringify({ clientId: connection, subscriptions: ['duty'] })
	const subscribed = await phone.ask('/api/realtime', { method: 'POST', body })
	if (subscribed.status !== 204) {
		stop.abort()
		throw new Error(`${subscribed.status}`)
	}
	return line
}
