// 帮助: the handbook opens at one's own page, before signing in too, and without a network.
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { Server } from '../support/server'
import { Phone } from './phone'

test('the handbook opens at one’s own page, for those not signed in too, and without a network', async () => {
	const server = await Server.demo()
	const phone = await Phone.open(server.url)
	try {
		const title = phone.page.getByTestId('handbook').getByRole('heading', { level: 1 })
		await expect(phone.page.getByLabel('登录名')).toBeVisible()
		await phone.page.goto(server.url + '/help')
		await expect(title).toHaveText('值班员')
		await phone.page.goto(server.url + '/')
		await phone.signIn('ke05')
		await phone.installed()
		await phone.offline()
		await phone.page.goto(server.url + '/help')
		await expect(title).toHaveText('科室负责人和经办人')
		await phone.page.getByRole('link', { name: '管理员' }).click()
		await expect(title).toHaveText('管理员')
		const page = readFileSync(new URL('../../src/handbook/admin.md', import.meta.url), 'utf8')
		const parts = phone.page.getByTestId('handbook').getByRole('heading', { level: 2 })
		await expect(parts).toHaveCount(page.match(/^## /gm)!.length)
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.close()
		await server.dispose()
	}
})
