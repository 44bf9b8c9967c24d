// 记一条: what is recognised, how it is corrected, and how few taps it takes.
import { expect, test } from '@playwright/test'
import { Server } from '../support/server'
import { Phone } from './phone'

const REPORT =
	'北山镇值班室来电，昨日凌晨两点左右后山滑坡，埋了两间房，两个人联系不上，镇里正在挖，下面还有十几户没撤。回电 0000-5550123。'

let server: Server
let phone: Phone

test.beforeAll(async () => {
	server = await Server.demo()
})
test.afterAll(() => server.dispose())
test.beforeEach(async () => {
	phone = await Phone.open(server.url)
	await phone.context.addInitScript(() => {
		const counted = window as unknown as { taps: number }
		counted.taps = Number(sessionStorage.getItem('taps') ?? 0)
		// What a finger does; a click that a label passes on to its field is not trusted twice.
		addEventListener(
			'pointerup',
			() => {
				counted.taps++
				sessionStorage.setItem('taps', String(counted.taps))
			},
			true
		)
		// A tel: link leaves the app: here it is only taken note of.
		addEventListener('click', (event) => {
			const link = (event.target as Element).closest('a[href^="tel:"]')
			if (!link) return
			event.preventDefault()
			sessionStorage.setItem('dialled', link.getAttribute('href') ?? '')
		})
	})
	await phone.page.reload()
	await phone.signIn('zhiban1')
})
test.afterEach(async () => {
	await phone.close()
	expect(phone.complaints).toEqual([])
})

const taps = () => phone.page.evaluate(() => (window as unknown as { taps: number }).taps)
const box = () => phone.page.getByLabel('情况')
const chip = (name: RegExp) => phone.page.getByLabel('识别结果').getByRole('button', { name })
const selected = () =>
	box().evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))
async function write(text: string) {
	await phone.page.getByRole('link', { name: '记一条' }).click()
	await box().fill(text)
}
async function kept(text: string): Promise<Record<string, unknown>> {
	const officer = await server.signIn('zhiban1')
	const find = async () => (await officer.sees()).get('incidents')?.find((i) => i?.['text'] === text)
	await expect.poll(find).toBeTruthy()
	return (await find())!
}

test('an incident is logged in three taps after opening, and the caller is dialled back in one', async () => {
	await phone.page.evaluate((text) => navigator.clipboard.writeText(text), REPORT)
	await phone.page.reload()
	await phone.synced()
	const before = await taps()
	await phone.page.getByRole('link', { name: '记一条' }).click()
	await phone.page.getByRole('button', { name: '粘贴' }).click()
	await phone.page.getByRole('button', { name: '保存并交办' }).click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	expect((await taps()) - before).toBe(3)

	const atIncident = await taps()
	const back = phone.page.getByRole('link', { name: '回拨 0000-5550123' })
	await expect(back).toHaveAttribute('href', 'tel:00005550123')
	await back.click()
	expect((await taps()) - atIncident).toBe(1)
	expect(await phone.page.evaluate(() => sessionStorage.getItem('dialled'))).toBe('tel:00005550123')
	await expect(phone.page.getByRole('link', { name: '拨打 0000-5550123' })).toHaveAttribute(
		'href',
		'tel:00005550123'
	)

	const incident = await kept(REPORT)
	expect(incident).toMatchObject({ place: '北山镇后山', category: '自然灾害', level: null })
	expect(new Date(Number(incident['occurredAt']) + 8 * 3_600_000).toISOString()).toContain('T02:00')
})

test('the caller can be dialled back before anything is saved', async () => {
	await write(REPORT)
	await expect(phone.page.getByRole('link', { name: '回拨 0000-5550123' })).toHaveAttribute(
		'href',
		'tel:00005550123'
	)
})

test('a chip points at its words, is corrected, taken away, and what the officer set stays', async () => {
	await write(REPORT)
	await expect(chip(/02:00 左右/)).toBeVisible()
	await expect(phone.text('伤亡 未提')).toBeVisible()
	await chip(/失联/).click()
	expect(await selected()).toBe('两个人联系不上')
	await expect(box()).toBeFocused()

	await chip(/地点/).click()
	expect(await selected()).toBe('后山')
	await phone.page.getByRole('button', { name: '改', exact: true }).click()
	await phone.page.getByLabel('改成').fill('北山镇北坡')
	await phone.page.getByRole('button', { name: '对', exact: true }).click()
	await expect(chip(/北山镇北坡/)).toBeVisible()

	await chip(/02:00/).click()
	await phone.page.getByRole('button', { name: '不对' }).click()
	await expect(chip(/02:00/)).toHaveCount(0)

	const longer = REPORT + '山上还在掉石头。'
	await box().fill(longer)
	await expect(chip(/失联/)).toBeVisible()
	await expect(chip(/北山镇北坡/)).toBeVisible()
	await expect(chip(/02:00/)).toHaveCount(0)
	await phone.page.getByRole('button', { name: '保存并交办' }).click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	expect(await kept(longer)).toMatchObject({ place: '北山镇北坡', occurredAt: null })
})

test('a level is only proposed until one tap accepts it', async () => {
	const text = '城东街道报告：刚才云水路一栋居民楼爆燃，已确认4人死亡、11人受伤，消防在搜救，原因待查。'
	await write(text)
	const proposal = chip(/建议 较大/)
	await expect(proposal).toBeVisible()
	await phone.page.getByText('时间、地点、类别、级别').click()
	await expect(phone.page.getByRole('radio', { name: '较大' })).not.toBeChecked()
	await proposal.click()
	await expect(chip(/级别 较大/)).toBeVisible()
	await expect(phone.page.getByRole('radio', { name: '较大' })).toBeChecked()
	await phone.page.getByRole('button', { name: /^保存/ }).click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	expect(await kept(text)).toMatchObject({ level: 3 })
})

test('what is missing is said and never holds the report back', async () => {
	await write('快来人，塌了')
	await expect(phone.text(/还没说到：.*信息来源/)).toBeVisible()
	await phone.page.getByRole('button', { name: /^保存/ }).click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	await kept('快来人，塌了')
})

test('a draft comes back as it was left: what was corrected stays corrected', async () => {
	await write(REPORT)
	await chip(/地点/).click()
	await phone.page.getByRole('button', { name: '改', exact: true }).click()
	await phone.page.getByLabel('改成').fill('北山镇北坡')
	await phone.page.getByRole('link', { name: '关闭，草稿已存' }).click()
	await phone.page.getByRole('link', { name: '记一条' }).click()
	await expect(box()).toHaveValue(REPORT)
	await expect(chip(/北山镇北坡/)).toBeVisible()
})
