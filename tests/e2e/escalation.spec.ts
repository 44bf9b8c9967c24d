// 催办 in browsers against the real server, its clock moved: from handing over to the alarm and to 签收; and the rules an
// administrator sets for it.
import { expect, test } from '@playwright/test'
import type { Chase } from '../../src/domain/events/chase'
import type { Incident } from '../../src/domain/events/incident'
import type { Person } from '../../src/domain/events/person'
import type { Section } from '../../src/domain/events/section'
import type { Turn } from '../../src/domain/events/turn'
import type { Policy, Step, Whom } from '../../src/domain/escalation/policy'
import { hour, minute } from '../../src/domain/instant'
import { onDuty } from '../../src/domain/roster/onDuty'
import { Server } from '../support/server'
import { Phone } from './phone'
import { share } from './sharedDesk'

const REPORT = '石岭村后山突发山体滑坡，冲毁民房三间，正在组织应急救援。'
const ask = (after: number, whom: Whom[]): Step => ({
	...{ after, whom, need: 'any', channels: null, repeat: 0, every: 0 }
})
const when = { kinds: null, categories: null, levels: null, sensitive: null, from: null, to: null }
/** The same at every hour of the day: five minutes between the steps, five more until the alarm. */
const policy: Policy = {
	...{ id: 'always', name: '一律', when, forgotten: null, most: 4 },
	steps: [ask(0, ['a', 'b']), ask(5, ['call']), ask(5, ['lead'])]
}

let server: Server
const phones: Phone[] = []
test.beforeEach(async () => {
	server = await Server.demo()
	// What the demo has in hand is chased as well, and out of the way here.
	const officer = await server.signIn('zhiban1')
	const open = (await records<Incident>('incidents')).filter((i) => i.state === 'open')
	for (const { id } of open) await officer.must('incident.close', { incident: id, result: '已处置完毕' })
})
test.afterEach(async () => {
	for (const phone of phones.splice(0)) {
		await phone.close()
		expect(phone.complaints).toEqual([])
	}
	expect(server.verify().says).toMatch(/^ok /)
	await server.dispose()
})
async function signedIn(username: string, look = {}): Promise<Phone> {
	const phone = await Phone.open(server.url, look)
	phones.push(phone)
	await phone.signIn(username)
	return phone
}

/** What the office's records say, as an administrator is given them. */
async function records<R>(collection: string): Promise<R[]> {
	const all = (await (await server.signIn('admin')).sees()).get(collection) ?? []
	return all.filter((r) => r !== null) as unknown as R[]
}
const chaseOf = async (incident: string) =>
	(await records<Chase>('chases')).find((c) => c.incident === incident)!
async function nameOf(person: string | null): Promise<string> {
	return (await records<Person>('people')).find((p) => p.id === person)!.name
}
const idIn = (phone: Phone) => phone.page.url().split('/').at(-1)!
const call = (phone: Phone) =>
	phone.page.getByRole('article', { name: /^电话催办/ }).filter({ visible: true })
const desk = (phone: Phone) => phone.page.getByRole('link', { name: '值守', exact: true }).click()

test('nobody signs: the two are asked, the officer telephones, the leader is asked, the alarm stands, 签收 ends it all', async () => {
	test.setTimeout(120_000)
	await (await server.signIn('admin')).must('policies.set', { policies: [policy] })
	const officer = await signedIn('zhiban1')
	await officer.installed()
	await officer.log(REPORT)
	const incident = idIn(officer)
	const section = (await records<Section>('sections')).find((s) => s.name === '秘书二室')!
	const [a, b] = [await nameOf(section.a), await nameOf(section.b)]
	const turns = await records<Turn>('turns')
	const lead = await nameOf(onDuty(turns, Date.now()).find((t) => t.seat === 'lead')!.person)
	await expect(officer.text(`通知 A 角、B 角（${a}、${b}）`)).toBeVisible()
	await expect(officer.page.getByTestId('next')).toHaveText(/起：请值班室电话催办\s+还有 [45] 分/)

	await server.advance(5 * minute)
	// On the incident's page the card is the one way of dialling.
	await expect(call(officer)).toBeVisible()
	await expect(officer.page.getByRole('link', { name: /^电话催办/ })).toHaveCount(0)
	await desk(officer)
	await expect(call(officer)).toContainText('石岭村后山突发山体滑坡')
	const dial = call(officer).getByRole('link', { name: /^拨打/ })
	await expect(dial).toHaveAccessibleName(new RegExp(`^拨打 ?${a} [\\d-]+$`))
	await expect(dial).toHaveAttribute('href', /^tel:[\d-]+$/)
	await expect(call(officer)).toContainText(/从未测试|\d\d-\d\d (通|未接|占线|空号|关机)/)

	// Without a network the call is noted down all the same, and the next person comes first.
	await officer.offline()
	await call(officer).getByRole('button', { name: '未接' }).click()
	await expect(dial).toHaveAccessibleName(new RegExp(`^拨打 ?${b} `))
	await expect(call(officer)).toContainText('未上传')
	await officer.offline(false)
	await officer.synced()
	await expect(call(officer)).not.toContainText('未上传')
	await call(officer)
		.getByRole('link', { name: /^电话催办：/ })
		.click()
	await expect(officer.text(`${a}电话未接`)).toBeVisible()

	await server.advance(5 * minute)
	await expect(officer.text(`通知带班领导（${lead}）`)).toBeVisible()
	await expect(officer.page.getByTestId('next')).toContainText('起：值班室报警')

	await server.advance(5 * minute)
	await expect(officer.page.getByRole('alert')).toContainText('各步都走完了，没有人应答')
	await expect(officer.text('各步都催过，仍然无人应答，请值班室处理')).toBeVisible()
	await desk(officer)
	await expect(call(officer)).toContainText('无人应答')
	const row = officer.page.locator(`a[data-row][href="/incidents/${incident}"]`)
	await expect(row).toContainText('无人应答')
	const leader = await signedIn('daiban', { ahead: 15 * minute })
	await expect(call(leader)).toContainText('无人应答')
	expect((await chaseOf(incident)).state).toBe('alarmed')

	const head = await signedIn('ke05', { ahead: 15 * minute })
	await head.page.goto(`${server.url}/incidents/${incident}`)
	await expect(head.page.getByRole('alert')).toContainText('请马上签收、退回或转办')
	await expect(call(head)).toHaveCount(0)
	await head.page.getByRole('button', { name: '签收', exact: true }).click()
	await expect(head.text('有人应答')).toBeVisible()

	for (const phone of [officer, leader]) {
		await expect(call(phone)).toHaveCount(0)
		await expect(phone.text('无人应答')).toHaveCount(0)
	}
	const ended = await chaseOf(incident)
	expect(ended).toMatchObject({ state: 'answered', nextAt: null })
	await server.advance(2 * hour)
	await desk(officer)
	await expect(officer.text('无人应答')).toHaveCount(0)
	expect((await chaseOf(incident)).asked).toEqual(ended.asked)
})

test('接通 is 已电话告知: the card goes, and it is chased no further', async () => {
	await (await server.signIn('admin')).must('policies.set', { policies: [policy] })
	const officer = await signedIn('zhiban1', { width: 1440, height: 900 })
	await officer.log(REPORT)
	const incident = idIn(officer)
	await server.advance(5 * minute)
	// On a desk the list beside it only names it: one way of dialling is enough.
	await expect(call(officer)).toHaveCount(1)
	await call(officer).getByRole('button', { name: '接通' }).click()
	await expect(call(officer)).toHaveCount(0)
	await expect(officer.text(/接听，已电话告知/)).toBeVisible()
	await expect(officer.text('有人应答')).toBeVisible()
	await officer.synced()
	await server.advance(20 * minute)
	const chase = await chaseOf(incident)
	expect(chase.state).toBe('answered')
	expect(chase.asked).toHaveLength(2)
})

test('an administrator sets the rules: what is refused stays as typed, what is saved is used by the next incident', async () => {
	test.setTimeout(120_000)
	const admin = await signedIn('admin')
	const { page } = admin
	await page.goto(server.url + '/me')
	await page.getByRole('link', { name: '催办规则' }).click()
	const rules = page.getByRole('article')
	await expect(rules).toHaveCount(4)
	await expect(rules.first()).toContainText(/再过 \d+ 分钟仍未签收：请值班室电话催办/)
	await rules.first().getByText('看时间线').click()
	await expect(rules.first().getByRole('figure')).toContainText(/0 分\s*通知 A 角、B 角.*\d+ 分\s*无人应答/s)

	// The general rule before the special one leaves nothing for that.
	await page.getByRole('button', { name: '往前：突发事件', exact: true }).click()
	await expect(page.getByRole('alert')).toContainText('「突发事件（夜间）」用不上')
	await page.getByRole('button', { name: '改：突发事件（夜间）' }).click()
	await page.getByRole('button', { name: '删去这条规则' }).click()
	await page.getByRole('button', { name: '删去', exact: true }).click()
	await expect(rules).toHaveCount(3)

	await page.getByRole('button', { name: '改：突发事件' }).click()
	const sheet = page.getByRole('dialog')
	await sheet.getByLabel('规则名称').fill('  ')
	await sheet.getByRole('button', { name: /^第 2 步/ }).click()
	await sheet.getByLabel('上一步以后几分钟').fill('0')
	await sheet.getByRole('button', { name: '存下' }).click()
	await expect(sheet.getByRole('alert').first()).toContainText('请写明规则名称')
	await sheet.getByLabel('规则名称').fill('突发事件，一律快催')
	await sheet.getByRole('button', { name: '存下' }).click()
	await expect(sheet.getByRole('alert')).toContainText('第 2 步与上一步至少隔 1 分钟')
	await expect(sheet.getByLabel('规则名称')).toHaveValue('突发事件，一律快催')
	await expect(sheet.getByLabel('上一步以后几分钟')).toHaveValue('0')
	await sheet.getByLabel('上一步以后几分钟').fill('2')
	await expect(sheet.getByRole('figure')).toContainText(/2 分\s*请值班室电话催办/)
	await sheet.getByRole('button', { name: '存下' }).click()
	await expect(sheet).toHaveCount(0)
	await expect(rules.first()).toContainText('再过 2 分钟仍未签收：请值班室电话催办')
	await admin.synced()

	const officer = await server.signIn('zhiban1')
	const section = (await records<Section>('sections')).find((s) => s.name === '秘书二室')!
	const logged = await officer.must('incident.log', { kind: 'incident', text: REPORT, section: section.id })
	const { policy: frozen, asked } = await chaseOf(`${logged}1`)
	expect(frozen.name).toBe('突发事件，一律快催')
	expect(frozen.steps[1]).toMatchObject({ after: 2, whom: ['call'] })
	expect(asked[0]!.persons).toEqual([section.a, section.b])

	await page.getByRole('button', { name: '复制：突发事件，一律快催' }).click()
	await expect(sheet.getByLabel('规则名称')).toHaveValue('突发事件，一律快催（副本）')
	await page.keyboard.press('Escape')
	await page.getByRole('button', { name: '恢复通常的规则' }).click()
	await page.getByRole('button', { name: '恢复', exact: true }).click()
	await expect(rules).toHaveCount(4)
	await expect(rules.first()).toContainText('突发事件（夜间）')
})

test('whom to telephone counts on the locked screen of a shared desk', async () => {
	await (await server.signIn('admin')).must('policies.set', { policies: [policy] })
	const computer = await Phone.open(server.url, { width: 1440, height: 900 })
	phones.push(computer)
	await share(computer, [
		{ username: 'zhiban2', pin: '40718' },
		{ username: 'zhiban1', pin: '7391' }
	])
	await desk(computer)
	await computer.log(REPORT)
	await server.advance(5 * minute)
	await expect(call(computer)).toBeVisible()
	await computer.page.getByRole('link', { name: '我的' }).click()
	await computer.page.getByRole('button', { name: '现在锁屏' }).click()
	const counts = computer.page.getByTestId('counts').locator('> div')
	await expect(counts.filter({ hasText: '超时' })).toHaveText(/^\s*超时\s*1\s*$/)
	await expect(counts.filter({ hasText: '等处理' })).toHaveText(/^\s*等处理\s*1\s*$/)
})
