// Every screen for every kind of person, on a phone and on the desk, by day and by night: nothing to complain of for axe,
// the console or the eye. Screenshots are kept in tests/results/screens.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { Server } from '../support/server'
import { Phone } from './phone'

const shots = fileURLToPath(new URL('../results/screens/', import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const looks = [
	{ name: 'phone', width: 360, height: 780, theme: 'night', font: '' },
	{ name: 'phone', width: 360, height: 780, theme: 'day', font: '' },
	{ name: 'large', width: 360, height: 780, theme: 'day', font: '32px' },
	{ name: 'desk', width: 1440, height: 900, theme: 'night', font: '' },
	{ name: 'desk', width: 1440, height: 900, theme: 'day', font: '' }
] as const

test.describe.configure({ mode: 'parallel' })

let server: Server
test.beforeAll(async () => {
	mkdirSync(shots, { recursive: true })
	server = await Server.demo()
})
test.afterAll(() => server.dispose())

interface Axe {
	run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

/** What axe finds, a line each. Another theme changes nothing but colours. */
async function findings(phone: Phone, coloursOnly: boolean): Promise<string[]> {
	if (await phone.page.evaluate(() => !('axe' in window))) await phone.page.evaluate(axe)
	return phone.page.evaluate(async (coloursOnly) => {
		const { axe } = window as unknown as { axe: Axe }
		const rules = coloursOnly ? { runOnly: ['color-contrast'] } : {}
		const { violations } = await axe.run({ ...rules, resultTypes: ['violations'], preload: false })
		return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`)
	}, coloursOnly)
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
			...document.querySelectorAll(
				'a, button, input:not(.sr-only):not(label input), textarea, summary, label:has(input)'
			)
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

interface Screen {
	/** Names the screenshots. */
	name: string
	path: string
	/** What must be there before anybody looks. */
	shows: (page: Page) => Locator
	/** Opens what has no address of its own. */
	then?: (page: Page) => Promise<void>
}

const heading = (name: string | RegExp) => (page: Page) =>
	page.getByRole('heading', { level: 1, name }).filter({ visible: true }).first()
const text = (words: string | RegExp) => (page: Page) =>
	page.getByText(words).filter({ visible: true }).first()

const everybody: Screen[] = [
	{ name: 'desk', path: '/', shows: text(/值班 .* — /) },
	{ name: 'incidents', path: '/incidents', shows: text(/共 \d+ 条/) },
	{ name: 'incidentsNone', path: '/incidents?q=没有这回事', shows: text('清除筛选') },
	{ name: 'roster', path: '/roster', shows: heading('排班') },
	{ name: 'lookup', path: '/lookup', shows: text('0000-8800023') },
	{ name: 'lookupAnswer', path: '/lookup?q=滑坡', shows: (page) => page.getByTestId('answer') },
	{ name: 'me', path: '/me', shows: heading('我的') },
	{ name: 'help', path: '/help', shows: (page) => page.getByTestId('handbook') }
]
const incident: Screen = {
	name: 'incident',
	path: '/incidents',
	shows: text(/共 \d+ 条/),
	then: async (page) => {
		await page.locator('a[href^="/incidents/"]').filter({ visible: true }).first().click()
		await expect(text('经过')(page)).toBeVisible()
	}
}
const transfer: Screen = {
	...incident,
	name: 'transfer',
	then: async (page) => {
		await incident.then!(page)
		await page.getByRole('button', { name: '转办' }).click()
		await expect(page.getByLabel('转办的理由')).toBeVisible()
	}
}
const written: Screen = {
	name: 'new',
	path: '/new',
	shows: (page) => page.getByLabel('情况'),
	then: async (page) => {
		await page
			.getByLabel('情况')
			.fill('城东化工厂储罐区凌晨两点冒白烟，2人受伤，消防正在赶往。回电 0000-8800123')
		await expect(page.getByTestId('goes-to')).toHaveText(/^\s*交 /)
		await expect(page.getByText('回拨').first()).toBeVisible()
	}
}
const writtenOpen: Screen = {
	...written,
	name: 'newOpen',
	then: async (page) => {
		await written.then!(page)
		await page.getByRole('button', { name: '换科室' }).click()
		await page.getByText('时间、地点、类别、级别').click()
	}
}
const setup: Screen[] = ['office', 'catalogue', 'people', 'sections', 'tonight', 'done'].map((step) => ({
	name: 'setup-' + step,
	path: '/setup/' + step,
	shows: heading(/./)
}))

const roles: { role: string; username: string; screens: Screen[] }[] = [
	{ role: 'officer', username: 'zhiban1', screens: [...everybody, incident, transfer, written, writtenOpen] },
	{
		role: 'leader',
		username: 'daiban',
		screens: [
			...everybody,
			incident,
			{ name: 'briefs', path: '/brief', shows: text('在办') },
			{
				name: 'brief',
				path: '/brief',
				shows: text('在办'),
				then: async (page) => {
					await page.locator('a[href^="/brief/"]').filter({ visible: true }).first().click()
					await expect(text('需要我定')(page)).toBeVisible()
				}
			}
		]
	},
	{
		role: 'admin',
		username: 'admin',
		screens: [
			...everybody,
			written,
			{ name: 'people', path: '/people', shows: heading('人员') },
			{ name: 'person', path: '/people?id=person000000002', shows: text('值班员甲') },
			{
				name: 'personNew',
				path: '/people?id=new',
				shows: (page) => page.getByLabel('姓名', { exact: true })
			},
			{ name: 'setup', path: '/setup', shows: heading('设置单位') },
			...setup
		]
	},
	{
		role: 'head',
		username: 'ke05',
		screens: [
			...everybody,
			{ name: 'mine', path: '/mine', shows: heading('我科事项') },
			{
				name: 'mineIncident',
				path: '/mine',
				shows: heading('我科事项'),
				then: async (page) => {
					await page.locator('a[href^="/incidents/"]').filter({ visible: true }).first().click()
					await expect(text('经过')(page)).toBeVisible()
				}
			}
		]
	}
]

/** The same screen in every look: screenshots, and nothing to complain of. */
async function sound(phone: Phone, role: string, screen: string): Promise<void> {
	for (const { name, width, height, theme, font } of looks) {
		await phone.page.setViewportSize({ width, height })
		await phone.page.evaluate(
			([theme, font]) => {
				document.documentElement.dataset['theme'] = theme
				document.documentElement.style.fontSize = font ?? ''
			},
			[theme, font] as const
		)
		await phone.page.screenshot({ path: `${shots}${screen}-${role}-${name}-${theme}.png` })
		const where = { screen, name, theme }
		expect
			.soft({
				...where,
				findings: await findings(phone, theme === 'night'),
				overflow: await overflow(phone),
				small: await small(phone)
			})
			.toEqual({ ...where, findings: [], overflow: [], small: [] })
	}
}

for (const { role, username, screens } of roles)
	test(`every screen of the ${role}, on the phone and on the desk, by day and by night`, async () => {
		test.setTimeout(300_000)
		const phone = await Phone.open(server.url)
		try {
			await expect(phone.page.getByLabel('登录名')).toBeVisible()
			if (role === 'officer') await sound(phone, role, 'signIn')
			await phone.signIn(username)
			for (const { name, path, shows, then } of screens) {
				await phone.page.setViewportSize({ width: 360, height: 780 })
				await phone.page.goto(server.url + path)
				await expect(shows(phone.page)).toBeVisible()
				await then?.(phone.page)
				await sound(phone, role, name)
			}
			expect(phone.complaints).toEqual([])
		} finally {
			await phone.close()
		}
	})
