// Every screen for every kind of person, on a phone and on the desk, by day and by night: nothing to complain of for axe,
// the console or the eye. Screenshots are kept in tests/results/screens: of each look, or in CI of the two that most people see.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { usualPolicies } from '../../src/domain/escalation/usual'
import { Server } from '../support/server'
import { Phone } from './phone'

const shots = fileURLToPath(new URL('../results/screens/', import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * `axe`: what it looks for. Each width is looked at whole once, and another theme changes nothing but colours, which are the
 * same at both widths; larger letters change only what sticks out and what is small.
 */
const looks = [
	{ name: 'phone', width: 360, height: 780, theme: 'night', font: '', axe: 'colours', kept: true },
	{ name: 'phone', width: 360, height: 780, theme: 'day', font: '', axe: 'all', kept: false },
	{ name: 'large', width: 360, height: 780, theme: 'day', font: '32px', axe: null, kept: false },
	{ name: 'desk', width: 1440, height: 900, theme: 'night', font: '', axe: null, kept: false },
	{ name: 'desk', width: 1440, height: 900, theme: 'day', font: '', axe: 'all', kept: true }
] as const

test.describe.configure({ mode: 'parallel' })

let server: Server
test.beforeAll(async () => {
	mkdirSync(shots, { recursive: true })
	server = await Server.demo()
	await toTelephone()
})

/** An incident whose section is to be telephoned at once; the rules are the usual ones again afterwards. */
async function toTelephone(): Promise<void> {
	const [admin, officer] = [await server.signIn('admin'), await server.signIn('zhiban1')]
	const when = { kinds: null, categories: null, levels: null, sensitive: null, from: null, to: null }
	const call = { after: 0, whom: ['a', 'b', 'call'], need: 'each', channels: null, repeat: 0, every: 0 }
	const policy = { id: 'call', name: '马上打电话', when, steps: [call], forgotten: null, most: 4 }
	await admin.must('policies.set', { policies: [policy] })
	const sections = (await admin.sees()).get('sections') ?? []
	const section = sections.find((s) => s?.['name'] === '秘书一室')!['id']
	const text = '城南小学门口路面塌陷，直径约三米，暂无人员伤亡，已拉警戒线。'
	await officer.must('incident.log', { kind: 'incident', text, section })
	await admin.must('policies.set', { policies: usualPolicies })
}
test.afterAll(() => server.dispose())

interface Axe {
	run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

/** What axe finds, a line each. */
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
	{ name: 'rosterMonth', path: '/roster/month', shows: (page) => page.getByRole('table').first() },
	{ name: 'lookup', path: '/lookup', shows: text('0000-8800023') },
	{ name: 'lookupAnswer', path: '/lookup?q=滑坡', shows: (page) => page.getByTestId('answer') },
	{ name: 'me', path: '/me', shows: heading('我的') },
	{
		name: 'mePush',
		path: '/me',
		shows: heading('我的'),
		then: async (page) => {
			await page.locator('summary', { hasText: '锁屏上的推送' }).click()
			await expect(text(/从不只靠它/)(page)).toBeVisible()
		}
	},
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

const DUTIES =
	'一、秘书二室\n1.负责应急管理、交通运输方面的文电工作。\n二、督查科\n1.负责督促检查。\n2.负责考核。'
const ROOMS = '【乡镇】\n甲镇 0000-8810001 0000-8810002\n乙乡 0000-8810003\n丙镇 0000-8810004'
/** Lower duty rooms as they are once some were entered; the list is there for whoever comes after. */
const rooms: Screen = {
	name: 'rooms',
	path: '/roster/rooms',
	shows: heading('下级值班室'),
	then: async (page) => {
		if (await page.getByText('甲镇').isVisible()) return
		await page.getByRole('button', { name: '录入值班室' }).click()
		await page.getByLabel('一行一个：名称和值班电话').fill(ROOMS)
		await page.getByRole('button', { name: '录入 3 个' }).click()
		await expect(page.getByText('甲镇')).toBeVisible()
	}
}
/** A roll-call of which one call was made. */
const inspection: Screen = {
	...rooms,
	name: 'inspection',
	then: async (page) => {
		await rooms.then!(page)
		await page.getByRole('button', { name: '抽查、点名' }).click()
		await page.getByText('逐一点名').click()
		await page.getByRole('button', { name: '开始点名' }).click()
		await page.getByRole('button', { name: '记结果：乙乡' }).click()
		await page.getByText('未接', { exact: true }).click()
		await page.getByRole('button', { name: '记下' }).click()
		await expect(text('共 3 个，还有 2 个没打')(page)).toBeVisible()
	}
}
const bulletin: Screen = {
	...rooms,
	name: 'inspectionBulletin',
	then: async (page) => {
		await page
			.getByRole('link', { name: /点名 3 个/ })
			.first()
			.click()
		await page.getByRole('button', { name: '结束，出通报' }).click()
		await expect(page.getByTestId('bulletin')).toContainText('未接的：乙乡')
	}
}
const SHEET =
	'日期,星期,带班领导（职务，电话）,主班\n3月5日,,带班领导甲（0000-8800001）,值班员甲\n3月6日,,带班领导乙,老王\n'
const importing: Screen = {
	name: 'rosterImport',
	path: '/roster/import',
	shows: heading('导入表格'),
	then: async (page) => {
		const file = { name: '三月值班表.csv', mimeType: 'text/csv', buffer: Buffer.from(SHEET) }
		await page.locator('input[type=file]').setInputFiles(file)
		await expect(page.getByText('名单上没有“老王”')).toBeVisible()
	}
}
const signed = (page: Page) => page.locator('main a[href^="/handover/"]').first()
const handover: Screen = { name: 'handover', path: '/handover', shows: signed }
const handoverSheet: Screen = {
	name: 'handoverSheet',
	path: '/handover',
	shows: signed,
	then: async (page) => {
		await signed(page).click()
		await expect(page.getByText('接班人')).toBeVisible()
	}
}
const calendar: Screen = {
	name: 'calendar',
	path: '/me',
	shows: heading('我的'),
	then: async (page) => {
		await page.locator('summary').filter({ hasText: '订阅到手机日历' }).click()
		await page.getByRole('button', { name: '开通订阅' }).click()
		await expect(page.getByLabel('订阅地址（只显示这一次）')).toHaveValue(
			/\/api\/duty\/calendar\/\w{40}\.ics$/
		)
	}
}
const watching: Screen = {
	name: 'watch',
	path: '/watch',
	shows: text('没有应答的'),
	then: async (page) => {
		await page.getByRole('button', { name: '打开声音' }).click()
		await expect(text('服务器正常')(page)).toBeVisible()
	}
}
const telephone = (page: Page) =>
	page
		.getByRole('article', { name: /^电话催办/ })
		.filter({ visible: true })
		.first()
const calls: Screen[] = [
	{ name: 'deskCall', path: '/', shows: telephone },
	{
		name: 'incidentCall',
		path: '/',
		shows: telephone,
		then: async (page) => {
			await page
				.getByRole('link', { name: /^电话催办：/ })
				.first()
				.click()
			await expect(page.getByTestId('next')).toBeVisible()
			await expect(telephone(page)).toBeVisible()
		}
	}
]
const roles: { role: string; username: string; screens: Screen[] }[] = [
	{
		role: 'officer',
		username: 'zhiban1',
		screens: [
			...everybody,
			watching,
			incident,
			transfer,
			...calls,
			written,
			writtenOpen,
			calendar,
			rooms,
			inspection,
			bulletin,
			handover,
			handoverSheet
		]
	},
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
			{ name: 'rosterPlan', path: '/roster/plan', shows: (page) => page.getByRole('table').first() },
			importing,
			{ name: 'rosterRules', path: '/roster/rules', shows: text('必须有人') },
			{
				name: 'rosterRulesSeat',
				path: '/roster/rules',
				shows: text('必须有人'),
				then: async (page) => {
					await page.getByRole('button', { name: /^司机/ }).click()
					await expect(page.getByLabel('岗位名称')).toHaveValue('司机')
				}
			},
			{
				name: 'rosterRulesWish',
				path: '/roster/rules',
				shows: text('必须有人'),
				then: async (page) => page.getByRole('button', { name: '写一条' }).click()
			},
			{ name: 'rosterLeave', path: '/roster/leave', shows: text('往后的休假外出') },
			{ name: 'rosterLedger', path: '/roster/ledger', shows: text(/[比和]应值/) },
			{
				name: 'policies',
				path: '/policies',
				shows: (page) => page.getByRole('article', { name: '突发事件（夜间）' }),
				then: async (page) => page.getByText('看时间线').first().click()
			},
			{
				name: 'policiesEdit',
				path: '/policies',
				shows: (page) => page.getByRole('article', { name: '突发事件（夜间）' }),
				then: async (page) => {
					await page.getByRole('button', { name: '改：突发事件（夜间）' }).click()
					await page.getByRole('button', { name: /^第 1 步/ }).click()
					await expect(page.getByText('走哪些通道')).toBeVisible()
				}
			},
			{ name: 'people', path: '/people', shows: heading('人员') },
			{ name: 'channels', path: '/channels', shows: text(/^1\. /) },
			{
				name: 'channel',
				path: '/channels',
				shows: text(/^1\. /),
				then: async (page) => {
					await page.getByRole('button', { name: /钉钉/ }).first().click()
					await expect(page.getByLabel('机器人的地址')).toBeVisible()
				}
			},
			{ name: 'person', path: '/people?id=person000000002', shows: text('值班员甲') },
			{
				name: 'personNew',
				path: '/people?id=new',
				shows: (page) => page.getByLabel('姓名', { exact: true })
			},
			{ name: 'lessons', path: '/catalogue/lessons', shows: text('没有待审的提议') },
			{
				name: 'coverage',
				path: '/catalogue/coverage',
				shows: text('无人承担'),
				then: async (page) => {
					await page.getByRole('button', { name: /^多头 \d/ }).click()
					await page.getByRole('button', { name: /^接待/ }).click()
					await expect(page.locator('blockquote').first()).toBeVisible()
				}
			},
			{
				name: 'coveragePicture',
				path: '/catalogue/coverage',
				shows: text('无人承担'),
				then: async (page) => {
					await page.getByRole('button', { name: '图', exact: true }).click()
					await expect(page.getByRole('button', { name: /看职责$/ }).first()).toBeVisible()
				}
			},
			{
				name: 'catalogue',
				path: '/catalogue',
				shows: heading('职责目录'),
				then: async (page) => {
					await page.locator('summary').filter({ hasText: '秘书二室' }).click()
					await expect(text('应急管理')(page)).toBeVisible()
				}
			},
			{
				name: 'catalogueReview',
				path: '/catalogue/import',
				shows: heading('导入新文件'),
				then: async (page) => {
					await page.getByRole('button', { name: '粘贴文字' }).click()
					await page.getByLabel('职责的文字').fill(DUTIES)
					await page.getByRole('button', { name: '读这段文字' }).click()
					await page
						.getByRole('button', { name: /负责应急管理/, expanded: false })
						.last()
						.click()
					await expect(page.getByTestId('tools')).toBeVisible()
				}
			},
			{
				name: 'catalogueCompare',
				path: '/catalogue/import',
				shows: heading('导入新文件'),
				then: async (page) => {
					await page.getByRole('button', { name: '下一步：看差别' }).click()
					await expect(page.getByTestId('difference')).toBeVisible()
				}
			},
			{
				name: 'rollCall',
				path: '/roll-call',
				shows: heading('通道点名'),
				then: async (page) => {
					await page.getByRole('button', { name: '现在点名' }).click()
					await expect(page.getByTestId('rolled')).toContainText('没有应答')
					await page.getByText('周五', { exact: true }).click()
				}
			},
			{ name: 'health', path: '/health', shows: (page) => page.getByTestId('facts') },
			{ name: 'setup', path: '/setup', shows: heading('设置单位') },
			{ name: 'setup-handover', path: '/setup/handover', shows: heading('交接班') },
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
				name: 'duties',
				path: '/duties',
				shows: heading('我科职责'),
				then: async (page) => {
					await page.getByLabel('有人这样说，会交给谁？').fill('幼儿园十几个孩子上吐下泻')
					await expect(page.getByTestId('verdict')).toHaveText(/^\s*交 /)
				}
			},
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
	for (const { name, width, height, theme, font, axe, kept } of looks) {
		await phone.page.setViewportSize({ width, height })
		await phone.page.evaluate(
			([theme, font]) => {
				document.documentElement.dataset['theme'] = theme
				document.documentElement.style.fontSize = font ?? ''
			},
			[theme, font] as const
		)
		if (kept || !process.env['CI'])
			await phone.page.screenshot({ path: `${shots}${screen}-${role}-${name}-${theme}.png` })
		const where = { screen, name, theme }
		expect
			.soft({
				...where,
				findings: axe ? await findings(phone, axe === 'colours') : [],
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
