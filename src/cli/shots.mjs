// npm run shots: the pictures of README and of the app's manifest, taken from the demo office into static/shots.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { binary, ensureBinary, ensurePackages, root } from './ready.mjs'

await ensurePackages()
await ensureBinary()
const { chromium } = await import('@playwright/test')
const url = 'http://127.0.0.1:8199'
const folder = join(root, 'static/shots')
const data = mkdtempSync(join(tmpdir(), 'zhiban-shots-'))
mkdirSync(folder, { recursive: true })
const server = spawn(binary, ['serve', '--demo', '--dir', data, '--http', url.slice('http://'.length)])
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox'] })

/** @typedef {import('@playwright/test').Page} Page */
const narrow = { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 }
const wide = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 }
const report =
	'石岭乡值班室来电：今晨两点左右后山滑坡，埋了两间房，2人失联，乡里正在搜救，坡下还有十几户没撤。回电 0000-8800123'

/** @type {[name: string, who: string, theme: string, look: typeof narrow, show: (page: Page) => Promise<unknown>][]} */
const shots = [
	['desk-narrow', 'zhiban1', 'night', narrow, (page) => page.getByText('在办').first().waitFor()],
	[
		'new-narrow',
		'zhiban1',
		'night',
		narrow,
		async (page) => {
			await page.getByRole('link', { name: '记一条' }).click()
			await page.getByLabel('情况').fill(report)
			await page.getByText('回拨').first().waitFor()
			await page
				.getByText(/^\s*交 /)
				.first()
				.waitFor()
			await page.getByLabel('情况').blur()
		}
	],
	[
		'mine-narrow',
		'ke05',
		'day',
		narrow,
		async (page) => {
			await page.getByRole('link', { name: '我科', exact: true }).click()
			await page.getByRole('heading', { name: '我科事项' }).waitFor()
		}
	],
	[
		'brief-narrow',
		'daiban',
		'night',
		narrow,
		async (page) => {
			await page.getByRole('link', { name: '阅批' }).click()
			await page.locator('a[href^="/brief/"]').first().click()
			await page.getByText('需要我定').waitFor()
		}
	],
	[
		'desk-wide',
		'zhiban1',
		'day',
		wide,
		async (page) => {
			await page.locator('a[href^="/incidents/"]').first().click()
			await page.getByText('经过').first().waitFor()
		}
	]
]

try {
	for (const [name, who, theme, look, show] of shots) {
		const context = await browser.newContext({ ...look, locale: 'zh-CN' })
		await context.addInitScript((choice) => localStorage.setItem('zhiban-theme', choice), theme)
		const page = await context.newPage()
		await reach(page)
		await page.getByLabel('登录名').fill(who)
		await page.getByLabel('密码').fill('zhiban-demo')
		await page.getByRole('button', { name: '登录' }).click()
		await page
			.getByText(/已同步/)
			.filter({ visible: true })
			.first()
			.waitFor()
		await show(page)
		await page.evaluate(() => scrollTo(0, 0))
		await page.screenshot({ path: join(folder, name + '.png'), animations: 'disabled' })
		console.log(`static/shots/${name}.png`)
		await context.close()
	}
} finally {
	await browser.close()
	server.kill()
	rmSync(data, { recursive: true, force: true, maxRetries: 5 })
}

/** The server takes a moment to begin. @param {Page} page */
async function reach(page) {
	for (let tries = 0; ; tries++) {
		const answered = await page.goto(url).catch(() => null)
		if (answered?.ok()) return
		if (tries === 100) throw new Error('服务没有启动')
		await new Promise((resolve) => setTimeout(resolve, 100))
	}
}
