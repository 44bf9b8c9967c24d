// Every screen for every kind of person, on a phone and on the desk, by day and by night: nothing to complain of for axe,
// the console or the eye. Screenshots are kept in tests/results/screens.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { Server } from '../support/server'
import { Phone } from './phone'

const shots = fileURLToPath(new URL('../results/screens/', import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const looks = [
	{ name: 'phone', width: 360, height: 780, theme: 'night' },
	{ name: 'phone', width: 360, height: 780, theme: 'day' },
	{ name: 'desk', width: 1440, height: 900, theme: 'night' },
	{ name: 'desk', width: 1440, height: 900, theme: 'day' },
	{ name: 'large', width: 360, height: 780, theme: 'day', largeFont: true }
] as const
const people = { officer: 'zhiban1', leader: 'daiban', admin: 'admin', head: 'ke05' } as const

let server: Server
test.beforeAll(async () => {
	mkdirSync(shots, { recursive: true })
	server = await Server.demo()
})
test.afterAll(() => server.dispose())

/** What axe finds, a line each. */
async function findings(phone: Phone): Promise<string[]> {
	await phone.page.evaluate(axe)
	const violations = await phone.page.evaluate(async () => {
		const { axe } = window as unknown as {
			axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
		}
		return (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`)
	})
	return violations
}

/** Whatever sticks out to the right: the screen must never scroll sideways. */
function overflow(phone: Phone): Promise<string[]> {
	return phone.page.evaluate(() => {
		const width = document.documentElement.clientWidth
		if (document.documentElement.scrollWidth <= width) return []
		const wide = [...document.querySelectorAll('body *')].filter(
			(e) => e.getBoundingClientRect().right > width + 1
		)
		return wide.slice(0, 5).map((e) => `${e.tagName} ${e.className} ${e.textContent?.slice(0, 30)}`)
	})
}

/** Things to tap that are too small for a thumb. */
function small(phone: Phone): Promise<string[]> {
	return phone.page.evaluate(() => {
		const targets = [
			...document.querySelectorAll('a, button, input:not(.sr-only), textarea, summary, label:has(input)')
		]
		const visible = targets.filter((e) => e.checkVisibility() && e.getBoundingClientRect().width > 0)
		const tiny = visible.filter(
			(e) => e.getBoundingClientRect().height < 47.5 || e.getBoundingClientRect().width < 44
		)
		return tiny.map(
			(e) => `${e.tagName} ${e.textContent?.trim().slice(0, 20)} ${JSON.stringify(e.getBoundingClientRect())}`
		)
	})
}

for (const look of looks)
	for (const [role, username] of Object.entries(people))
		test(`${role} on the ${look.name} by ${look.theme}`, async () => {
			const phone = await Phone.open(server.url, look)
			const sound = async (screen: string) => {
				await phone.page.evaluate((theme) => (document.documentElement.dataset['theme'] = theme), look.theme)
				const file = `${screen}-${role}-${look.name}-${look.theme}.png`
				await phone.page.screenshot({ path: shots + file })
				expect({ screen, findings: await findings(phone) }).toEqual({ screen, findings: [] })
				expect({ screen, overflow: await overflow(phone) }).toEqual({ screen, overflow: [] })
				expect({ screen, small: await small(phone) }).toEqual({ screen, small: [] })
			}
			try {
				await expect(phone.page.getByLabel('登录名')).toBeVisible()
				await sound('signIn')
				await phone.signIn(username)
				await expect(phone.text(/值班 .* — /)).toBeVisible()
				await sound('desk')
				if (role === 'head') {
					await phone.page.getByRole('link', { name: '我科', exact: true }).click()
					await expect(phone.page.getByRole('heading', { name: '我科事项' })).toBeVisible()
					await sound('mine')
				}
				const first = phone.page.locator('a[href^="/incidents/"]').filter({ visible: true }).first()
				await first.click()
				await expect(phone.text('经过')).toBeVisible()
				await sound('incident')
				const ask = phone.page.getByRole('button', { name: '转办' })
				if ((await ask.count()) > 0) {
					await ask.click()
					await expect(phone.page.getByRole('dialog')).toBeVisible()
					await expect(phone.page.getByLabel('转办的理由')).toBeVisible()
					await sound('transfer')
					await phone.page.keyboard.press('Escape')
					await expect(phone.page.getByRole('dialog')).toHaveCount(0)
				}
				await phone.page.goto(server.url + '/me')
				await expect(phone.page.getByRole('heading', { name: '我的' })).toBeVisible()
				await sound('me')
				if (role !== 'head') {
					await phone.page.goto(server.url + '/new')
					await phone.page
						.getByLabel('情况')
						.fill('城东化工厂储罐区冒白烟，气味刺鼻，工人已撤出，消防正在赶往。')
					await expect(phone.page.getByTestId('goes-to')).toHaveText(/^\s*交 /)
					await sound('new')
					await phone.page.getByRole('button', { name: '换科室' }).click()
					await phone.page.getByText('时间、地点、类别、级别').click()
					await sound('newOpen')
				}
				expect(phone.complaints).toEqual([])
			} finally {
				await phone.close()
			}
		})
