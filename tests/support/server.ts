import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answer } from '../../src/lib/outbox/send'
import type { Change, Page } from '../../src/lib/remote/remote'
import type { Refusal } from '../../src/domain/refusal'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const binary = join(root, 'pocketbase/bin', process.platform === 'win32' ? 'zhiban.exe' : 'zhiban')
export const PASSWORD = 'zhiban-demo'

export interface Sent {
	id: string
	name: string
	args: unknown
	at: number
	device: string
	after?: string[]
	retryOf?: string
}

async function freePort(): Promise<number> {
	const probe = createServer()
	await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
	const address = probe.address()
	await new Promise((resolve) => probe.close(resolve))
	if (address === null || typeof address === 'string') throw new Error('no port')
	return address.port
}

/** Tries until it is true; says what it waited for when it never is. */
export async function until(
	what: string,
	holds: () => Promise<boolean> | boolean,
	within = 15_000
): Promise<void> {
	const end = Date.now() + within
	while (!(await holds())) {
		if (Date.now() > end) throw new Error(`waited ${within} ms for ${what}`)
		await new Promise((resolve) => setTimeout(resolve, 15))
	}
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'zhiban-test-'))

/** Making the demo office takes a second and more, copying it a few milliseconds; it tells of the last hours and must not grow old. */
const FRESH = 45_000
let made: { at: number; dir: Promise<string> } | null = null
const thrownAway = (dir: string) => rmSync(dir, { recursive: true, force: true })

/** A folder with a demo office in it, just made. */
async function demoFolder(): Promise<string> {
	if (!made || Date.now() - made.at > FRESH) {
		void made?.dir.then(thrownAway)
		made = { at: Date.now(), dir: Server.makeDemo() }
	}
	const dir = newFolder()
	cpSync(await made.dir, dir, { recursive: true })
	return dir
}

/** The real server program on a data folder of its own. */
export class Server {
	process: ChildProcess | null = null
	output = ''

	private constructor(
		readonly dir: string,
		readonly port: number,
		private readonly flags: string[]
	) {}

	/** A demo office whose clock can be moved. */
	static async demo(flags: string[] = ['--demo', '--clock-control']): Promise<Server> {
		const dir = flags.includes('--demo') ? await demoFolder() : newFolder()
		const server = new Server(dir, await freePort(), flags)
		await server.start()
		return server
	}

	/** Lets the server program make the demo office; gives its folder, which goes when the tests end. */
	static async makeDemo(): Promise<string> {
		const server = new Server(newFolder(), await freePort(), ['--demo'])
		process.once('exit', () => thrownAway(server.dir))
		await server.start()
		await server.stop()
		return server.dir
	}

	/** An office that nobody has set up yet. */
	static empty(): Promise<Server> {
		return Server.demo(['--clock-control'])
	}

	/** The key of the one-time link, as last printed. */
	get setupKey(): string {
		const key = [...this.output.matchAll(/\/setup#([A-Za-z]{32})\b/g)].at(-1)?.[1]
		if (!key) throw new Error('no link was printed:\n' + this.output)
		return key
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`
	}

	async start(): Promise<void> {
		const args = ['serve', '--dir', this.dir, '--http', `127.0.0.1:${this.port}`, ...this.flags]
		const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] })
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (text: Buffer) => (this.output += text.toString()))
		this.process = child
		// Making the demo office takes a second, or many where others have the processor.
		await until('the server to be healthy: ' + this.output, () => this.healthy(), 60_000)
	}

	async healthy(): Promise<boolean> {
		if (this.process && this.process.exitCode !== null) throw new Error('the server ended:\n' + this.output)
		return fetch(this.url + '/api/duty/health').then(
			(response) => response.ok,
			() => false
		)
	}

	/** As a power cut would: nothing is written any more. */
	async kill(): Promise<void> {
		const child = this.process
		if (!child) return
		const ended = new Promise((resolve) => child.once('exit', resolve))
		child.kill('SIGKILL')
		await ended
		this.process = null
	}

	async stop(): Promise<void> {
		const child = this.process
		if (!child) return
		const ended = new Promise((resolve) => child.once('exit', resolve))
		child.kill('SIGTERM')
		await ended
		this.process = null
	}

	async dispose(): Promise<void> {
		await this.kill()
		thrownAway(this.dir)
	}

	verify(...more: string[]): { code: number; says: string } {
		const done = spawnSync(binary, ['verify', '--dir', this.dir, ...more], { encoding: 'utf8' })
		return { code: done.status ?? -1, says: done.stdout.trim() }
	}

	async advance(ms: number): Promise<void> {
		const body = JSON.stringify({ advance: ms })
		const headers = { 'Content-Type': 'application/json' }
		const response = await fetch(this.url + '/api/duty/clock', { method: 'POST', body, headers })
		if (!response.ok) throw new Error('the clock was not moved')
	}

	/** The token of an account of the admin UI, made for the purpose. */
	async superuser(): Promise<string> {
		const [identity, password] = ['root@example.invalid', 'superuser-password']
		spawnSync(binary, ['superuser', 'upsert', identity, password, '--dir', this.dir])
		const response = await fetch(this.url + '/api/collections/_superusers/auth-with-password', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ identity, password })
		})
		return ((await response.json()) as { token: string }).token
	}

	async signIn(username: string, password = PASSWORD): Promise<Phone> {
		const response = await fetch(this.url + '/api/collections/people/auth-with-password', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ identity: username, password })
		})
		if (!response.ok) throw new Error(`${username} was not signed in: ${response.status}`)
		const { token, record } = (await response.json()) as { token: string; record: { id: string } }
		return new Phone(this, token, record.id)
	}
}

let ids = 0
/** A fresh command id. */
export function newId(): string {
	ids++
	const run = Math.floor(Math.random() * 36 ** 6).toString(36)
	return ('t' + run.padStart(6, '0') + ids.toString(36).padStart(8, '0')).slice(0, 15)
}

/** One signed-in person, talking to the server as a phone does. */
export class Phone {
	constructor(
		readonly server: Server,
		readonly token: string,
		readonly person: string
	) {}

	ask(path: string, init: RequestInit = {}): Promise<Response> {
		const headers = { Authorization: this.token, 'Content-Type': 'application/json', ...init.headers }
		return fetch(this.server.url + path, { ...init, headers })
	}

	command(name: string, args: unknown, more: Partial<Sent> = {}): Sent {
		return { id: newId(), name, args, at: Date.now(), device: 'test', ...more }
	}

	async post(commands: unknown): Promise<Answer[]> {
		const response = await this.ask('/api/duty/commands', { method: 'POST', body: JSON.stringify(commands) })
		if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
		return (await response.json()) as Answer[]
	}

	/** Does one thing, and gives its id and answer. */
	async do(name: string, args: unknown, more: Partial<Sent> = {}): Promise<{ id: string; answer: Answer }> {
		const command = this.command(name, args, more)
		const [answer] = await this.post([command])
		if (!answer) throw new Error('no answer')
		return { id: command.id, answer }
	}

	/** Does one thing that must succeed; gives its id. */
	async must(name: string, args: unknown): Promise<string> {
		const { id, answer } = await this.do(name, args)
		if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`)
		return id
	}

	async page(query = ''): Promise<Page> {
		const response = await this.ask('/api/duty/changes' + query)
		if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
		return (await response.json()) as Page
	}

	/** All that this person sees, by collection. */
	async sees(): Promise<Map<string, Change['record'][]>> {
		const all = new Map<string, Change['record'][]>()
		for (
			let page = await this.page('?limit=2000');
			;
			page = await this.page(`?limit=2000&since=${page.next}`)
		) {
			for (const { collection, record } of page.changes)
				all.set(collection, [...(all.get(collection) ?? []), record])
			if (!page.more) return all
		}
	}

	/** A record this person sees; null where it is not to be seen. */
	async record(collection: string, id: string): Promise<Record<string, unknown> | null> {
		const found = (await this.sees()).get(collection)?.find((r) => r?.['id'] === id)
		return found ?? null
	}
}

export function codes(answer: Answer): string[] {
	return 'refusals' in answer ? answer.refusals.map((r: Refusal) => r.code) : []
}
