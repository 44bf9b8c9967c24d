// The installed app: what the system is told of it, what is shared with it, the number on its icon, and no network.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { Network } from '../support/proxy'
import { Server } from '../support/server'
import { Phone } from './phone'

interface Image {
	src: string
	sizes: string
	type: string
	purpose?: string
	form_factor?: string
}
interface Manifest {
	id: string
	lang: string
	name: string
	icons: Image[]
	shortcuts: { name: string; url: string; icons: Image[] }[]
	screenshots: Image[]
	share_target: { action: string; method: string }
}

let server: Server
let network: Network
let phone: Phone
test.beforeEach(async () => {
	server = await Server.demo()
	network = await Network.before(server.url)
	phone = await Phone.open(network.url)
})
test.afterEach(async () => {
	await phone.close()
	await network.close()
	await server.dispose()
	expect(phone.complaints).toEqual([])
})

test('the system is told everything: icons of the size they say, shortcuts that lead somewhere, pictures', async () => {
	const { page } = phone
	const manifest = (await page.evaluate(async () => {
		const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')!
		return (await fetch(link.href)).json()
	})) as Manifest
	expect(manifest).toMatchObject({
		id: '/',
		lang: 'zh-CN',
		share_target: { action: '/share', method: 'POST' }
	})

	const images = [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap((s) => s.icons)]
	for (const { src, sizes, type } of images) {
		const real = await page.evaluate(async (src) => {
			const response = await fetch(src)
			const image = new Image()
			image.src = src
			await image.decode()
			return {
				type: response.headers.get('Content-Type'),
				sizes: `${image.naturalWidth}x${image.naturalHeight}`
			}
		}, src)
		expect({ src, type: real.type }).toEqual({ src, type })
		if (sizes !== 'any') expect({ src, sizes: real.sizes }).toEqual({ src, sizes })
	}
	const purposes = (wanted: string) =>
		manifest.icons.filter((i) => i.purpose === wanted && i.type === 'image/png').map((i) => i.sizes)
	expect(purposes('any')).toEqual(['192x192', '512x512'])
	expect(purposes('maskable')).toEqual(['192x192', '512x512'])
	expect(new Set(manifest.screenshots.map((s) => s.form_factor))).toEqual(new Set(['narrow', 'wide']))

	// A launcher cuts a circle of 80 % out of a maskable icon: outside of it there is nothing but ground.
	for (const { src } of manifest.icons.filter((i) => i.purpose === 'maskable'))
		expect(
			await page.evaluate(async (src) => {
				const bitmap = await createImageBitmap(await (await fetch(src)).blob())
				const { width, height } = bitmap
				const canvas = new OffscreenCanvas(width, height).getContext('2d')!
				canvas.drawImage(bitmap, 0, 0)
				const { data } = canvas.getImageData(0, 0, width, height)
				let lost = 0
				for (let y = 0; y < height; y++)
					for (let x = 0; x < width; x++) {
						if (Math.hypot(x - width / 2, y - height / 2) <= width * 0.4) continue
						const i = (y * width + x) * 4
						const off = Math.abs(data[i]! - data[0]!) + Math.abs(data[i + 2]! - data[2]!)
						if (off > 12 || data[i + 3] !== 255) lost++
					}
				return lost
			}, src)
		).toBe(0)

	await phone.signIn('zhiban1')
	expect(manifest.shortcuts.map((s) => s.name)).toEqual(['记一条', '谁值班', '查询'])
	for (const { url } of manifest.shortcuts) {
		await page.goto(network.url + url)
		await expect(page.locator('h1').filter({ visible: true }).first()).toBeVisible()
	}
})

test('what another app shares is kept by the service worker and waits in 记一条', async () => {
	const { page } = phone
	await phone.signIn('zhiban1')
	await phone.installed()
	network.cut()
	await phone.offline()
	const landed = await page.evaluate(async () => {
		const form = new FormData()
		form.set('title', '')
		form.set('text', '微信群：东门菜市场着火，已报 119')
		form.set('url', '')
		form.append('image', new File([new Uint8Array([1, 2, 3])], '现场.jpg', { type: 'image/jpeg' }))
		const response = await fetch('/share', { method: 'POST', body: form, redirect: 'manual' })
		return response.type
	})
	expect(landed).toBe('opaqueredirect')
	await page.goto(network.url + '/new?share=1')
	await expect(page.getByLabel('情况')).toHaveValue(/东门菜市场着火/)
	// Taken up once: whoever opens 记一条 again does not get it a second time.
	expect(await page.evaluate(() => caches.has('zhiban-shared'))).toBe(false)
})

test('the icon carries the number of what waits for this person, and none after signing out', async () => {
	const { page } = phone
	await phone.context.addInitScript(() => {
		const said: (number | undefined)[] = []
		Object.assign(window, { said })
		navigator.setAppBadge = async (count) => void said.push(count)
		navigator.clearAppBadge = async () => void said.push(0)
	})
	await page.reload()
	const said = () => page.evaluate(() => (window as unknown as { said: number[] }).said.at(-1))
	await phone.signIn('ke05')
	await expect(page.getByRole('heading', { name: /^等我\s*1$/ })).toBeVisible()
	await expect.poll(said).toBe(1)
	const officer = await server.signIn('zhiban1')
	const ke05 = await server.signIn('ke05')
	const section = (await ke05.sees()).get('people')!.find((p) => p?.['id'] === ke05.person)![
		'sections'
	] as string[]
	await officer.must('incident.log', { kind: 'incident', text: '又一处滑坡', section: section[0] })
	await expect.poll(said).toBe(2)
	await page.getByRole('link', { name: '我的' }).click()
	await page.getByRole('button', { name: '退出登录' }).click()
	await page.getByRole('button', { name: '退出', exact: true }).click()
	await expect(page.getByLabel('登录名')).toBeVisible()
	await expect.poll(said).toBe(0)
})

test('after one visit every screen opens without a network', async () => {
	const { page } = phone
	await phone.signIn('zhiban1')
	await phone.installed()
	network.cut()
	await phone.offline()
	const screens = [
		'/',
		'/incidents',
		'/mine',
		'/brief',
		'/new',
		'/roster',
		'/lookup',
		'/people',
		'/me',
		'/help'
	]
	for (const path of screens) {
		await page.goto(network.url + path)
		await expect(page.locator('h1').filter({ visible: true }).first()).toBeVisible()
	}
})

test('a newer version is not offered into the middle of a sentence', async () => {
	const { page } = phone
	await phone.signIn('zhiban1')
	await phone.installed()
	await page.getByRole('link', { name: '记一条' }).click()
	const box = page.getByLabel('情况')
	network.newer = '\n// newer'
	const installed = () =>
		page.evaluate(
			async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state === 'installed'
		)
	await box.fill('正在写，')
	await page.evaluate(() => void navigator.serviceWorker.getRegistration().then((r) => r!.update()))
	do await box.pressSequentially('写')
	while (!(await installed()))
	await box.pressSequentially('，不要来打扰我')
	expect(await phone.text(/有新版本/).count()).toBe(0)
	await expect(phone.text(/有新版本/)).toBeVisible()
	let loads = 0
	page.on('load', () => loads++)
	await page.getByRole('button', { name: '现在更新' }).click()
	await expect.poll(() => loads).toBe(1)
	await expect(box).toHaveValue(/^正在写，写+，不要来打扰我$/)
	expect(loads).toBe(1)
})

test('what the desk showed last stands there before the records are open, gives way to them, and goes with the sign-in', async () => {
	const { page } = phone
	await phone.signIn('zhiban1')
	const kept = (text: string) =>
		page.evaluate((text) => localStorage.getItem('zhiban-shown')?.includes(text) ?? false, text)
	await phone.log('河东镇涵洞积水一米，一辆面包车被困')
	await page.getByRole('link', { name: '值守', exact: true }).click()
	await expect.poll(() => kept('涵洞积水')).toBe(true)

	// A database that does not open, until it is let go.
	await page.addInitScript(() => {
		const open = IDBFactory.prototype.open
		const held: (() => void)[] = []
		Object.assign(window, { letGo: () => held.splice(0).forEach((go) => go()) })
		IDBFactory.prototype.open = function (name, version) {
			if (!name.startsWith('zhiban-records-')) return open.call(this, name, version)
			const waits = {} as Record<keyof IDBOpenDBRequest, unknown>
			held.push(() => {
				const { onsuccess, onerror, onblocked, onupgradeneeded } = waits
				const asked = open.call(this, name, version)
				Object.assign(asked, { onsuccess, onerror, onblocked, onupgradeneeded })
				for (const key of ['result', 'error', 'transaction'] as const)
					Object.defineProperty(waits, key, { get: () => asked[key] })
			})
			return waits as unknown as IDBOpenDBRequest
		}
	})
	const officer = await server.signIn('zhiban2')
	const row = page.getByRole('link', { name: /涵洞积水/ })
	await page.reload()
	await expect(row.first()).toBeVisible()
	await expect(phone.text('拨打').first()).toBeVisible()
	const incident = new URL((await row.first().getAttribute('href'))!, page.url()).pathname.split('/').pop()!
	await officer.must('incident.close', { incident, result: '已脱困' })
	expect(await kept('已脱困')).toBe(false)
	await page.evaluate(() => (window as unknown as { letGo(): void }).letGo())
	await expect.poll(() => kept('已脱困')).toBe(true)

	await phone.sign.click()
	await page.getByRole('button', { name: '退出登录' }).click()
	await page.getByRole('button', { name: '退出', exact: true }).click()
	await expect(page.getByLabel('登录名')).toBeVisible()
	await expect.poll(() => kept('')).toBe(false)
})

test('what phones keep ahead is within its budget, and leaves out what only the office needs', async () => {
	const web = fileURLToPath(new URL('../../pocketbase/dist/web/', import.meta.url))
	const urls = await keptAhead()
	const listed = urls
		.map((url) => [url, sizeOf(web, url === '/' ? 'index.html' : url.slice(1))] as const)
		.sort((a, b) => b[1] - a[1])
	const total = listed.reduce((sum, [, size]) => sum + size, 0)
	await test.info().attach('precached.txt', {
		body: listed.map(([url, size]) => `${size}\t${url}`).join('\n') + `\n${total}\tin all`
	})
	expect(total).toBeLessThanOrEqual(700 * 1024)
	expect(urls.filter((url) => /\/(later|shots|shortcuts|help)\//.test(url))).toEqual([])
	expect(readdirSync(join(web, '_app/immutable/later')).length).toBeGreaterThan(0)
})

async function keptAhead(): Promise<string[]> {
	await phone.signIn('zhiban1')
	await phone.installed()
	return phone.page.evaluate(async () => {
		const names = (await caches.keys()).filter((name) => name.includes('precache'))
		const requests = (await Promise.all(names.map(async (n) => (await caches.open(n)).keys()))).flat()
		return requests.map((r) => new URL(r.url).pathname)
	})
}

/** As it goes over the wire, bytes. */
function sizeOf(web: string, file: string): number {
	try {
		return statSync(join(web, file + '.br')).size
	} catch {
		return readFileSync(join(web, file)).length // what does not get smaller is not compressed
	}
}
