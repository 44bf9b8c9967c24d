// 阅批: what a leader is shown, the most serious first, and one page of each.
import { expect, test } from '@playwright/test'
import { Server } from '../support/server'
import { Phone } from './phone'

let server: Server
let phone: Phone
test.beforeAll(async () => {
	server = await Server.demo()
})
test.afterAll(() => server.dispose())
test.beforeEach(async () => {
	phone = await Phone.open(server.url)
	await phone.signIn('daiban')
	await phone.page.getByRole('link', { name: '阅批', exact: true }).click()
	await expect(phone.page.getByRole('heading', { name: '阅批', level: 1 })).toBeVisible()
})
test.afterEach(async () => {
	await phone.close()
	expect(phone.complaints).toEqual([])
})

const rows = () => phone.page.locator('a[data-row]').filter({ visible: true })
/** What the page says of 时间, 地点 … */
const said = (name: string) =>
	phone.page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]')

test('lists what is open and what was closed, undecided before matters, each with who has it', async () => {
	await expect(rows()).toHaveText([
		/未定.*滑坡.*北山镇后山.*秘书二室 待签收/s,
		/未定.*死鱼.*秘书三室 已签收/s,
		/事项.*快递/s,
		/一般.*爆裂.*已办结/s
	])
	await expect(phone.text('没有等您定的事项')).toBeVisible()
})

test('one page says time, place, nature, casualties, measures, whose hands, and what to decide; on one screen', async () => {
	await rows().filter({ hasText: '死鱼' }).click()
	await expect(said('时间')).toHaveText(/^事发时间未报，(今日|昨日) \d\d:\d\d 接报$/)
	await expect(said('地点')).toHaveText('河东镇镇东小河')
	await expect(said('性质')).toHaveText('突发事件 · 事故灾难 · 未定级')
	await expect(said('伤亡')).toHaveText('见报告原文')
	await expect(said('措施')).toHaveText(/秘书三室负责人\s+区生态环境分局监测人员已到场取样/)
	await expect(said('谁在办')).toHaveText(/^秘书三室 已签收（/)
	await expect(said('需要我定')).toHaveText('没有')
	const call = phone.page.getByRole('link', { name: /拨打值班员/ })
	await expect(call).toHaveAttribute('href', /^tel:0000-/)
	await expect(phone.page.getByRole('link', { name: '拨打承办科室 秘书三室负责人' })).toBeVisible()
	// All that is to be decided on stands above the bar, without scrolling.
	const bar = await phone.page.getByRole('navigation').boundingBox()
	const last = await call.boundingBox()
	expect(last!.y + last!.height).toBeLessThanOrEqual(bar!.y)
	await expect(phone.text(/怀疑上游企业夜间排污/)).toBeVisible()
	await phone.page.getByRole('link', { name: '看全部经过' }).click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	await phone.page.getByRole('link', { name: '返回' }).click()
	await expect(said('地点')).toBeVisible()
})

test('a closed one gives its result before the notes', async () => {
	await rows().filter({ hasText: '爆裂' }).click()
	await expect(said('措施').locator('p').first()).toHaveText(/办理结果\s+管道已修复/)
	await expect(said('措施').locator('p')).toHaveCount(3)
	await expect(said('谁在办')).toHaveText(/^秘书四室 已办结/)
})

test('opened by its address it is there, the briefs beside it on a wide screen', async () => {
	await rows().filter({ hasText: '滑坡' }).click()
	await expect(said('谁在办')).toHaveText(/待签收|超过时限/)
	await phone.page.setViewportSize({ width: 1440, height: 900 })
	await phone.page.reload()
	await expect(said('地点')).toHaveText('北山镇后山')
	await expect(rows()).toHaveCount(4)
	await expect(phone.page.locator('a[data-row][aria-current=page]')).toContainText('滑坡')
})

test('a graver incident comes to the top as soon as its level is known', async () => {
	const officer = await server.signIn('zhiban1')
	const river = (await officer.sees()).get('incidents')!.find((i) => String(i?.['text']).includes('死鱼'))!
	await officer.must('incident.amend', { incident: river['id'], level: '重大' })
	await expect(rows().first()).toHaveText(/^\s*重大.*死鱼/s)
})
