import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test'
import { PASSWORD, Server } from '../support/server'

interface Look {
	width?: number
	height?: number
	/** 200 % font, as a person with weak eyes sets it. */
	largeFont?: boolean
}

/** A phone: a browser with a profile of its own that survives being closed and killed. */
export class Phone {
	context!: BrowserContext
	page!: Page
	/** What the app complained of: must stay empty. */
	readonly complaints: string[] = []
	private readonly profile = mkdtempSync(join(tmpdir(), 'zhiban-phone-'))

	private constructor(
		readonly url: string,
		private readonly look: Look
	) {}

	static async open(url: string, look: Look = {}): Promise<Phone> {
		const phone = new Phone(url, look)
		await phone.start()
		return phone
	}

	async start(path = '/'): Promise<void> {
		const { width = 360, height = 780, largeFont = false } = this.look
		const flags = [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--disable-component-update'
		]
		this.context = await chromium.launchPersistentContext(this.profile, {
			executablePath: process.env['ZHIBAN_CHROMIUM'] ?? 'chromium',
			args: largeFont ? [...flags, '--blink-settings=defaultFontSize=32'] : flags,
			viewport: { width, height },
			locale: 'zh-CN',
			permissions: ['clipboard-read', 'clipboard-write']
		})
		this.page = this.context.pages()[0] ?? (await this.context.newPage())
		this.page.on('pageerror', (error) =>
			this.complaints.push(`${error.name}: ${error.message}\n${error.stack}`)
		)
		this.page.on('console', (message) => {
			// A request that fails while the network is away is the browser's own complaint, not ours.
			const own = !/net::ERR_|Failed to load resource/.test(message.text())
			if (message.type() === 'error' && own) this.complaints.push(message.text())
		})
		await this.page.goto(this.url + path)
	}

	async signIn(username: string): Promise<void> {
		await this.page.getByLabel('登录名').fill(username)
		await this.page.getByLabel('密码').fill(PASSWORD)
		await this.page.getByRole('button', { name: '登录' }).click()
		await this.synced()
	}

	/** The sign at the top that tells of the network. On a phone the list lies hidden under what was opened from it. */
	get sign(): Locator {
		return this.page.getByTestId('connection').filter({ visible: true })
	}

	/** What is shown, not what lies hidden. */
	text(text: string | RegExp): Locator {
		return this.page.getByText(text).filter({ visible: true })
	}

	/** The sign says so: everything is here and everything is up. */
	async synced(): Promise<void> {
		await expect(this.sign).toHaveText(/^\s*已同步 \d\d:\d\d\s*$/)
	}

	/** The app can be opened without a network from now on. */
	async installed(): Promise<void> {
		await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
		await expect
			.poll(() => this.page.evaluate(() => navigator.serviceWorker.controller?.state))
			.toBe('activated')
	}

	async offline(away = true): Promise<void> {
		await this.context.setOffline(away)
	}

	/** As when the battery falls out: the browser gets no chance to write anything. */
	async kill(): Promise<void> {
		const closed = new Promise((resolve) => this.context.once('close', resolve))
		execFileSync('pkill', ['-KILL', '-f', this.profile])
		await closed
		for (const name of readdirSync(this.profile))
			if (name.startsWith('Singleton')) rmSync(join(this.profile, name), { force: true })
	}

	async close(): Promise<void> {
		await this.context.close().catch(() => {})
		rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
	}

	/** Writes a report and hands it over as suggested. */
	async log(text: string): Promise<void> {
		await this.page.getByRole('link', { name: '记一条' }).click()
		await this.page.getByLabel('情况').fill(text)
		await this.page.getByRole('button', { name: /^保存/ }).click()
		await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible()
		await expect(this.page).toHaveURL(/\/incidents\//)
	}
}

/**
 * A demo office for the tests of one file, and how a person signs in there on a phone of their own; after each test its
 * phones are closed, and none may have complained.
 */
export function demoOffice() {
	let server: Server
	const phones: Phone[] = []
	test.beforeAll(async () => {
		server = await Server.demo()
	})
	test.afterEach(async () => {
		for (const phone of phones.splice(0)) {
			await phone.close()
			expect(phone.complaints).toEqual([])
		}
	})
	test.afterAll(() => server.dispose())
	return {
		server: () => server,
		async signedIn(username: string, look?: Look): Promise<Phone> {
			const phone = await Phone.open(server.url, look)
			phones.push(phone)
			await phone.signIn(username)
			return phone
		}
	}
}
