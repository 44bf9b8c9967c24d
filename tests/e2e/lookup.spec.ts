// 查询: who answers for it, who is who, and whether the number still rings.
import { expect, test } from '@playwright/test'
import { demoOffice, type Phone } from './phone'

const { server, signedIn } = demoOffice()

async function phoneOf(username: string, look = {}): Promise<Phone> {
	const phone = await signedIn(username, look)
	await phone.page.getByRole('link', { name: '查询' }).click()
	await expect(phone.text('0000-8800023')).toBeVisible()
	return phone
}

const box = (phone: Phone) => phone.page.getByLabel('查谁管，找人，找科室')
const answer = (phone: Phone) => phone.page.getByTestId('answer')
/** The row of a person in a list. */
const row = (phone: Phone, name: string) =>
	phone.page
		.locator('div', { has: phone.page.getByText(name, { exact: true }) })
		.filter({ has: phone.page.getByRole('link', { name: `拨打${name}`, exact: true }) })
		.last()

/** Taps to call. There is no dialler here, and the browser would complain of it: the link is not followed. */
async function dial(phone: Phone, name: string): Promise<void> {
	await phone.page.evaluate(() =>
		addEventListener('click', (event) => {
			if ((event.target as Element).closest('a[href^="tel:"]')) event.preventDefault()
		})
	)
	await phone.page
		.getByRole('link', { name: `拨打${name}`, exact: true })
		.first()
		.click()
	await expect(phone.page.getByRole('dialog', { name: '刚才打通了吗？' })).toBeVisible()
}

test('names the section for whatever is said, by its own duty line, without a network', async () => {
	const phone = await phoneOf('zhiban1')
	await phone.installed()
	await phone.offline()
	await phone.page.reload()
	const said: [text: string, section: string, line: RegExp][] = [
		['北山镇后山滑坡压塌民房', '秘书二室', /应急管理/],
		['学校食堂多名学生呕吐', '秘书三室', /教育体育/],
		['河水发黑，岸边有死鱼', '秘书三室', /环境保护/]
	]
	for (const [text, section, line] of said) {
		await box(phone).fill(text)
		await expect(answer(phone).getByRole('link').first()).toHaveText(section)
		await expect(answer(phone).locator('blockquote').first()).toHaveText(line)
		await expect(
			answer(phone)
				.getByText(/^(很可能|可能|存疑)$/)
				.first()
		).toBeVisible()
		await expect(answer(phone).getByRole('link', { name: `拨打${section}负责人` })).toBeVisible()
		await expect(answer(phone).getByRole('link', { name: `拨打${section}经办人` })).toBeVisible()
		await expect(answer(phone).getByText('正在值主班').filter({ visible: true })).toBeVisible()
	}
	await expect(phone.text(/^没有排在第一，因为/)).toHaveCount(0)
	await answer(phone)
		.getByText(/^其次：/)
		.click()
	await expect(phone.text(/^没有排在第一，因为/).first()).toBeVisible()
	await phone.page.getByRole('button', { name: '清空' }).click()
	await phone.page.getByRole('button', { name: '谁管信访' }).click()
	await expect(box(phone)).toBeFocused()
	await expect(answer(phone).locator('blockquote').first()).toContainText('信访')
	await box(phone).fill('不好意思打错电话了')
	await expect(answer(phone)).toContainText('值班室处理')
	await expect(answer(phone).getByRole('link', { name: '拨打值班员甲' })).toBeVisible()
})

test('finds people and sections by characters, pinyin, initials, title and digits', async () => {
	const phone = await phoneOf('zhiban1')
	const people = phone.page.locator('section', { has: phone.page.getByRole('heading', { name: /^人员/ }) })
	for (const typed of ['zhibanyuan', 'zby', '值班员']) {
		await box(phone).fill(typed)
		await expect(people.getByRole('link', { name: /^拨打值班员/ })).toHaveCount(4)
	}
	await box(phone).fill('zzbs')
	await expect(phone.page.getByRole('link', { name: /^区政府总值班室/ })).toBeVisible()
	await expect(answer(phone)).toHaveCount(0)
	await box(phone).fill('8800013')
	await expect(people.getByRole('link', { name: /^拨打/ })).toHaveCount(1)
	await expect(people).toContainText('秘书二室负责人')
	await box(phone).fill('驾驶员')
	await expect(people.getByRole('link', { name: /^拨打司机/ })).toHaveCount(2)
	await box(phone).fill('qqqq')
	await expect(phone.text(/没有找到“qqqq”/)).toBeVisible()
})

test('a section opens with its duties, its people and its other names, and the list stays as it was', async () => {
	const phone = await phoneOf('ke05')
	await box(phone).fill('热线')
	await phone.page
		.getByRole('link', { name: /^区政府总值班室/ })
		.filter({ visible: true })
		.last()
		.click()
	await expect(phone.page.getByRole('heading', { level: 1, name: '区政府总值班室' })).toBeVisible()
	await expect(phone.text('又名：区长热线电话办公室')).toBeVisible()
	await expect(phone.page.getByRole('heading', { name: /^职责\s*5$/ })).toBeVisible()
	await phone.page.getByRole('link', { name: '查询' }).first().click()
	await expect(box(phone)).toHaveValue('热线')
})

test('a head does not see a leader’s number, and is told so; the duty room has it', async () => {
	const head = await phoneOf('ke05')
	await box(head).fill('带班领导甲')
	await expect(head.text('号码不在此机')).toBeVisible()
	await expect(head.page.getByRole('link', { name: '拨打带班领导甲' })).toHaveCount(0)
	const officer = await phoneOf('zhiban1')
	await box(officer).fill('带班领导甲')
	await expect(officer.page.getByRole('link', { name: '拨打带班领导甲' })).toBeVisible()
	await expect(officer.text('号码不在此机')).toHaveCount(0)
})

test('what came of a call is asked of the duty side, kept without a network, and seen on the other phone', async () => {
	const officer = await phoneOf('zhiban1')
	const head = await phoneOf('ke05')
	await box(head).fill('秘书一室经办人')
	await expect(row(head, '秘书一室经办人')).toContainText('从未测试')
	await head.page.evaluate(() => document.addEventListener('click', (e) => e.preventDefault()))
	await head.page.getByRole('link', { name: '拨打秘书一室经办人' }).click()

	await officer.installed()
	await box(officer).fill('秘书一室经办人')
	await officer.offline()
	await dial(officer, '秘书一室经办人')
	await officer.page.getByRole('button', { name: '空号' }).click()
	await expect(officer.page.getByRole('dialog')).toHaveCount(0)
	await expect(row(officer, '秘书一室经办人')).toContainText(/\d\d-\d\d 空号/)
	await expect(officer.sign).toContainText('未上传 1 条')
	await officer.offline(false)
	await officer.page.evaluate(() => dispatchEvent(new Event('online')))
	await officer.synced()

	await expect(row(head, '秘书一室经办人')).toContainText(/\d\d-\d\d 空号/)
	// By now the sheet would long have come up on the head's phone, were a head asked.
	await expect(head.page.getByRole('dialog')).toHaveCount(0)
	const entries = (await (await server().signIn('zhiban2')).sees()).get('entries') ?? []
	expect(entries.filter((e) => String(e?.['kind']).startsWith('contact'))).toEqual([])
})

test('a call that is not to be noted leaves the number as it was', async () => {
	const officer = await phoneOf('zhiban1')
	await box(officer).fill('区政府总值班室经办人')
	await dial(officer, '区政府总值班室经办人')
	await officer.page.getByRole('button', { name: '不记' }).click()
	await expect(officer.page.getByRole('dialog')).toHaveCount(0)
	await expect(row(officer, '区政府总值班室经办人')).toContainText('从未测试')
	await officer.synced()
})

test('by keyboard: a slash goes to the box, Escape empties it, Tab leads to the call', async () => {
	const phone = await phoneOf('zhiban1', { width: 1440, height: 900 })
	await phone.page.locator('body').press('/')
	await expect(box(phone)).toBeFocused()
	await phone.page.keyboard.type('滑坡')
	await expect(answer(phone)).toBeVisible()
	await phone.page.keyboard.press('Tab')
	await expect(phone.page.getByRole('button', { name: '清空' })).toBeFocused()
	await phone.page.keyboard.press('Tab')
	await phone.page.keyboard.press('Enter')
	await expect(phone.page.getByRole('heading', { level: 1, name: '秘书二室' })).toBeVisible()
	await box(phone).focus()
	await phone.page.keyboard.press('Escape')
	await expect(box(phone)).toHaveValue('')
	await expect(answer(phone)).toHaveCount(0)
})
