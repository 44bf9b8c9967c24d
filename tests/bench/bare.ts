// A browser driven without its Runtime domain. Playwright switches that on for every page, and V8 then parses each file a
// second time as it is run, for positions in it: half a second of an opening on a slow phone, which no phone spends.
import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

type Params = Record<string, unknown>

interface Message {
	id?: number
	method?: string
	sessionId?: string
	result?: Params
	error?: { message: string }
}

export interface BarePage {
	send<T = Params>(method: string, params?: Params): Promise<T>
	/** The next event of that name. */
	once(method: string): Promise<void>
	close(): Promise<void>
}

export interface BareBrowser {
	newPage(): Promise<BarePage>
	close(): Promise<void>
}

/** Starts the system's browser on a profile; commands and answers go through a pipe, NUL after each. */
export function bareBrowser(profile: string): BareBrowser {
	const child = spawn(
		process.env['ZHIBAN_CHROMIUM'] ?? 'chromium',
		[
			...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
			...['--lang=zh-CN', '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank']
		],
		{ stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] }
	)
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
	const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
	const asked = new Map<number, (answer: Message) => void>()
	let waiting: { session: string; method: string; tell: () => void }[] = []
	let rest = ''
	from.setEncoding('utf8').on('data', (text: string) => {
		const messages = (rest + text).split('\0')
		rest = messages.pop()!
		for (const message of messages.map((m) => JSON.parse(m) as Message)) {
			if (message.id !== undefined) asked.get(message.id)?.(message)
			const told = waiting.filter((w) => w.session === message.sessionId && w.method === message.method)
			waiting = waiting.filter((w) => !told.includes(w))
			for (const { tell } of told) tell()
		}
	})
	let last = 0
	async function send<T>(method: string, params: Params, sessionId?: string): Promise<T> {
		const id = ++last
		to.write(JSON.stringify({ id, method, params, sessionId }) + '\0')
		const { result, error } = await new Promise<Message>((resolve) => asked.set(id, resolve))
		asked.delete(id)
		if (error) throw new Error(`${method}: ${error.message}`)
		return result as T
	}
	return {
		async newPage() {
			const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
			const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', {
				targetId,
				flatten: true
			})
			return {
				send: (method, params = {}) => send(method, params, sessionId),
				once: (method) => new Promise((tell) => waiting.push({ session: sessionId, method, tell })),
				close: () => send('Target.closeTarget', { targetId })
			}
		},
		async close() {
			await send('Browser.close', {})
			await gone
		}
	}
}
