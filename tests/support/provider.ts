import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server as Http, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What went over the wire once. */
export interface Delivery {
	at: number
	/** The idempotency key; '' where the provider has none. */
	key: string
	person: string
	text: string
	/** Answered: the other side knows that it was taken. */
	answered: boolean
}

/** How a fake answers: a status and a body, or 'silent', which never does. */
export type Reply =
	{ status: number; body?: string; after?: number; headers?: Record<string, string> } | 'silent'

export const WEBHOOK_SECRET = 'a secret of both sides'

/** A strict provider for notices: what it does not expect is kept in `wrong`, and fails the test that looks there. */
export class Provider {
	readonly deliveries: Delivery[] = []
	readonly wrong: string[] = []
	reply: (nth: number) => Reply = () => ({ status: 200 })

	private constructor(
		private readonly http: Http,
		private readonly read: (
			request: IncomingMessage,
			body: string
		) => Omit<Delivery, 'at' | 'answered'> | string
	) {}

	/** A program of the office's own: signed, with an idempotency key. */
	static webhook(): Promise<Provider> {
		return Provider.listening((request, body) => {
			const timestamp = String(request.headers['x-duty-timestamp'])
			const sign = createHmac('sha256', WEBHOOK_SECRET).update(`${timestamp}.${body}`).digest('hex')
			if (request.headers['x-duty-signature'] !== `sha256=${sign}`) return 'a wrong signature'
			if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return 'a timestamp of long ago'
			const said = JSON.parse(body) as Record<string, string>
			const fields = Object.keys(said).sort().join(' ')
			if (fields !== 'body id kind person title ttl url') return `the fields ${fields}`
			const key = String(request.headers['idempotency-key'])
			if (key !== said['id']) return 'a key that is not the id'
			return { key, person: said['person']!, text: `${said['title']!}\n${said['body']!}` }
		}, '')
	}

	/** A 企业微信 robot: no idempotency. */
	static wecom(): Promise<Provider> {
		return Provider.listening((request, body) => {
			if (request.url !== '/cgi-bin/webhook/send?key=robot-key') return `the address ${request.url}`
			const said = JSON.parse(body) as { msgtype: string; text: { content: string } }
			if (said.msgtype !== 'text' || Buffer.byteLength(said.text.content) > 2048) return 'not a short text'
			return { key: '', person: '', text: said.text.content }
		}, '{"errcode":0,"errmsg":"ok"}')
	}

	private static async listening(read: Provider['read'], yes: string): Promise<Provider> {
		const http = createServer()
		const provider = new Provider(http, read)
		http.on('request', (request, response) => void provider.take(request, response, yes))
		await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
		return provider
	}

	get url(): string {
		return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`
	}

	/** How often each key came. */
	get times(): Map<string, number> {
		const times = new Map<string, number>()
		for (const { key } of this.deliveries) times.set(key, (times.get(key) ?? 0) + 1)
		return times
	}

	async close(): Promise<void> {
		this.http.closeAllConnections()
		await new Promise((resolve) => this.http.close(resolve))
	}

	private async take(request: IncomingMessage, response: ServerResponse, yes: string): Promise<void> {
		let body = ''
		for await (const chunk of request) body += String(chunk)
		const read = this.read(request, body)
		if (typeof read === 'string') {
			this.wrong.push(`${read}: ${body}`)
			response.writeHead(400).end()
			return
		}
		const delivery: Delivery = { ...read, at: Date.now(), answered: false }
		this.deliveries.push(delivery)
		const reply = this.reply(this.deliveries.length)
		if (reply === 'silent') return
		if (reply.after) await new Promise((resolve) => setTimeout(resolve, reply.after))
		response.writeHead(reply.status, reply.headers).end(reply.body ?? yes, () => (delivery.answered = true))
	}
}
