// The budgets that the phone has to keep, in a real browser on a processor slowed down four times.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test'
import { bareBrowser, type BareBrowser } from './bare'
import { PASSWORD, Server } from '../support/server'
import { median, ms, percentile, type Row } from './row'

const SLOWER = 4
const OPENINGS = 5
const SAVES = 30

/** A browser that keeps in `profile` what it stored, signed in and able to open without a network. */
async function installed(
	server: Server,
	profile: string,
	work: (context: BrowserContext, page: Page) => Promise<void>
) {
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: process.env['ZHIBAN_CHROMIUM'] ?? 'chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
		viewport: { width: 360, height: 780 },
		locale: 'zh-CN'
	})
	try {
		const page = context.pages()[0] ?? (await context.newPage())
		await page.goto(server.url)
		const signIn = page.getByLabel('登录名')
		await signIn.or(page.getByText(/已同步/)).waitFor()
		if (await signIn.isVisible()) {
			await signIn.fill('zhiban1')
			await page.getByLabel('密码').fill(PASSWORD)
			await page.getByRole('button', { name: '登录' }).click()
			await page.getByText(/已同步/).waitFor()
		}
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
		await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
		await work(context, page)
	} finally {
		await context.close()
	}
}

async function slowed(page: Page): Promise<CDPSession> {
	const devtools = await page.context().newCDPSession(page)
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
	return devtools
}

/**
 * Puts as many incidents straight into the phone's own database, each with its assignment and three lines of the logbook:
 * copies of one the server made, so their shape is the real one. One in a hundred is open, the others are closed.
 */
async function fill(page: Page, to: number): Promise<void> {
	await page.evaluate(async (to) => {
		const { name } = (await indexedDB.databases()).find((d) => d.name?.startsWith('zhiban-records-'))!
		const db = await new Promise<IDBDatabase>((resolve, reject) => {
			const opening = indexedDB.open(name!)
			opening.onsuccess = () => resolve(opening.result)
			opening.onerror = () => reject(opening.error)
		})
		type Rec = Record<string, unknown> & { id: string }
		const tables = ['incidents', 'assignments', 'entries']
		const read = (table: string) =>
			new Promise<Rec[]>((resolve) => {
				const asking = db.transaction(table).objectStore(table).getAll()
				asking.onsuccess = () => resolve(asking.result as Rec[])
			})
		const have = (await read('incidents')).length
		const model = (await read('incidents')).find((i) => i['section'] !== null)!
		const assignment = (await read('assignments')).find((a) => a['incident'] === model.id)!
		const lines = (await read('entries')).filter((e) => e['incident'] === model.id)
		const places = ['城南街道', '河东镇', '北山镇', '石岭乡', '开发区', '临港路', '三中门口', '高速出口']
		const matters = [
			'路面积水',
			'燃气泄漏',
			'车辆侧翻',
			'居民楼起火',
			'停电',
			'山体滑坡',
			'群众聚集',
			'水管爆裂'
		]
		const write = db.transaction(tables, 'readwrite')
		for (let i = have; i < to; i++) {
			const id = 'bench' + String(i).padStart(10, '0')
			const [incident, hand] = [id + '1', id + '2']
			const at = (model['at'] as number) - i * 45 * 60_000
			const place = places[i % places.length]!
			const text = `${place}值班室来电：${place}${i % 97} 号附近发生${matters[i % matters.length]}，已派人到场，现场有群众围观，暂无人员伤亡，请协调有关部门处置。`
			const open = i % 100 === 0
			const said = { receivedAt: at, at, changedAt: at, text, place, number: `2026-${i}` }
			const end = open ? {} : { state: 'closed', result: '已处置完毕，恢复正常。', closedAt: at + 3_600_000 }
			write.objectStore('incidents').put({
				...{ ...model, ...said, state: 'open', ...end },
				...{ id: incident, subject: incident, assignment: hand }
			})
			const ended = open ? 'acknowledged' : 'closed'
			write
				.objectStore('assignments')
				.put({ ...assignment, id: hand, subject: incident, incident, madeAt: at, state: ended })
			for (const nth of [1, 2, 3])
				write.objectStore('entries').put({
					...{ ...lines[nth % lines.length], id: `${id}e${nth}`, subject: incident, incident },
					...{ at: at + nth * 600_000, receivedAt: at + nth * 600_000 },
					text: nth === 1 ? text : `第 ${nth} 次回电：${place}现场已控制，抢修队 ${i} 人到场。`
				})
		}
		await new Promise((resolve, reject) => {
			write.oncomplete = resolve
			write.onerror = () => reject(write.error)
		})
		db.close()
	}, to)
}

interface Opened {
	/** Who is on duty and what waits stand in the page. */
	shown: number
	/** They are painted and the page is free to take a tap. */
	usable: number
	/** A tap in that moment has been answered: the incident's page stands there. */
	tapped: number
	/** Processor time of the page's own thread in all this: what is left of the figure on a machine with nothing else to do. */
	busy: number
}

/** Put into the page before its own scripts: `opened` is there when a tap on the first row has been answered. */
function watchOpening(): void {
	const marks = { shown: 0, usable: 0, tapped: 0 }
	const painted = (then: () => void) => requestAnimationFrame(() => setTimeout(then))
	;(window as unknown as { opened: Promise<typeof marks> }).opened = new Promise((opened) => {
		const look = () => {
			if (!marks.shown) {
				const row = document.querySelector<HTMLElement>('a[href^="/incidents/"]')
				const text = row ? (document.body.textContent ?? '') : ''
				if (!row || !text.includes('拨打') || text.includes('正在读取')) return
				marks.shown = performance.now()
				painted(() => {
					marks.usable = performance.now()
					document.querySelector<HTMLElement>('a[href^="/incidents/"]')!.click()
				})
			}
			if (location.pathname === '/' || !document.querySelector('[role=main] h1')) return
			watch.disconnect()
			painted(() => {
				marks.tapped = performance.now()
				opened(marks)
			})
		}
		const watch = new MutationObserver(look)
		watch.observe(document, { childList: true, subtree: true, characterData: true })
	})
}

/** From asking for the page until who is on duty and what waits stand there and a tap on a row has been answered. */
async function opening(url: string, browser: BareBrowser): Promise<Opened> {
	const page = await browser.newPage()
	try {
		await page.send('Emulation.setDeviceMetricsOverride', {
			...{ width: 360, height: 780, deviceScaleFactor: 1, mobile: false }
		})
		await page.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
		await page.send('Network.enable')
		const none = { latency: 0, downloadThroughput: 0, uploadThroughput: 0 }
		await page.send('Network.emulateNetworkConditions', { offline: true, ...none })
		await page.send('Performance.enable', { timeDomain: 'threadTicks' })
		await page.send('Page.enable')
		await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watchOpening.toString()})()` })
		const navigated = page.once('Page.frameNavigated')
		await page.send('Page.navigate', { url })
		await navigated
		const { result } = await page.send<{ result: { value: Omit<Opened, 'busy'> } }>('Runtime.evaluate', {
			...{ expression: 'opened', awaitPromise: true, returnByValue: true }
		})
		const { metrics } = await page.send<{ metrics: { name: string; value: number }[] }>(
			'Performance.getMetrics'
		)
		const busy = (metrics.find((m) => m.name === 'TaskDuration')?.value ?? NaN) * 1_000
		return { ...result.value, busy }
	} finally {
		await page.close()
	}
}

/**
 * Notes, from the page's first script on, how long each tap took until the entry it made was written for good: from the
 * moment the browser had the tap, however busy the page was, until the page is told that its strict transaction is
 * complete. What is done with that, such as the way to the incident's page, comes after.
 */
async function watchSaves(page: Page): Promise<void> {
	await page.addInitScript(() => {
		let tapAt = 0
		document.addEventListener('click', (tap) => (tapAt = tap.timeStamp), { capture: true })
		const add = IDBObjectStore.prototype.add
		IDBObjectStore.prototype.add = function (...args) {
			const { transaction } = this
			if (transaction.db.name === 'zhiban-outbox' && this.name === 'entries') {
				if (transaction.durability !== 'strict') throw new Error('not strict')
				transaction.addEventListener('complete', ({ timeStamp }) => {
					const took = JSON.parse(sessionStorage.getItem('took') ?? '[]') as number[]
					sessionStorage.setItem('took', JSON.stringify([...took, timeStamp - tapAt]))
				})
			}
			return add.apply(this, args)
		}
	})
}

/** From the tap on 保存 until the entry's strict transaction has been written. */
async function saving(page: Page): Promise<number[]> {
	await page.evaluate(() => sessionStorage.removeItem('took'))
	for (let i = 0; i < SAVES; i++) {
		await page.getByRole('link', { name: '记一条' }).click()
		await page
			.getByLabel('情况')
			.fill(`河东镇值班室来电：第 ${i} 号涵洞积水一米，一辆面包车被困，车上三人已救出，道路封闭。`)
		await page.getByText(/^\s*交 /).waitFor() // read and routed, as when an officer looks before saving
		// By its place: the driver's own click listens in the page, which no officer's does.
		const { x, y, width, height } = (await page.getByRole('button', { name: /^保存/ }).boundingBox())!
		await page.mouse.click(x + width / 2, y + height / 2)
		await page.getByRole('heading', { level: 1, name: /涵洞积水/ }).waitFor()
	}
	return page.evaluate(() => JSON.parse(sessionStorage.getItem('took') ?? '[]') as number[])
}

/** What typing into 事件 costs until the hits stand there, and how long it was read before. */
async function searching(page: Page): Promise<{ read: number; took: number[] }> {
	await page.getByRole('link', { name: '值守', exact: true }).click()
	await page.getByText('拨打').first().waitFor()
	const read = await page.evaluate(async () => {
		const began = performance.now()
		document.querySelector<HTMLElement>('a[href="/incidents"]')!.click()
		while (!/共 \d+ 条/.test(document.body.textContent ?? '')) await new Promise((r) => setTimeout(r, 5))
		return performance.now() - began
	})
	const took = await page.evaluate(async () => {
		const input = document.querySelector<HTMLInputElement>('input[type=search]')!
		const queries = [
			'滑坡',
			'临港路 燃气',
			'抢修队 77',
			'恢复正常',
			'没有这样的词',
			'2026-42',
			'三中门口 起火 已控制'
		]
		const took: number[] = []
		for (let round = 0; round < 5; round++)
			for (const query of queries) {
				input.value = query
				const began = performance.now()
				input.dispatchEvent(new InputEvent('input', { bubbles: true }))
				// Svelte puts the rows on the page in a microtask; the frame is laid out after that.
				await new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)))
				document.body.getBoundingClientRect()
				took.push(performance.now() - began)
				await new Promise((r) => setTimeout(r, 30))
			}
		return took
	})
	return { read, took }
}

async function openings(url: string, profile: string): Promise<Row> {
	const browser = bareBrowser(profile)
	try {
		const opened: Opened[] = []
		for (let i = 0; i < OPENINGS; i++) opened.push(await opening(url, browser))
		const of = (what: keyof Opened) => median(opened.map((o) => o[what]))
		const [shown, usable, tapped, busy] = [of('shown'), of('usable'), of('tapped'), of('busy')]
		return {
			what: `opening offline, 5,000 incidents, ${SLOWER}× slower`,
			budget: 'usable ≤ 1.0 s',
			measured: `usable ${ms(usable)} (rows ${ms(shown)}); a tap then answered ${ms(tapped)}, ${ms(busy)} of it computing`,
			met: usable <= 1_000,
			figures: { shown, usable, tapped, busy }
		}
	} finally {
		await browser.close()
	}
}

/** All of them, or those that are named after `phone`. */
const MEASURES = ['opening', 'saving', 'search'] as const

export async function phone({ parts }: { parts: string[] }): Promise<Row[]> {
	const asked = MEASURES.filter((m) => parts.includes(m))
	const wants = (measure: (typeof MEASURES)[number]) => asked.length === 0 || asked.includes(measure)
	const server = await Server.demo()
	const profile = mkdtempSync(join(tmpdir(), 'zhiban-bench-'))
	const rows: Row[] = []
	try {
		await installed(server, profile, (_, page) => fill(page, 5_000))
		if (wants('opening')) rows.push(await openings(server.url, profile))
		if (!wants('saving') && !wants('search')) return rows
		await installed(server, profile, async (context, page) => {
			await watchSaves(page)
			await page.goto(server.url)
			await page.getByText('拨打').first().waitFor()
			const devtools = await slowed(page)
			for (const network of wants('saving') ? (['offline', 'online'] as const) : []) {
				await context.setOffline(network === 'offline')
				// What was saved without a network goes up first: that is another matter.
				if (network === 'online')
					await page
						.getByText(/^\s*已同步 \d\d:\d\d\s*$/)
						.filter({ visible: true })
						.waitFor()
				const took = await saving(page)
				rows.push({
					what: `tap on 保存 → strict commit, ${network}, ${SLOWER}× slower`,
					budget: 'p95 ≤ 60 ms',
					measured: `${took.length} saves, p50 ${ms(median(took))}, p95 ${ms(percentile(took, 0.95))}`,
					met: percentile(took, 0.95) <= 60 && took.length >= 30,
					figures: { p50: median(took), p95: percentile(took, 0.95) }
				})
				await page.reload()
			}
			if (!wants('search')) return
			await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
			await fill(page, 10_000)
			const { read, took } = await searching(page)
			rows.push({
				what: 'search 10,000 incidents, typed → rows laid out',
				budget: '≤ 40 ms',
				measured: `p50 ${ms(median(took))}, p95 ${ms(percentile(took, 0.95))}; read in ${ms(read)}`,
				met: percentile(took, 0.95) <= 40,
				figures: { p50: median(took), p95: percentile(took, 0.95), read }
			})
		})
	} finally {
		await server.dispose()
		rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
	}
	return rows
}
