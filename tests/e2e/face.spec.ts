// The face itself: every component in every state, day and night, the first paint, the frame under the keyboard.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { Server } from '../support/server'
import { Phone } from './phone'

const shots = fileURLToPath(new URL('../results/screens/', import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const NIGHT = 'rgb(13, 18, 23)'
const DAY = 'rgb(242, 244, 246)'

let server: Server
test.beforeAll(async () => {
	mkdirSync(shots, { recursive: true })
	server = await Server.demo()
})
test.afterAll(() => server.dispose())

async function findings(phone: Phone): Promise<string[]> {
	await phone.page.evaluate(axe)
	return phone.page.evaluate(async () => {
		const { axe } = window as unknown as {
			axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
		}
		return (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`)
	})
}

/** What sticks out to the right and makes the screen scroll sideways. */
function wide(phone: Phone): Promise<string[]> {
	return phone.page.evaluate(() => {
		const width = document.documentElement.clientWidth
		if (document.documentElement.scrollWidth <= width) return []
		const all = [...document.querySelectorAll('body *')].filter((e) => !e.closest('.sr-only'))
		const out = all.filter((e) => e.getBoundingClientRect().right > width + 1)
		return out.slice(0, 5).map((e) => `${e.tagName} ${e.className} ${e.textContent?.slice(0, 30)}`)
	})
}

const ground = (phone: Phone) =>
	phone.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
const themeColour = (phone: Phone) => phone.page.locator('meta[name="theme-color"]').getAttribute('content')

for (const [name, look] of Object.entries({
	phone: { width: 360, height: 780 },
	large: { width: 360, height: 780, largeFont: true },
	desk: { width: 1440, height: 900 }
}))
	test(`every component in every state is sound by day and by night: ${name}`, async () => {
		const phone = await Phone.open(server.url, look)
		try {
			await phone.page.goto(server.url + '/gallery')
			for (const [word, theme] of [
				['白天', 'day'],
				['夜间', 'night']
			] as const) {
				await phone.page.getByText(word, { exact: true }).click()
				await expect(phone.page.locator('html')).toHaveAttribute('data-theme', theme)
				if (!process.env['CI'] || name === 'desk')
					await phone.page.screenshot({ path: `${shots}gallery-${name}-${theme}.png`, fullPage: true })
				// Larger letters change nothing that axe looks at.
				if (name !== 'large') expect(await findings(phone)).toEqual([])
				expect(await wide(phone)).toEqual([])
			}
			if (name !== 'large') await phone.page.getByText('200 %', { exact: true }).click()
			expect(await wide(phone)).toEqual([])
			// All five signs of the network, each with and without something that waits, and that of a server that is unwell.
			await expect(phone.page.getByTestId('connection')).toHaveCount(11)
			expect(phone.complaints).toEqual([])
		} finally {
			await phone.close()
		}
	})

test('a sheet asks before what was typed is gone, and only then', async () => {
	const phone = await Phone.open(server.url)
	const { page } = phone
	try {
		await page.goto(server.url + '/gallery')
		const dialog = page.getByRole('dialog')
		await page.getByRole('button', { name: '打开抽屉' }).click()
		await expect(dialog.getByLabel('退回的理由')).toBeFocused()
		await page.keyboard.press('Escape')
		await expect(dialog).toHaveCount(0)

		await page.getByRole('button', { name: '打开抽屉' }).click()
		await dialog.getByLabel('退回的理由').fill('不归我科')
		await page.keyboard.press('Escape')
		await expect(dialog.getByRole('alert')).toContainText('还没有保存')
		await expect(dialog.getByRole('button', { name: '接着写' })).toBeFocused()
		await dialog.getByRole('button', { name: '接着写' }).click()
		await expect(dialog.getByLabel('退回的理由')).toHaveValue('不归我科')
		await dialog.getByRole('button', { name: '关闭' }).click()
		await dialog.getByRole('button', { name: '不要了' }).click()
		await expect(dialog).toHaveCount(0)
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.close()
	}
})

test('the theme follows the office’s clock, or the choice, which the phone keeps', async () => {
	const phone = await Phone.open(server.url)
	const { page } = phone
	try {
		// 18:59 in the office, wherever the phone is.
		await page.clock.setFixedTime(new Date('2026-11-22T18:59:50+08:00'))
		await page.goto(server.url + '/gallery')
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'day')
		expect(await ground(phone)).toBe(DAY)
		expect(await themeColour(phone)).toBe('#f2f4f6')
		await page.clock.setFixedTime(new Date('2026-11-22T19:00:00+08:00'))
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'night')
		expect(await ground(phone)).toBe(NIGHT)
		expect(await themeColour(phone)).toBe('#0d1217')
		await page.clock.setFixedTime(new Date('2026-11-23T06:59:00+08:00'))
		await page.reload()
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'night')

		await page.getByText('白天', { exact: true }).click()
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'day')
		await page.reload()
		await expect(page.getByRole('heading', { name: '组件' })).toBeVisible()
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'day')
		await page.getByText('自动', { exact: true }).click()
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'night')
		expect(await page.evaluate(() => localStorage.getItem('zhiban-theme'))).toBeNull()
	} finally {
		await phone.close()
	}
})

test('nothing white is painted at 2 a.m.: the ground is dark before any module runs', async () => {
	const phone = await Phone.open(server.url)
	const { page } = phone
	try {
		await page.evaluate(() => localStorage.setItem('zhiban-theme', 'night'))
		// Neither the app nor its stylesheet arrives: what is painted is the page alone.
		await page.route(/_app\/immutable/, (route) => route.abort())
		await page.goto(server.url, { waitUntil: 'domcontentloaded' })
		expect(await ground(phone)).toBe(NIGHT)
		await page.evaluate(() => localStorage.setItem('zhiban-theme', 'day'))
		await page.reload({ waitUntil: 'domcontentloaded' })
		expect(await ground(phone)).toBe(DAY)
		expect(await themeColour(phone)).toBe('#f2f4f6')
	} finally {
		await phone.close()
	}
})

test('the keyboard gets past the bar, and a new screen begins at its heading', async () => {
	const phone = await Phone.open(server.url, { width: 1440, height: 900 })
	const { page } = phone
	try {
		await phone.signIn('zhiban1')
		await page.reload()
		await phone.synced()
		await page.keyboard.press('Tab')
		const skip = page.getByRole('link', { name: '跳到正文' })
		await expect(skip).toBeFocused()
		await expect(skip).toBeInViewport()
		await page.keyboard.press('Enter')
		await expect(page.getByRole('heading', { name: '值守', level: 1 })).toBeFocused()

		await page.getByRole('navigation').getByRole('link', { name: '排班' }).click()
		await expect(page.getByRole('heading', { name: '排班', level: 1 })).toBeFocused()
		await page.getByRole('navigation').getByRole('link', { name: '值守' }).click()
		await expect(page).toHaveTitle('值守 · 值班')
		await page.getByRole('link', { name: /滑坡/ }).first().click()
		await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toContainText('滑坡')
		await page.goBack()
		await expect(page).toHaveTitle('值守 · 值班')
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.close()
	}
})

test('whoever comes back to a list on the phone finds it where it was left', async () => {
	const phone = await Phone.open(server.url, { width: 360, height: 560 })
	const { page } = phone
	try {
		await phone.signIn('zhiban1')
		const last = page.getByRole('link', { name: /管道/ })
		await last.scrollIntoViewIfNeeded()
		const before = await page.evaluate(() => scrollY)
		expect(before).toBeGreaterThan(100)
		await last.click()
		await expect(phone.text('经过').first()).toBeVisible()
		await page.getByRole('link', { name: '值守' }).click()
		await expect(page.getByRole('heading', { name: '值守' })).toBeVisible()
		await expect.poll(() => page.evaluate(() => scrollY)).toBe(before)
	} finally {
		await phone.close()
	}
})

test('held sideways or with a large font, the bar keeps its five places', async () => {
	for (const look of [
		{ width: 780, height: 360 },
		{ width: 360, height: 780, largeFont: true }
	]) {
		const phone = await Phone.open(server.url, look)
		try {
			await phone.signIn('zhiban1')
			for (const link of await phone.page.getByRole('navigation').getByRole('link').all()) {
				const { word, room, height } = await link.evaluate((e) => ({
					word: e.lastElementChild!.getBoundingClientRect().width,
					room: e.getBoundingClientRect().width,
					height: e.getBoundingClientRect().height
				}))
				expect(word).toBeLessThanOrEqual(room)
				expect(height).toBeGreaterThanOrEqual(48)
			}
			await phone.page.screenshot({ path: `${shots}bar-${look.width}.png` })
			expect(await wide(phone)).toEqual([])
		} finally {
			await phone.close()
		}
	}
})

test('a head signs from the list in one tap, with the duty line beside it', async () => {
	const phone = await Phone.open(server.url)
	try {
		await phone.signIn('ke05')
		await phone.page.getByRole('link', { name: '我科', exact: true }).click()
		await expect(phone.text(/我科职责第 \d+ 条：“/).first()).toBeVisible()
		await phone.page
			.getByRole('button', { name: /^签收：/ })
			.first()
			.click()
		await expect(phone.text(/^已签收$/).first()).toBeVisible()
		await expect(phone.text('没有待签收的')).toBeVisible()
		const officer = await server.signIn('ke05')
		const signed = (await officer.sees()).get('assignments')!.filter((a) => a?.['state'] === 'acknowledged')
		expect(signed.length).toBeGreaterThan(0)
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.close()
	}
})
