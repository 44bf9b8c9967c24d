import { expect } from '@playwright/test'
import { PASSWORD } from '../support/server'
import type { Phone } from './phone'

/** What two people do on one computer: set a PIN each, and change places by it. */

/** Typed on the keyboard, as at a desktop. */
export async function setPin({ page }: Phone, pin: string): Promise<void> {
	for (const word of ['下一步', '设好']) {
		await expect(page.getByRole('button', { name: word })).toBeVisible()
		await expect(page.getByLabel(/^(您的 PIN|再输一次)/)).toBeFocused()
		await page.keyboard.type(pin)
		await page.keyboard.press('Enter')
	}
	await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** Pressed on the big keys, as on a tablet. */
export async function press({ page }: Phone, pin: string): Promise<void> {
	for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
	await page.getByRole('button', { name: '进入' }).click()
}

/** The desktop becomes a shared one: the first sets a PIN, then the second signs in once and sets another. */
export async function share(desk: Phone, people: readonly { username: string; pin: string }[]) {
	const [first, second] = people
	const { page } = desk
	await desk.signIn(first!.username)
	await page.getByRole('link', { name: '我的' }).click()
	await page.getByRole('switch', { name: /共用设备/ }).click()
	await setPin(desk, first!.pin)
	await page.getByRole('button', { name: '换人' }).click()
	await page.getByRole('button', { name: '其他人，用密码登录' }).click()
	await page.getByLabel('登录名').fill(second!.username)
	await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
	await page.getByRole('button', { name: '登录', exact: true }).click()
	await setPin(desk, second!.pin)
	await desk.synced()
}

/** In the sheet for changing places: this one comes in by PIN. */
export async function comeIn(desk: Phone, name: string, pin: string): Promise<void> {
	await desk.page.getByRole('button', { name: new RegExp(name) }).click()
	await press(desk, pin)
	await expect(desk.page.getByRole('dialog')).toHaveCount(0)
	await expect(desk.page.getByRole('heading', { name: '值守' })).toBeVisible()
}

/** Opens that sheet from the avatar and comes in. */
export async function switchTo(desk: Phone, name: string, pin: string): Promise<void> {
	await desk.page.getByRole('link', { name: '我的' }).click()
	await comeIn(desk, name, pin)
}
