import {
	createServer,
	request,
	type IncomingMessage,
	type Server as HttpServer,
	type ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Stands between the phones and the server as a bad network does. Every posting of commands reaches the server twice, the
 * second copy while the phone still waits; the phone gets the second answer.
 */
export class Network {
	/** False: nothing gets through, connections break off. */
	up = true
	/** When postings of commands were answered, by clock. */
	answeredAt: number[] = []
	/** Added to the service worker's text: another version of the app. */
	newer = ''
	posted = 0
	/** The network goes after so many more bytes of files have gone up. */
	uploadBytesLeft = Infinity
	/** How often it went that way. */
	cuts = 0
	private readonly open = new Set<{ destroy(): unknown }>()

	private constructor(
		private readonly target: string,
		private readonly http: HttpServer
	) {}

	static async before(target: string): Promise<Network> {
		const http = createServer()
		const network = new Network(target, http)
		http.on('request', (req, res) => void network.pass(req, res))
		await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
		return network
	}

	get url(): string {
		return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`
	}

	/** Breaks off what is under way too. */
	cut(): void {
		this.up = false
		for (const res of this.open) res.destroy()
	}

	restore(): void {
		this.up = true
	}

	async close(): Promise<void> {
		this.cut()
		this.http.closeAllConnections()
		await new Promise((resolve) => this.http.close(resolve))
	}

	private async pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
		if (!this.up) {
			req.socket.destroy()
			return
		}
		this.open.add(res)
		res.on('close', () => this.open.delete(res))
		if (req.method === 'PATCH' && req.url?.startsWith('/api/duty/uploads/')) {
			this.passUpload(req, res)
			return
		}
		const body: Buffer[] = []
		for await (const part of req) body.push(part as Buffer)
		const whole = Buffer.concat(body)
		const commands = req.method === 'POST' && req.url === '/api/duty/commands'
		if (commands) {
			this.posted++
			await this.send(req, whole).then(
				(first) => first.resume(),
				() => {}
			)
		}
		try {
			const answer = await this.send(req, whole)
			if (!this.up) {
				res.destroy()
				return
			}
			if (this.newer && req.url === '/service-worker.js') {
				answer.resume()
				await this.otherWorker(res)
				return
			}
			res.writeHead(answer.statusCode ?? 502, answer.headers)
			answer.pipe(res)
			answer.on('error', () => res.destroy())
			if (commands) answer.on('end', () => this.answeredAt.push(Date.now()))
		} catch {
			res.destroy()
		}
	}

	/** Piece by piece as it comes, so that what was cut in the middle is in the middle at the server too. */
	private passUpload(req: IncomingMessage, res: ServerResponse): void {
		const headers = { ...req.headers, host: new URL(this.target).host }
		const onward = request(this.target + req.url, { method: 'PATCH', headers }, (answer) => {
			if (!this.up) {
				res.destroy()
				return
			}
			res.writeHead(answer.statusCode ?? 502, answer.headers)
			answer.pipe(res)
			answer.on('error', () => res.destroy())
		})
		this.open.add(onward)
		onward.on('close', () => this.open.delete(onward))
		onward.on('error', () => res.destroy())
		req.on('error', () => onward.destroy())
		req.on('end', () => onward.end())
		req.on('data', (part: Buffer) => {
			if (!this.up) return
			const passed = part.subarray(0, Math.min(part.length, this.uploadBytesLeft))
			this.uploadBytesLeft -= passed.length
			onward.write(passed, () => {
				if (this.uploadBytesLeft > 0 || !this.up) return
				this.cuts++
				this.cut()
			})
		})
	}

	private async otherWorker(res: ServerResponse): Promise<void> {
		const text = await (await fetch(this.target + '/service-worker.js')).text()
		res.writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-cache' })
		res.end(text + this.newer)
	}

	private send(req: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
		return new Promise((resolve, reject) => {
			const headers = { ...req.headers, host: new URL(this.target).host }
			const onward = request(this.target + req.url, { method: req.method ?? 'GET', headers }, resolve)
			onward.on('error', reject)
			onward.end(body)
		})
	}
}
