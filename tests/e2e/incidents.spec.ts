// 事件 and an incident's page: found again by whatever one remembers of it, and everything about it on one page.
import { expect, test, type Locator } from '@playwright/test'
import { Server } from '../support/server'
import { Phone } from './phone'

let server: Server
test.beforeAll(async () => {
	server = await Server.demo()
})
test.afterAll(() => server.dispose())

async function as(username: string, work: (phone: Phone) => Promise<void>, width = 360): Promise<void> {
	const phone = await Phone.open(server.url, { width, height: width > 900 ? 900 : 780 })
	try {
		await phone.signIn(username)
		await work(phone)
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.close()
	}
}
/** Opens the list, read to its end. */
async function list(phone: Phone): Promise<void> {
	await phone.page.getByRole('link', { name: '事件', exact: true }).click()
	await expect(phone.page.getByRole('heading', { name: '事件', level: 1 })).toBeVisible()
	await expect(phone.text(/^共 \d+ 条$/)).toBeVisible()
}
const box = (phone: Phone): Locator => phone.page.getByRole('searchbox', { name: '搜索' })
const rows = (phone: Phone): Locator => phone.page.locator('a[data-row]').filter({ visible: true })
const state = (phone: Phone, word: string): Locator =>
	phone.page.getByRole('group', { name: '状态' }).getByRole('button', { name: word })

test('an incident is found by its words, place, number, section, result, a note or a name', async () => {
	const incidents = (await (await server.signIn('zhiban1')).sees()).get('incidents') ?? []
	const number = String(incidents.find((i) => String(i?.['text']).includes('滑坡'))?.['number'])
	await as('zhiban1', async (phone) => {
		await list(phone)
		await expect(rows(phone)).toHaveCount(4)
		await expect(phone.page.getByRole('heading', { name: /今天|昨天/ }).first()).toBeVisible()
		for (const [asked, hit] of [
			['滑坡', '滑坡'],
			['镇东小河', '死鱼'],
			[number.slice('2026-'.length), '滑坡'],
			['恢复供水', '爆裂'],
			['取样', '死鱼'],
			['秘书三室负责人', '死鱼'],
			['送水车 建设路', '爆裂'],
			['鎮東小河', '死鱼']
		] as const) {
			await box(phone).fill(asked)
			await expect(phone.text(/^找到/), asked).toHaveText(hit ? '找到 1 条' : '找到 0 条')
			if (hit) await expect(rows(phone)).toContainText(hit)
		}
		// What matched is marked where it stands, in the headline or in what is quoted below it.
		await box(phone).fill('死鱼 取样')
		await expect(rows(phone).locator('mark')).toHaveText(['死鱼', '取样'])
		await box(phone).fill('没有这样的事')
		await expect(phone.text('没有找到“没有这样的事”。')).toBeVisible()
		await phone.page.getByRole('button', { name: '清除筛选' }).click()
		await expect(rows(phone)).toHaveCount(4)
		await expect(box(phone)).toHaveValue('')
	})
})

test('filters combine, stand in the address, and survive reloading and going back', async () => {
	await as('zhiban1', async (phone) => {
		await list(phone)
		await state(phone, '在办').click()
		await expect(rows(phone)).toHaveCount(3)
		await expect(phone.page).toHaveURL(/\?state=open$/)
		await phone.page.getByRole('button', { name: /^筛选/ }).click()
		await phone.page.getByText('一般事项', { exact: true }).click()
		await expect(rows(phone)).toHaveCount(1)
		// The rows come at once, the address a moment after: back is a step only from there.
		await expect(phone.page).toHaveURL(/kind=matter/)
		await phone.page.goBack()
		await expect(rows(phone)).toHaveCount(3)
		await phone.page.getByLabel('科室').selectOption({ label: '秘书三室' })
		await expect(rows(phone)).toHaveCount(1)
		await box(phone).fill('死鱼')
		await expect(phone.page).toHaveURL(/q=/)
		await phone.page.reload()
		await expect(rows(phone)).toHaveCount(1)
		await expect(box(phone)).toHaveValue('死鱼')
		await expect(state(phone, '在办')).toHaveAttribute('aria-pressed', 'true')
		await expect(phone.page.getByRole('button', { name: /秘书三室.*去掉这个条件/ })).toBeVisible()
		// Opened before the pause after typing is over, and back to what was typed.
		await box(phone).fill('死鱼 取样')
		await rows(phone).click()
		await expect(phone.page.getByRole('heading', { level: 1, name: /死鱼/ })).toBeVisible()
		await phone.page.goBack()
		await expect(box(phone)).toHaveValue('死鱼 取样')
		await expect(rows(phone)).toHaveCount(1)
		await box(phone).fill('死鱼 没有')
		await expect(phone.text(/可能是筛选太窄/)).toBeVisible()
	})
})

test('an incident nobody has signed for is under 待签收, and under 超时 once its limit has passed', async () => {
	const own = await Server.demo()
	const phone = await Phone.open(own.url)
	try {
		await phone.signIn('zhiban1')
		await list(phone)
		await state(phone, '待签收').click()
		await expect(rows(phone)).toHaveText(/滑坡/)
		await state(phone, '超时').click()
		await expect(phone.text('没有找到符合条件的事件，可能是筛选太窄。')).toBeVisible()
		await own.advance(6 * 60_000)
		await phone.page.evaluate(() => dispatchEvent(new Event('online')))
		await expect(rows(phone)).toHaveText(/滑坡/)
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.close()
		await own.dispose()
	}
})

test('a head finds what the section has in hand, and nothing else', async () => {
	await as('ke06', async (phone) => {
		await list(phone)
		await expect(rows(phone)).toHaveCount(1)
		await expect(rows(phone)).toContainText('死鱼')
		await box(phone).fill('滑坡')
		await expect(phone.text(/^找到/)).toHaveText('找到 0 条')
	})
})

test('on the desk the list stays beside what is read, and the keyboard is enough', async () => {
	await as(
		'zhiban1',
		async (phone) => {
			const { page } = phone
			await list(phone)
			await page.keyboard.press('/')
			await expect(box(phone)).toBeFocused()
			await page.keyboard.type('来电')
			await expect(phone.text(/^找到/)).toHaveText('找到 4 条')
			await page.keyboard.press('ArrowDown')
			await expect(rows(phone).first()).toBeFocused()
			await page.keyboard.press('ArrowDown')
			await page.keyboard.press('ArrowDown')
			await page.keyboard.press('ArrowUp')
			await expect(rows(phone).nth(1)).toBeFocused()
			await page.keyboard.press('ArrowDown')
			await page.keyboard.press('Enter')
			await expect(page.getByRole('main').getByRole('heading', { level: 1, name: /死鱼/ })).toBeVisible()
			await expect(rows(phone)).toHaveCount(4)
			await expect(page.locator('a[data-row][aria-current=page]')).toContainText('死鱼')
			await expect(box(phone)).toHaveValue('来电')
			await page.keyboard.press('ArrowDown')
			await page.keyboard.press('Enter')
			await expect(page.getByRole('main').getByRole('heading', { level: 1, name: /爆裂/ })).toBeVisible()
			await page.reload()
			await expect(box(phone)).toHaveValue('来电')
			await expect(page.locator('a[data-row][aria-current=page]')).toContainText('爆裂')
		},
		1440
	)
})

test('a closed incident’s page tells all of it: result, particulars, who had it when, why, and every step', async () => {
	await as('zhiban1', async (phone) => {
		await list(phone)
		await rows(phone).filter({ hasText: '爆裂' }).click()
		const main = phone.page.getByRole('main')
		await expect(main.getByText('历时')).toBeVisible()
		await expect(main.getByText(/管道已修复/).first()).toBeVisible()
		await expect(main.getByText('城南街道建设路', { exact: true })).toBeVisible()
		await expect(main.getByText('用了 4 分')).toBeVisible()
		await expect(main.getByText(/签收（秘书四室负责人）/)).toBeVisible()
		await expect(main.locator('blockquote').first()).toBeVisible()
		await expect(main.locator('ol').last().locator('li')).toContainText([
			'记录',
			'签收',
			'补记',
			'补记',
			'办结'
		])
		await expect(main.getByRole('link', { name: '拨打秘书四室负责人' })).toHaveAttribute('href', /^tel:0000-/)
		await expect(main.getByRole('button', { name: '重新打开' })).toBeVisible()
		await expect(main.getByRole('button', { name: '补记' })).toHaveCount(0)
		await phone.page.goto(server.url + '/incidents/nosuchincident1')
		await expect(phone.text('没有这个事件，或您不再看得到它')).toBeVisible()
	})
})

test('what is not known says 未报, and an amendment shows', async () => {
	await as('zhiban1', async (phone) => {
		await phone.page.getByRole('link', { name: /死鱼/ }).first().click()
		const main = phone.page.getByRole('main')
		await expect(
			main.locator('dt', { hasText: '事发时间' }).locator('xpath=following-sibling::dd[1]')
		).toHaveText('未报')
		await main.getByRole('button', { name: '更正' }).click()
		const dialog = phone.page.getByRole('dialog')
		await expect(dialog.getByText('原来的写法仍留在经过里。')).toBeVisible()
		await dialog.getByLabel('地点').fill('河东镇镇东小河下游')
		await dialog.getByRole('button', { name: '更正' }).click()
		await expect(main.getByText('已更正 1 次')).toBeVisible()
		await expect(main.locator('del')).toHaveText('河东镇镇东小河')
		await expect(main.getByText('更正已上传，对方能看到了。')).toBeVisible()
	})
})

test('without a network the page says that it is on this phone only; with one, that it is up', async () => {
	await as('zhiban2', async (phone) => {
		await phone.installed()
		await phone.page.getByRole('link', { name: /死鱼/ }).first().click()
		await phone.offline()
		await phone.page.getByRole('button', { name: '补记' }).click()
		await phone.page.getByRole('button', { name: '已电话联系' }).click()
		await expect(phone.page.getByLabel('补记的内容')).toHaveValue('已电话联系')
		await expect(phone.text('存下后不能改；写错了再补一条说明。')).toBeVisible()
		await phone.page.getByRole('dialog').getByRole('button', { name: '补记' }).click()
		await expect(phone.text(/补记已存在这部手机上，还没有上传/)).toBeVisible()
		await expect(phone.page.getByRole('listitem').filter({ hasText: '已电话联系' })).toContainText('未上传')
		await list(phone)
		await expect(rows(phone).filter({ hasText: '死鱼' })).toContainText('未上传')
		await box(phone).fill('已电话联系')
		await expect(rows(phone)).toHaveCount(1)
		await rows(phone).click()
		await phone.offline(false)
		await phone.page.evaluate(() => dispatchEvent(new Event('online')))
		await phone.synced()
		await expect(phone.page.getByRole('listitem').filter({ hasText: '已电话联系' })).not.toContainText(
			'未上传'
		)
	})
})

test('passing on offers the sections whose duties fit first, finds one by name, and words for the reason', async () => {
	const officer = await server.signIn('zhiban1')
	const section = (await officer.sees()).get('sections')!.find((s) => s?.['name'] === '秘书四室')!['id']
	const text = '实验小学门口车辆冲撞，三名学生受伤，已送区医院。'
	await officer.must('incident.log', { kind: 'incident', text, section })
	await as('ke07', async (phone) => {
		const { page } = phone
		await page
			.getByRole('link', { name: /实验小学/ })
			.first()
			.click()
		await expect(phone.text(/签收后由您科承办，不能撤回/)).toBeVisible()
		await page.getByRole('button', { name: '转办' }).click()
		const dialog = page.getByRole('dialog')
		await expect(dialog.getByText('职责对得上').first()).toBeVisible()
		await dialog.getByLabel('找科室').fill('三室')
		await expect(dialog.getByRole('radio')).toHaveCount(1)
		await dialog.getByText('秘书三室').click()
		await dialog.getByRole('button', { name: '应由秘书三室办理' }).click()
		await expect(dialog.getByLabel('转办的理由')).toHaveValue('应由秘书三室办理')
		await dialog.getByRole('button', { name: '转办', exact: true }).click()
		await expect(page.getByRole('heading', { name: '已转办秘书三室，内容不再显示' })).toBeVisible()
		await expect(phone.text('应由秘书三室办理')).toBeVisible()
		await expect(phone.text(/三名学生受伤/)).toHaveCount(0)
	})
})

test('on paper an incident is black on white and has nothing to tap', async () => {
	await as(
		'zhiban1',
		async (phone) => {
			const { page } = phone
			await page.getByRole('link', { name: /滑坡/ }).first().click()
			await expect(page.getByRole('button', { name: '打印' })).toBeVisible()
			await page.evaluate(() => (document.documentElement.dataset['theme'] = 'night'))
			await page.emulateMedia({ media: 'print' })
			await expect(page.getByText(/某区人民政府办公室 · 事件记录/)).toBeVisible()
			await expect(page.getByText(/请求区里支援/).filter({ visible: true })).toHaveCount(1)
			for (const role of ['button', 'navigation', 'searchbox'] as const)
				await expect(page.getByRole(role).filter({ visible: true })).toHaveCount(0)
			await expect(page.getByRole('link', { name: /电话催办/ }).filter({ visible: true })).toHaveCount(0)
			const colours = await page.evaluate(() => {
				const style = getComputedStyle(document.documentElement)
				return [style.backgroundColor, style.color]
			})
			expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)'])
		},
		1440
	)
})
