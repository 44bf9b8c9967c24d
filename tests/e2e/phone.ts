import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
	chromium,
	expect,
	test,
	type Browser,
	type BrowserContext,
	type Locator,
	type Page
} from '@playwright/test'
import { PASSWORD, Server } from '../support/server'

interface Look {
	width?: number
	height?: number
	/** 200 % font, as a person with weak eyes sets it. */
	largeFont?: boolean
	/** Installs the app as soon as it is opened, as it does outside of tests; a killable phone always does. */
	installs?: boolean
	/** Survives being killed: with a profile on the disk, and a browser program of its own, which takes seconds to start. */
	killable?: boolean
	/** Shows notifications, which the shell does not: with a profile on the disk, too. */
	notified?: boolean
	/** Its clock stands so many milliseconds before ours, as that of a server whose clock was moved. */
	ahead?: number
}

/** Runs in the page before anything of it. */
function moveClock(ahead: number): void {
	const Real = Date
	const now = () => Real.now() + ahead
	globalThis.Date = new Proxy(Real, {
		construct: (_, args: number[]) => (args.length === 0 ? new Real(now()) : new Real(...(args as [number]))),
		get: (date, key) => (key === 'now' ? now : Reflect.get(date, key))
	})
}

/**
 * Runs in the page before anything of it: the app is installed when a test asks for it, and not at each opening. Keeping the
 * whole of it on the phone is nearly half of what a test costs, and most never go without a network.
 */
function installLater(): void {
	const { serviceWorker } = navigator
	if (!serviceWorker) return // a page without an address
	const register = serviceWorker.register.bind(serviceWorker)
	serviceWorker.register = async (...args) => {
		const wanted = new Promise<void>((resolve) => (window.install = resolve))
		if (!(await serviceWorker.getRegistration())) await wanted
		return register(...args)
	}
}

declare global {
	interface Window {
		install?: () => void
	}
}

const program = {
	executablePath: process.env['ZHIBAN_CHROMIUM'] ?? 'chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
}
/** For all phones of a worker that need none of their own. */
let browser: Promise<Browser> | null = null

/** A phone: a browser in which nobody else signs in. */
export class Phone {
	context!: BrowserContext
	page!: Page
	/** What the app complained of: must stay empty. */
	readonly complaints: string[] = []
	private readonly profile: string | null

	private constructor(
		readonly url: string,
		private readonly look: Look
	) {
		const own = look.killable || look.largeFont || look.notified
		this.profile = own ? mkdtempSync(join(tmpdir(), 'zhiban-phone-')) : null
	}

	static async open(url: string, look: Look = {}): Promise<Phone> {
		const phone = new Phone(url, look)
		await phone.start()
		return phone
	}

	async start(path = '/'): Promise<void> {
		const { width = 360, height = 780, largeFont = false, ahead = 0 } = this.look
		const whole = process.env['ZHIBAN_CHROMIUM_WHOLE'] || program.executablePath
		const executablePath = this.look.notified ? whole : program.executablePath
		const args = largeFont ? [...program.args, '--blink-settings=defaultFontSize=32'] : program.args
		const options = {
			viewport: { width, height },
			locale: 'zh-CN',
			permissions: ['clipboard-read', 'clipboard-write']
		}
		this.context = this.profile
			? await chromium.launchPersistentContext(this.profile, { executablePath, args, ...options })
			: await (await (browser ??= chromium.launch(program))).newContext(options)
		if (ahead > 0) await this.context.addInitScript(moveClock, ahead)
		if (!this.look.installs && !this.look.killable) await this.context.addInitScript(installLater)
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
		await this.page.waitForFunction(
			() => (window.install?.(), navigator.serviceWorker.ready.then(() => true))
		)
		await expect
			.poll(() => this.page.evaluate(() => navigator.serviceWorker.controller?.state))
			.toBe('activated')
	}

	async offline(away = true): Promise<void> {
		await this.context.setOffline(away)
	}

	/** As when the battery falls out: the browser gets no chance to write anything. */
	async kill(): Promise<void> {
		if (!this.profile) throw new Error('opened as a phone that cannot be killed')
		const closed = new Promise((resolve) => this.context.once('close', resolve))
		execFileSync('pkill', ['-KILL', '-f', this.profile])
		await closed
		for (const name of readdirSync(this.profile))
			if (name.startsWith('Singleton')) rmSync(join(this.profile, name), { force: true })
	}

	async close(): Promise<void> {
		await this.context.close().catch(() => {})
		if (this.profile) rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
	}

	/** Writes a report and hands it over as suggested. */
	async log(text: string): Promise<void> {
		await this.page.getByRole('link', { name: '记一条' }).click()
		await this.page.getByLabel('情况').fill(text)
		await this.page.getByRole('button', { name: /^保存/ }).click()
		await expect(this.page).toHaveURL(/\/incidents\//)
		await expect(this.page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
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
