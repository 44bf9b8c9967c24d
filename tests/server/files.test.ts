// Photos and files: who may bring and who may see the bytes, that they are whole, and that they cannot run.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codes, Server, type Phone } from '../support/server'

let server: Server
let officer: Phone
let head: Phone
let other: Phone
let own: string
let elsewhere: string

beforeAll(async () => {
	server = await Server.demo()
	officer = await server.signIn('zhiban1')
	head = await server.signIn('ke05')
	other = await server.signIn('ke06')
	const sections = (await officer.sees()).get('sections')!
	own = sections.find((s) => s?.['name'] === '秘书二室')!['id'] as string
	elsewhere = sections.find((s) => s?.['name'] === '秘书三室')!['id'] as string
})
afterAll(() => server.dispose())

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function incident(): Promise<string> {
	const id = await officer.must('incident.log', { kind: 'incident', text: '带照片的事件', section: own })
	return id + '1'
}

/** What is announced of bytes. */
function described(bytes: Buffer, more: Record<string, unknown> = {}) {
	return { name: '现场 1.jpg', type: 'image/jpeg', size: bytes.length, sha256: hash(bytes), ...more }
}

async function announce(
	by: Phone,
	of: string,
	bytes: Buffer,
	more: Record<string, unknown> = {}
): Promise<string> {
	return (await by.must('attachment.add', { incident: of, ...described(bytes, more) })) + '1'
}

function patch(by: Phone, attachment: string, offset: number, body: Buffer, more: RequestInit = {}) {
	const headers = {
		'Tus-Resumable': '1.0.0',
		'Content-Type': 'application/offset+octet-stream',
		'Upload-Offset': String(offset)
	}
	const init = { method: 'PATCH', headers, body: new Uint8Array(body), ...more }
	return by.ask('/api/duty/uploads/' + attachment, init)
}

async function offset(by: Phone, attachment: string): Promise<number | null> {
	const response = await by.ask('/api/duty/uploads/' + attachment, { method: 'HEAD' })
	return response.ok ? Number(response.headers.get('Upload-Offset')) : null
}

const get = (by: Phone, attachment: string, headers: Record<string, string> = {}) =>
	by.ask('/api/duty/files/' + attachment, { headers })

async function arrived(attachment: string): Promise<boolean> {
	return ((await officer.record('attachments', attachment))?.['arrivedAt'] ?? null) !== null
}

describe('bringing', () => {
	it('arrives whole, once, in pieces, and is told as arrived', async () => {
		const bytes = randomBytes(300_000)
		const attachment = await announce(officer, await incident(), bytes)
		expect(await arrived(attachment)).toBe(false)
		expect((await get(officer, attachment)).status).toBe(404)
		expect(await offset(officer, attachment)).toBe(0)
		expect((await patch(officer, attachment, 0, bytes.subarray(0, 100_000))).status).toBe(204)
		expect(await offset(officer, attachment)).toBe(100_000)
		expect((await patch(officer, attachment, 0, bytes)).status).toBe(409)
		expect((await patch(officer, attachment, 100_000, bytes.subarray(100_000))).status).toBe(204)
		expect(await arrived(attachment)).toBe(true)
		expect(await offset(officer, attachment)).toBe(bytes.length)
		expect((await patch(officer, attachment, bytes.length, Buffer.alloc(0))).status).toBe(204)
		expect(hash(readFileSync(join(server.dir, 'files', hash(bytes))))).toBe(hash(bytes))
		expect(readdirSync(join(server.dir, 'files/coming')).filter((n) => n.startsWith(attachment))).toEqual([])
	})

	it('by the one who announced it only', async () => {
		const bytes = randomBytes(1_000)
		const of = await incident()
		const attachment = await announce(officer, of, bytes)
		for (const by of [head, other, await server.signIn('zhiban2')]) {
			expect(await offset(by, attachment)).toBeNull()
			expect((await patch(by, attachment, 0, bytes)).status).toBe(404)
		}
		const nobody = await fetch(`${server.url}/api/duty/uploads/${attachment}`, { method: 'HEAD' })
		expect(nobody.status).toBe(401)
		expect(await offset(officer, 'doesnotexist0001')).toBeNull()
		expect(await offset(officer, '..%2F..%2Fdata.db')).toBeNull()
	})

	it('throws away what is not as announced, says so, and takes the right bytes afterwards', async () => {
		const bytes = randomBytes(50_000)
		const attachment = await announce(officer, await incident(), bytes)
		const spoilt = Buffer.from(bytes)
		spoilt[7]! ^= 1
		const no = await patch(officer, attachment, 0, spoilt)
		expect(no.status).toBe(422)
		expect(await no.text()).toContain('校验值不符')
		expect(await arrived(attachment)).toBe(false)
		expect(existsSync(join(server.dir, 'files', hash(spoilt)))).toBe(false)
		expect(await offset(officer, attachment)).toBe(0)
		expect((await patch(officer, attachment, 0, bytes)).status).toBe(204)
		expect(await arrived(attachment)).toBe(true)
	})

	it('refuses more bytes than announced', async () => {
		const bytes = randomBytes(10_000)
		const attachment = await announce(officer, await incident(), bytes)
		expect((await patch(officer, attachment, 0, Buffer.concat([bytes, Buffer.from('x')]))).status).toBe(413)
		expect(await offset(officer, attachment)).toBe(0)
		expect((await patch(officer, attachment, 0, bytes.subarray(0, 9_000))).status).toBe(204)
		expect((await patch(officer, attachment, 9_000, bytes.subarray(0, 2_000))).status).toBe(413)
		expect((await patch(officer, attachment, 9_000, bytes.subarray(9_000))).status).toBe(204)
		expect(await arrived(attachment)).toBe(true)
	})

	it('knowing a hash gives nobody the file', async () => {
		const bytes = randomBytes(5_000)
		const theirs = await announce(officer, await incident(), bytes)
		await patch(officer, theirs, 0, bytes)
		const mine = await officer.must('incident.log', { kind: 'matter', text: '借来的校验值', section: null })
		const borrowed = await announce(officer, mine + '1', bytes)
		expect(await offset(officer, borrowed)).toBe(0)
		expect(await arrived(borrowed)).toBe(false)
		expect((await get(officer, borrowed)).status).toBe(404)
	})

	it('goes on where it was after the server was killed in the middle, and after it was killed at the end', async () => {
		const bytes = randomBytes(3_000_000)
		const attachment = await announce(officer, await incident(), bytes)
		const whole = await announce(officer, await incident(), bytes.subarray(0, 1_000))
		// A request that breaks off with the server, as a phone's would.
		const body = new ReadableStream({
			async start(out) {
				out.enqueue(new Uint8Array(bytes.subarray(0, 1_200_000)))
				while (((await offsetOnDisk(attachment)) ?? 0) < 1_200_000)
					await new Promise((r) => setTimeout(r, 10))
				await server.kill()
				out.error(new Error('gone'))
			}
		})
		const more = { body, duplex: 'half' } as RequestInit
		await expect(patch(officer, attachment, 0, bytes, more)).rejects.toThrow()
		// All bytes there, the log not told: as if the power had gone between the two.
		const coming = join(server.dir, 'files/coming')
		writeFileSync(join(coming, whole), bytes.subarray(0, 1_000))
		writeFileSync(join(coming, whole + '.info'), JSON.stringify({ ID: whole, Size: 1_000 }))
		await server.start()
		expect(await offset(officer, attachment)).toBe(1_200_000)
		expect((await patch(officer, attachment, 1_200_000, bytes.subarray(1_200_000))).status).toBe(204)
		expect(await arrived(attachment)).toBe(true)
		expect(await offset(officer, whole)).toBe(1_000)
		expect(await arrived(whole)).toBe(true)
		expect(server.verify()).toMatchObject({ code: 0 })
	})

	it('is bounded: size, kind, number, and an incident that is open', async () => {
		const of = await incident()
		const bytes = randomBytes(10)
		const refused = async (more: Record<string, unknown>) =>
			codes((await officer.do('attachment.add', { incident: of, ...described(bytes, more) })).answer)
		expect(await refused({ size: 20 * 1024 * 1024 + 1 })).toEqual(['tooLong'])
		expect(await refused({ size: 0 })).toEqual(['shape'])
		expect(await refused({ type: 'text/html', name: 'a.html' })).toEqual(['shape'])
		expect(await refused({ type: 'image/svg+xml', name: 'a.svg' })).toEqual(['shape'])
		expect(await refused({ type: 'constructor' })).toEqual(['shape'])
		expect(await refused({ sha256: 'x' })).toEqual(['shape'])
		expect(await refused({ name: 'a\nb.jpg\u0007' })).toEqual(['control'])
		for (let i = 0; i < 30; i++) await announce(officer, of, bytes)
		expect(await refused({})).toEqual(['state'])
		const closed = await incident()
		await officer.must('incident.close', { incident: closed, result: '办结' })
		const { answer } = await officer.do('attachment.add', { incident: closed, ...described(bytes) })
		expect(codes(answer)).toEqual(['state'])
	})
})

async function offsetOnDisk(attachment: string): Promise<number | null> {
	const file = join(server.dir, 'files/coming', attachment)
	return existsSync(file) ? readFileSync(file).length : null
}

describe('reading', () => {
	it('by the duty room and the section that has it in hand; no longer by the one that passed it on', async () => {
		const bytes = randomBytes(1_000)
		const of = await incident()
		const attachment = await announce(head, of, bytes)
		const statuses = async () =>
			Promise.all([officer, head, other].map(async (by) => (await get(by, attachment)).status))
		await patch(head, attachment, 0, bytes)
		expect(await statuses()).toEqual([200, 200, 404])
		expect((await fetch(`${server.url}/api/duty/files/${attachment}`)).status).toBe(401)
		const assignment = of.slice(0, -1) + '2'
		const late = await announce(head, of, bytes, { name: '转办前登记的.jpg' })
		await head.must('assignment.transfer', { assignment, section: elsewhere, reason: '应由他科' })
		expect(await statuses()).toEqual([200, 404, 200])
		expect(await head.record('attachments', attachment)).toBeNull()
		// What was announced before may still be brought.
		expect((await patch(head, late, 0, bytes)).status).toBe(204)
		expect((await get(other, late)).status).toBe(200)
		expect((await get(head, late)).status).toBe(404)
		expect(codes((await head.do('attachment.add', { incident: of, ...described(bytes) })).answer)).toEqual([
			'notAllowed'
		])
	})

	it('with headers that let nothing run, parts on request, and the name as it was', async () => {
		const bytes = Buffer.from('<script>alert(1)</script>'.repeat(100))
		const of = await incident()
		const photo = await announce(officer, of, bytes, { name: '现场（一）"引号".jpg' })
		await patch(officer, photo, 0, bytes)
		const whole = await get(officer, photo)
		expect(Object.fromEntries(whole.headers)).toMatchObject({
			'content-type': 'image/jpeg',
			'x-content-type-options': 'nosniff',
			'content-security-policy': "default-src 'none'; sandbox",
			'cross-origin-resource-policy': 'same-origin',
			'accept-ranges': 'bytes'
		})
		expect(whole.headers.get('cache-control')).toContain('private')
		const name = encodeURIComponent('现场（一）"引号".jpg')
		expect(whole.headers.get('content-disposition')).toBe(
			`inline; filename=file.jpg; filename*=UTF-8''${name}`
		)
		const part = await get(officer, photo, { Range: 'bytes=8-15' })
		expect([part.status, await part.text()]).toEqual([206, bytes.subarray(8, 16).toString()])
		const same = await get(officer, photo, { 'If-None-Match': whole.headers.get('etag')! })
		expect(same.status).toBe(304)
		const text = await announce(officer, of, bytes, { name: '说明.txt', type: 'text/plain' })
		await patch(officer, text, 0, bytes)
		const saved = await get(officer, text)
		expect(saved.headers.get('content-type')).toBe('application/octet-stream')
		expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/)
	})

	it('no file lies where the server gives out files', async () => {
		const bytes = randomBytes(100)
		const attachment = await announce(officer, await incident(), bytes)
		await patch(officer, attachment, 0, bytes)
		for (const path of [
			`/files/${hash(bytes)}`,
			`/api/files/${hash(bytes)}`,
			`/api/duty/files/${hash(bytes)}`
		]) {
			const response = await officer.ask(path)
			expect([path, response.status === 200 && (await response.text()).length === 100]).toEqual([path, false])
		}
	})
})

describe('verify', () => {
	it('names the first file that was changed, and one that is missing', async () => {
		const bytes = randomBytes(2_000)
		const attachment = await announce(officer, await incident(), bytes, { name: '证据.jpg' })
		await patch(officer, attachment, 0, bytes)
		const waiting = await announce(officer, await incident(), randomBytes(10), { name: '还没到.jpg' })
		expect(await arrived(waiting)).toBe(false)
		expect(server.verify()).toMatchObject({ code: 0, says: expect.stringMatching(/^ok \d+ events/) })
		const file = join(server.dir, 'files', hash(bytes))
		writeFileSync(file, Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]))
		expect(server.verify()).toEqual({ code: 1, says: `附件 ${attachment}（证据.jpg）的文件被改过` })
		rmSync(file)
		expect(server.verify()).toEqual({ code: 1, says: `附件 ${attachment}（证据.jpg）的文件缺失或读不出来` })
		writeFileSync(file, bytes)
		expect(server.verify()).toMatchObject({ code: 0 })
	})
})
