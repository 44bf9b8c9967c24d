// Photos and files: taken without a network, through a killed phone and a connection that breaks; whole, once, in order.
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Network } from '../support/proxy'
import { Server } from '../support/server'
import { Phone } from './phone'

const MB = 1024 * 1024
let server: Server
let network: Network
let phone: Phone
let folder: string

test.beforeEach(async () => {
	server = await Server.demo()
	network = await Network.before(server.url)
	phone = await Phone.open(network.url, { killable: true })
	folder = mkdtempSync(join(tmpdir(), 'zhiban-photos-'))
})
test.afterEach(async () => {
	await phone.close()
	await network.close()
	await server.dispose()
	rmSync(folder, { recursive: true, force: true })
	expect(phone.complaints).toEqual([])
})

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const pick = () => phone.page.getByLabel('选图或文件')
const keepOriginals = () => phone.page.getByRole('switch', { name: /保留原图和拍摄位置/ })
const chosen = () => phone.page.getByRole('list', { name: '已选的照片和文件' }).getByRole('listitem')
const shown = () => phone.page.getByRole('list', { name: '照片', exact: true }).getByRole('listitem')

async function away(): Promise<void> {
	network.cut()
	await phone.offline()
}
async function back(): Promise<void> {
	network.restore()
	await phone.offline(false)
	await phone.page.evaluate(() => dispatchEvent(new Event('online')))
}

/** A JPEG of that size in pixels, drawn by the browser. */
async function jpeg(width: number, height: number): Promise<Buffer> {
	const url = await phone.page.evaluate(
		([w, h]) => {
			const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h })
			const context = canvas.getContext('2d')!
			context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`
			context.fillRect(0, 0, w!, h!)
			return canvas.toDataURL('image/jpeg')
		},
		[width, height]
	)
	return Buffer.from(url.split(',')[1]!, 'base64')
}

/** What a camera writes beside the picture: lying on its side (orientation 6), taken at 28° N 112° E. */
function withExif(picture: Buffer): Buffer {
	const entry = (tag: number, type: number, count: number, value: number | Buffer) => {
		const bytes = Buffer.alloc(12)
		bytes.writeUInt16LE(tag, 0)
		bytes.writeUInt16LE(type, 2)
		bytes.writeUInt32LE(count, 4)
		if (typeof value === 'number') bytes.writeUInt32LE(value, 8)
		else value.copy(bytes, 8)
		return bytes
	}
	const ifd = (...entries: Buffer[]) =>
		Buffer.concat([Buffer.from([entries.length, 0]), ...entries, Buffer.alloc(4)])
	const degrees = (d: number) => {
		const rational = Buffer.alloc(24)
		for (const [i, n] of [d, 1, 0, 1, 0, 1].entries()) rational.writeUInt32LE(n, i * 4)
		return rational
	}
	const place = 8 + 2 + 2 * 12 + 4
	const numbers = place + 2 + 4 * 12 + 4
	const tiff = Buffer.concat([
		Buffer.from('II*\0\x08\0\0\0', 'latin1'),
		ifd(entry(0x0112, 3, 1, 6), entry(0x8825, 4, 1, place)),
		ifd(
			entry(1, 2, 2, Buffer.from('N\0')),
			entry(2, 5, 3, numbers),
			entry(3, 2, 2, Buffer.from('E\0')),
			entry(4, 5, 3, numbers + 24)
		),
		degrees(28),
		degrees(112)
	])
	const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
	const length = Buffer.alloc(2)
	length.writeUInt16BE(body.length + 2)
	return Buffer.concat([picture.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, body, picture.subarray(2)])
}

interface Attached {
	name: string
	sha256: string
	size: number
	width: number
	height: number
	type: string
	at: number
	arrivedAt: number | null
	id: string
}

async function attachments(): Promise<Attached[]> {
	const seen = await (await server.signIn('zhiban1')).sees()
	return (seen.get('attachments') ?? []) as unknown as Attached[]
}
const stored = () => readdirSync(join(server.dir, 'files')).filter((name) => name !== 'coming')
const onServer = (a: Attached) => readFileSync(join(server.dir, 'files', a.sha256))

test('ten photos of 8 MB, through a killed phone and a connection cut twice: all arrive once, whole, in order', async () => {
	test.setTimeout(240_000)
	await phone.signIn('zhiban1')
	await phone.installed()
	const small = await jpeg(640, 480)
	const originals = Array.from({ length: 10 }, () =>
		Buffer.concat([small, randomBytes(8 * MB - small.length)])
	)
	const paths = originals.map((bytes, i) => {
		const path = join(folder, `现场 ${i + 1}.jpg`)
		writeFileSync(path, bytes)
		return path
	})

	await away()
	await phone.page.getByRole('link', { name: '记一条' }).click()
	await phone.page.getByLabel('情况').fill('后山滑坡现场照片十张')
	await keepOriginals().check()
	await expect(phone.text(/位置信息会随照片保存/)).toBeVisible()
	await pick().setInputFiles(paths)
	await expect(chosen()).toHaveCount(10)
	await expect(phone.text('正在处理')).toHaveCount(0, { timeout: 60_000 })
	await expect(phone.text(/草稿已存/)).toBeVisible()
	await phone.kill()

	await phone.start('/new')
	await phone.offline()
	await expect(phone.page.getByLabel('情况')).toHaveValue('后山滑坡现场照片十张')
	await expect(chosen()).toHaveCount(10)
	await expect(chosen().first().getByRole('img', { name: '现场 1.jpg' })).toBeVisible()
	await phone.page.getByRole('button', { name: /^保存/ }).click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	await expect(shown()).toHaveCount(10)
	await expect(shown().filter({ hasText: '未上传' })).toHaveCount(10)
	await expect(phone.sign).toContainText('未上传 11 条')
	expect(stored()).toEqual([])

	network.uploadBytesLeft = 19 * MB
	await back()
	for (const [cuts, more] of [
		[1, 33 * MB],
		[2, Infinity]
	] as const) {
		await expect.poll(() => network.cuts, { timeout: 60_000 }).toBe(cuts)
		await expect.poll(() => stored().length).toBeLessThan(10)
		await expect(phone.sign).toContainText('未上传')
		network.uploadBytesLeft = more
		await back()
	}
	await expect(phone.text(/上传中 \d+ %/)).toBeVisible({ timeout: 30_000 })
	await expect(phone.sign).toHaveText(/^\s*已同步 \d\d:\d\d\s*$/, { timeout: 90_000 })
	await expect(shown().filter({ hasText: '上传' })).toHaveCount(0)

	const all = (await attachments()).sort((a, b) => a.arrivedAt! - b.arrivedAt!)
	expect(all.map((a) => a.name)).toEqual(originals.map((_, i) => `现场 ${i + 1}.jpg`))
	expect(all.map((a) => a.sha256)).toEqual(originals.map(hash))
	expect(all.map((a) => hash(onServer(a)))).toEqual(originals.map(hash))
	expect(stored().sort()).toEqual(originals.map(hash).sort())
	expect(readdirSync(join(server.dir, 'files/coming'))).toEqual([])
	await expect(phone.text('10 张照片')).toBeVisible()
	expect(server.verify()).toMatchObject({ code: 0 })
	// The bytes leave the phone's queue only now.
	const left = await phone.page.evaluate(
		() =>
			new Promise<number>((resolve, reject) => {
				const open = indexedDB.open('zhiban-attachments')
				open.onerror = () => reject(open.error as Error)
				open.onsuccess = () => {
					const count = open.result.transaction('bytes').objectStore('bytes').count()
					count.onsuccess = () => resolve(count.result)
				}
			})
	)
	expect(left).toBe(0)
})

test('a photo is made smaller and loses its place, unless the original is kept', async () => {
	await phone.signIn('zhiban1')
	const original = withExif(await jpeg(3000, 1500))
	expect(original.includes('Exif')).toBe(true)
	await phone.page.getByRole('link', { name: '记一条' }).click()
	await phone.page.getByLabel('情况').fill('带位置的照片')
	const file = { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: original }
	const little = { ...file, name: 'IMG_2.jpg', buffer: withExif(await jpeg(300, 200)) }
	await pick().setInputFiles([file, little])
	await expect(chosen()).toHaveCount(2)
	await keepOriginals().check()
	await pick().setInputFiles([file])
	await expect(chosen()).toHaveCount(3)
	await phone.page.getByLabel('去掉 IMG_2.jpg').click()
	await expect(chosen()).toHaveCount(2)
	await keepOriginals().uncheck()
	await pick().setInputFiles([little])
	await expect(chosen()).toHaveCount(3)
	await phone.page.getByRole('button', { name: /^保存/ }).click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	await expect.poll(async () => (await attachments()).filter((a) => a.arrivedAt !== null).length).toBe(3)
	const [shrunk, kept, rewritten] = (await attachments()).sort((a, b) => a.arrivedAt! - b.arrivedAt!)
	// Upright: width and height have changed places with the orientation the camera noted.
	expect(shrunk).toMatchObject({ width: 1000, height: 2000, type: 'image/jpeg' })
	expect(onServer(shrunk!).includes('Exif')).toBe(false)
	expect(hash(onServer(kept!))).toBe(hash(original))
	expect(rewritten).toMatchObject({ width: 200, height: 300 })
	expect(onServer(rewritten!).includes('Exif')).toBe(false)
})

test('a photo that is still 正在处理 when 保存 is tapped goes with this report, not with the next', async () => {
	await phone.signIn('zhiban1')
	const file = { name: '现场.jpg', mimeType: 'image/jpeg', buffer: await jpeg(50, 50) }
	await phone.page.evaluate(() => {
		const { createImageBitmap } = window
		const ready = new Promise<void>((resolve) => addEventListener('ready', () => resolve()))
		window.createImageBitmap = (async (...args: Parameters<typeof createImageBitmap>) => {
			await ready
			return createImageBitmap(...args)
		}) as typeof createImageBitmap
	})
	await phone.page.getByRole('link', { name: '记一条' }).click()
	await phone.page.getByLabel('情况').fill('后山滑坡，照片还在处理')
	await pick().setInputFiles([file])
	await expect(phone.text('正在处理')).toBeVisible()
	await phone.page.getByText('值班日志').click()
	await phone.page.getByRole('button', { name: '存入日志' }).click()
	await expect(phone.text(/值班日志不带照片/)).toBeVisible()
	await phone.page.getByText('突发事件').click()
	await phone.page.getByRole('button', { name: /^保存/ }).click()
	await expect(phone.text('这一条已经存下。照片处理好就加上。')).toBeVisible()
	const officer = await server.signIn('zhiban1')
	const incident = async () =>
		(await officer.sees()).get('incidents')?.find((i) => i?.['text'] === '后山滑坡，照片还在处理')
	await expect.poll(incident).toBeTruthy() // the report itself waits for nothing

	await phone.page.evaluate(() => dispatchEvent(new Event('ready')))
	await expect(phone.page).toHaveURL(new RegExp(`/incidents/${String((await incident())!['id'])}$`))
	await expect(shown()).toHaveCount(1)
	await phone.page.goto(network.url)
	await phone.log('城南断电')
	await phone.synced()
	expect((await attachments()).map((a) => (a as unknown as { subject: string }).subject)).toEqual([
		(await incident())!['id']
	])
})

test('the section sees the photos, one after another and without a network; the next section too, and the first no longer', async () => {
	const head = await Phone.open(network.url)
	try {
		await phone.signIn('zhiban1')
		await head.signIn('ke05')
		await head.installed()
		await phone.log('石岭村后山突发山体滑坡，冲毁民房三间，正在组织应急救援。')
		const page = head.page
		await page
			.getByRole('link', { name: /石岭村后山/ })
			.first()
			.click()
		const files = await Promise.all([1, 2, 3].map((n) => jpeg(100 * n, 100)))
		await pick().setInputFiles([
			...files.map((buffer, i) => ({ name: `${i + 1}.jpg`, mimeType: 'image/jpeg', buffer })),
			{ name: '处置方案.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') }
		])
		await phone.page.getByRole('button', { name: '添加 4 个到这个事件' }).click()
		await expect(head.text('3 张照片、处置方案.pdf')).toBeVisible()
		const photos = page.getByRole('list', { name: '照片', exact: true })
		await expect(photos.locator('img')).toHaveCount(3, { timeout: 20_000 })
		await expect(head.text(/等待上传/)).toHaveCount(0)
		const saved = page.waitForEvent('download')
		await page.getByRole('button', { name: /处置方案.pdf/ }).click()
		expect((await saved).suggestedFilename()).toBe('处置方案.pdf')

		await head.offline()
		await photos.getByRole('button').nth(1).click()
		const view = page.getByRole('dialog')
		await expect(view.getByText('2 / 3')).toBeVisible()
		await expect(view.getByRole('img', { name: /^2.jpg，值班员甲/ })).toBeVisible()
		await page.keyboard.press('ArrowRight')
		await expect(view.getByRole('img', { name: /^3.jpg/ })).toBeVisible()
		await expect(view.getByRole('button', { name: '下一张' })).toBeDisabled()
		await page.keyboard.press('Escape')
		await expect(view).toHaveCount(0)
		await head.offline(false)

		await page.getByRole('button', { name: '转办' }).click()
		await page.getByRole('dialog').getByText('秘书三室').click()
		await page.getByLabel('转办的理由').fill('应由你科牵头。')
		await page.getByRole('dialog').getByRole('button', { name: '转办' }).click()
		await expect(head.page.getByRole('heading', { name: /^已转办.*，内容不再显示$/ })).toBeVisible()
		expect((await (await server.signIn('ke06')).sees()).get('attachments')).toHaveLength(4)
		expect((await (await server.signIn('ke05')).sees()).has('attachments')).toBe(false)
		expect(head.complaints).toEqual([])
	} finally {
		await head.close()
	}
})

test('what cannot be added says why and loses nothing else; what the server refuses is shown with its reason', async () => {
	await phone.signIn('zhiban1')
	await phone.installed()
	await phone.log('夜里断电的小区')
	const incident = new URL(phone.page.url()).pathname.split('/').pop()!
	await pick().setInputFiles([
		{ name: '网页.html', mimeType: 'text/html', buffer: Buffer.from('<p>') },
		{ name: '坏的.heic', mimeType: 'image/heic', buffer: Buffer.from('no picture') },
		{ name: '空的.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) },
		{ name: '好的.jpg', mimeType: 'image/jpeg', buffer: await jpeg(50, 50) }
	])
	await expect(phone.text('网页.html：不能添加这种文件')).toBeVisible()
	await expect(phone.text(/坏的.heic：.*去不掉里面的拍摄位置/)).toBeVisible()
	await expect(phone.text('空的.pdf：文件是空的')).toBeVisible()
	await expect(chosen()).toHaveCount(1)
	await away()
	await phone.page.getByRole('button', { name: '添加 1 个到这个事件' }).click()
	await expect(shown().filter({ hasText: '未上传' })).toHaveCount(1)
	const officer = await server.signIn('zhiban2')
	await officer.must('incident.close', { incident, result: '已来电' })
	await back()
	await expect(phone.text('事件已办结，请先重新打开')).toBeVisible({ timeout: 20_000 })
	await phone.page.getByRole('button', { name: '知道了，删去' }).click()
	await expect(phone.text('好的.jpg')).toHaveCount(0)
})

test('a refused report is written again only when what is being written may go, and takes its own photo along and no other', async () => {
	const draft = '正在写的另一条：西关路口积水'
	const report = '石岭村后山滑坡，两人失联'
	const file = async (name: string) => ({ name, mimeType: 'image/jpeg', buffer: await jpeg(50, 50) })
	await phone.signIn('zhiban2')
	await phone.installed()
	const own = await server.signIn('zhiban2')
	const admin = await server.signIn('admin')
	const seen = await admin.sees()
	const { name, title } = seen.get('people')!.find((p) => p?.['id'] === own.person)!
	const section = seen.get('sections')![0]!['id']
	const set = (roles: string[]) =>
		admin.must('person.set', {
			...{ person: own.person, name, title, roles, sections: [section], phone: null }
		})

	// Off the duty side for a moment: what was written meanwhile is refused.
	await away()
	await phone.page.getByRole('link', { name: '记一条' }).click()
	await pick().setInputFiles(await file('滑坡.jpg'))
	await expect(chosen()).toHaveCount(1)
	await phone.page.getByLabel('情况').fill(report)
	await phone.page.getByRole('button', { name: /^保存/ }).click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	await phone.page.getByRole('link', { name: '值守', exact: true }).click()
	await set([])
	await back()
	await expect(phone.page.getByRole('link', { name: '记一条' })).toHaveCount(0)
	await phone.sign.click()
	await expect(phone.text('没有被接受').first()).toBeVisible()
	await set(['officer'])

	await phone.page.getByRole('link', { name: '记一条' }).click()
	await expect(chosen()).toHaveCount(1) // its photo has come back
	await phone.page.getByLabel('情况').fill(draft)
	await pick().setInputFiles(await file('积水.jpg'))
	await expect(chosen()).toHaveCount(2)

	const again = async () => {
		await phone.sign.click()
		await phone.page.getByRole('button', { name: '改了再交' }).click()
	}
	const asked = phone.page.getByRole('dialog')
	await again()
	await expect(asked).toContainText(draft)
	await expect(asked).toContainText('照片、文件 1 个')
	await asked.getByRole('button', { name: '接着写原来的' }).click()
	await expect(phone.page.getByLabel('情况')).toHaveValue(draft)
	await expect(chosen()).toHaveCount(2)

	await again()
	await asked.getByRole('button', { name: '换成这一条' }).click()
	await expect(phone.page.getByLabel('情况')).toHaveValue(report)
	await expect(chosen()).toHaveCount(1)
	await expect(chosen().getByRole('button', { name: /滑坡.jpg/ })).toBeVisible()
	await phone.page.getByLabel('情况').fill(report + '，已报区应急局')

	// What is being written is that report already: nothing is asked, and nothing of it lost.
	await again()
	await expect(phone.page.getByLabel('情况')).toHaveValue(report + '，已报区应急局')
	await phone.page.getByRole('button', { name: /^保存/ }).click()
	await expect.poll(async () => (await attachments()).map((a) => a.name)).toEqual(['滑坡.jpg'])
})

test('a page that calls itself a photo does not run', async () => {
	await phone.signIn('zhiban1')
	const officer = await server.signIn('zhiban1')
	const html = Buffer.from('<!doctype html><script>document.title = "ran"</script>')
	const of = (await officer.must('incident.log', { kind: 'matter', text: '假照片', section: null })) + '1'
	const page = phone.page
	// Told to be a page, it would.
	await page.route('**/api/told', (route) => route.fulfill({ contentType: 'text/html', body: html }))
	await page.goto(network.url + '/api/told')
	expect(await page.title()).toBe('ran')
	await phone.context.setExtraHTTPHeaders({ Authorization: officer.token })
	for (const type of ['image/jpeg', 'application/pdf', 'audio/mpeg', 'text/plain']) {
		const described = { name: 'page.html', type, size: html.length, sha256: hash(html) }
		const id = (await officer.must('attachment.add', { incident: of, ...described })) + '1'
		const headers = {
			'Tus-Resumable': '1.0.0',
			'Content-Type': 'application/offset+octet-stream',
			'Upload-Offset': '0'
		}
		const sent = await officer.ask(`/api/duty/uploads/${id}`, {
			method: 'PATCH',
			headers,
			body: new Uint8Array(html)
		})
		expect([type, sent.status]).toEqual([type, 204])
		const asked = page.waitForResponse(`**/api/duty/files/${id}`)
		await page.goto(`${network.url}/api/duty/files/${id}`).catch((error: Error) => {
			expect(error.message).toMatch(/Download is starting|ERR_ABORTED/)
		})
		expect((await asked).status()).toBe(200)
		expect([type, await page.title()]).not.toEqual([type, 'ran'])
	}
	// The browser's own frame around a picture or a sound has no rights either, and complains.
	for (const complaint of phone.complaints.splice(0)) expect(complaint).toContain("default-src 'none'")
	await phone.context.setExtraHTTPHeaders({})
	await page.goto(`${network.url}/incidents/${of}`)
	await expect(shown()).toHaveCount(1)
	await shown().getByRole('button').click()
	await expect(phone.text(/显示不了这种图片/)).toBeVisible()
	expect(await page.title()).not.toBe('ran')
})
