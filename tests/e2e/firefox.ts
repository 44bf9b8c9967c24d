// The app in a real Firefox, driven over WebDriver BiDi: Playwright's own Firefox has no push.
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import type { PushService } from '../support/pushService'
import { PASSWORD, until } from '../support/server'

/** What a notification says, as its service worker has it. */
export interface Shown {
	title: string
	body: string
	tag: string
	data: Record<string, string>
}

/** A phone on which the app runs, with a push service of its own. */
export class FirefoxPhone {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly url: string
	) {}

	static async open(url: string, service: PushService): Promise<FirefoxPhone> {
		const browser = await puppeteer.launch({
			browser: 'firefox',
			executablePath: process.env['ZHIBAN_FIREFOX']!,
			headless: true,
			extraPrefsFirefox: service.firefoxPrefs
		})
		const page = await browser.newPage()
		await page.setViewport({ width: 360, height: 780 })
		const phone = new FirefoxPhone(browser, page, url)
		await phone.go('/')
		return phone
	}

	async go(path: string): Promise<void> {
		await this.page.goto(this.url + path)
	}

	async signIn(username: string): Promise<void> {
		for (const [i, text] of [username, PASSWORD].entries()) {
			await this.page.waitForSelector('input')
			await (await this.page.$$('input'))[i]!.type(text)
		}
		await this.tap('登录')
		await this.says(/已同步/)
		await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
	}

	/** Taps what has this name. */
	async tap(name: string): Promise<void> {
		let tapped = false
		await until(`“${name}” to tap`, async () => {
			tapped = await this.page.evaluate((name) => {
				const all = [...document.querySelectorAll<HTMLElement>('button, a, summary')]
				const one = all.find((e) => e.checkVisibility() && e.textContent.trim().startsWith(name))
				one?.click()
				return one !== undefined
			}, name)
			return tapped
		})
	}

	/** Waits until the screen says so. */
	async says(words: RegExp, within = 30_000): Promise<void> {
		const screen = () => this.page.evaluate(() => document.body.innerText)
		await until(`the screen to say ${words}`, async () => words.test(await screen()), within)
	}

	/** What is shown outside of the app. */
	notifications(): Promise<Shown[]> {
		return this.page.evaluate(async () => {
			const all = await (await navigator.serviceWorker.ready).getNotifications()
			return all.map(({ title, body, tag, data }) => ({ title, body, tag, data: data as Shown['data'] }))
		})
	}

	close(): Promise<void> {
		return this.browser.close()
	}
}
