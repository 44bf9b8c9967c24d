// A Web Push service on this machine. Its WebSocket side speaks what Firefox speaks to its own (PushServiceWebSocket), its
// HTTP side is RFC 8030: what a real one refuses, it refuses.
import { createPublicKey, randomUUID, verify } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

const bytes = (text: string) => Buffer.from(text, 'base64url')
const DAY = 86_400

/** Why an Authorization of RFC 8292 is wrong; '' where it is right. `key`: what the subscription was made for. */
export function vapidFault(header: string | undefined, key: string | null, origin: string): string {
	const parts = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(header ?? '')
	if (!parts) return 'no vapid'
	const [, head = '', claims = '', signature = '', k = ''] = parts
	const raw = bytes(k)
	if (key !== null && !raw.equals(bytes(key))) return 'k is not the key of the subscription'
	const [x, y] = [raw.subarray(1, 33).toString('base64url'), raw.subarray(33, 65).toString('base64url')]
	const jwk = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
	const signed = Buffer.from(`${head}.${claims}`)
	if (!verify('sha256', signed, { key: jwk, dsaEncoding: 'ieee-p1363' }, bytes(signature)))
		return 'bad signature'
	const { aud, exp, sub } = JSON.parse(bytes(claims).toString()) as { aud: string; exp: number; sub?: string }
	if (aud !== origin) return `aud ${aud}`
	const left = exp - Date.now() / 1000
	if (!(left > 0 && left <= DAY)) return `exp in ${left} s`
	return sub !== undefined && !/^(mailto:|https:)/.test(sub) ? `sub ${sub}` : ''
}

/** What was posted, and what it was answered. */
export interface Post {
	code: number
	why: string
	to: string
	headers: IncomingMessage['headers']
	body: Buffer
}
interface Subscription {
	/** What it was made for; null: any. */
	key: string | null
	agent: string | null
}

/**
 * Events: `hello`, `register`, `unregister`, `nack` {version, code} (301 the worker's handler threw, 302 its promise was
 * rejected), `ack` {channelID, version, code} (100 decrypted and handed to the worker, 101 not to be decrypted), `post`.
 */
export class PushService extends EventEmitter {
	readonly posts: Post[] = []
	/** Every post is answered so, e.g. 410, 429; null: as it deserves. */
	replyWith: number | null = null
	/** Breaks a byte of every body before the browser gets it. */
	tamper = false
	private readonly subscriptions = new Map<string, Subscription>()
	private readonly agents = new Map<string, WebSocket>()
	private server!: Server

	static async start(): Promise<PushService> {
		const service = new PushService()
		service.server = createServer((request, response) => service.take(request, response))
		new WebSocketServer({ server: service.server }).on('connection', (socket) => service.agent(socket))
		service.server.listen(0, '127.0.0.1')
		await once(service.server, 'listening')
		return service
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
	}

	/** How Firefox finds it, takes ws:// for wss://, and shows notices without a desktop to show them on. */
	get firefoxPrefs(): Record<string, string | number | boolean> {
		return {
			'dom.push.serverURL': this.origin.replace('http:', 'ws:') + '/',
			'dom.push.testing.allowInsecureServerURL': true,
			'dom.push.connection.enabled': true, // what drives the browser turns it off
			'dom.push.testing.ignorePermission': true, // a subscription asks for the permission of the site itself
			'permissions.default.desktop-notification': 1,
			'dom.webnotifications.requireuserinteraction': false,
			'alerts.useSystemBackend': false,
			'network.proxy.type': 0
		}
	}

	/** The endpoint of a device that is no browser; `key` as a browser would say. */
	subscribe(key: string | null = null): string {
		const id = randomUUID()
		this.subscriptions.set(id, { key, agent: null })
		return `${this.origin}/push/${id}`
	}

	/** As when the browser's owner took the permission back. */
	forget(endpoint: string): void {
		this.subscriptions.delete(endpoint.split('/').at(-1)!)
	}

	async stop(): Promise<void> {
		for (const socket of this.agents.values()) socket.terminate()
		this.server.closeAllConnections()
		await new Promise((closed) => this.server.close(closed))
	}

	private agent(socket: WebSocket): void {
		const say = (word: object) => socket.send(JSON.stringify(word))
		let me = ''
		socket.on('message', (data: Buffer) => {
			const word = JSON.parse(data.toString()) as Record<string, unknown> & { channelID: string }
			const messageType = (word['messageType'] ?? 'ping') as string
			const { channelID } = word
			if (messageType === 'hello') {
				me = this.agents.has(word['uaid'] as string) ? (word['uaid'] as string) : randomUUID()
				this.agents.set(me, socket)
				say({ messageType, status: 200, uaid: me, use_webpush: true, broadcasts: {} })
			} else if (messageType === 'register') {
				this.subscriptions.set(channelID, { key: (word['key'] as string) ?? null, agent: me })
				say({ messageType, status: 200, channelID, pushEndpoint: `${this.origin}/push/${channelID}` })
			} else if (messageType === 'unregister') {
				this.subscriptions.delete(channelID)
				say({ messageType, status: 200, channelID })
			} else if (messageType === 'ack') {
				for (const update of word['updates'] as object[]) this.emit('ack', update)
				return
			} else if (messageType === 'ping') socket.send('{}')
			this.emit(messageType, word)
		})
	}

	private take(request: IncomingMessage, response: ServerResponse): void {
		const pieces: Buffer[] = []
		request.on('data', (piece: Buffer) => pieces.push(piece))
		request.on('end', () => {
			const body = Buffer.concat(pieces)
			const { code, why } = this.judge(request, body)
			const to = request.url ?? ''
			if (code === 201) this.pass(to.split('/').at(-1)!, body)
			response
				.writeHead(code, code === 201 ? { Location: `${this.origin}/message/1`, TTL: '0' } : {})
				.end(why)
			const post = { code, why, to, headers: request.headers, body }
			this.posts.push(post)
			this.emit('post', post)
		})
	}

	private judge({ method, url, headers }: IncomingMessage, body: Buffer): { code: number; why: string } {
		const no = (code: number, why: string) => ({ code, why })
		const subscription = this.subscriptions.get(/^\/push\/([\w-]+)$/.exec(url ?? '')?.[1] ?? '')
		if (method !== 'POST') return no(405, 'only POST')
		if (this.replyWith !== null) return no(this.replyWith, '')
		if (!subscription) return no(410, 'no such subscription')
		if (!/^\d+$/.test(String(headers['ttl']))) return no(400, 'no TTL')
		if (body.length > 4096) return no(413, 'over 4096 bytes')
		if (headers['content-encoding'] !== 'aes128gcm') return no(400, 'not aes128gcm')
		const topic = headers['topic']
		if (topic !== undefined && !/^[\w-]{1,32}$/.test(String(topic))) return no(400, 'bad Topic')
		const urgency = String(headers['urgency'] ?? 'normal')
		if (!['very-low', 'low', 'normal', 'high'].includes(urgency)) return no(400, 'bad Urgency')
		const fault = vapidFault(headers.authorization, subscription.key, this.origin)
		if (fault) return no(headers.authorization ? 403 : 401, fault)
		return no(201, '')
	}

	private pass(channelID: string, body: Buffer): void {
		const { agent } = this.subscriptions.get(channelID)!
		if (agent === null) return
		const sent = Buffer.from(body)
		if (this.tamper) sent[sent.length - 1]! ^= 1
		const word = { messageType: 'notification', channelID, version: randomUUID() }
		const message = { ...word, data: sent.toString('base64url'), headers: { encoding: 'aes128gcm' } }
		this.agents.get(agent)?.send(JSON.stringify(message))
	}
}
