// 我科职责, 学到的, 职责覆盖: a head tries a sentence and proposes a correction; an administrator decides; routing learns, and
// unlearns.
import { expect, test } from '@playwright/test'
import { demoOffice, type Phone } from './phone'

const { signedIn: phoneOf } = demoOffice()

const SAID = '幼儿园十几个孩子上吐下泻，家长说食堂的饭有问题'
const verdict = (phone: Phone) => phone.page.getByTestId('verdict')
const lesson = (phone: Phone) => phone.page.getByRole('article', { name: SAID })

test('a correction that a head proposes and an administrator accepts routes the same sentence there, until it is undone', async () => {
	const head = await phoneOf('ke05')
	const admin = await phoneOf('admin', { width: 1440, height: 900 })
	await head.page.getByRole('link', { name: '我科', exact: true }).click()
	await head.page.getByRole('link', { name: /^我科职责/ }).click()
	await expect(head.page.getByText('90 天内交来 1 件')).toBeVisible()
	await head.installed()
	await head.offline()

	// Without a network: where it goes, by which words and line, who was second and why not first.
	await head.page.getByLabel('有人这样说，会交给谁？').fill(SAID)
	await expect(verdict(head)).toHaveText(/交 秘书三室/)
	await expect(head.page.locator('mark', { hasText: '幼儿园' })).toBeVisible()
	await expect(head.page.locator('blockquote', { hasText: '教育体育' })).toBeVisible()
	await expect(head.text(/没有排在第一，因为/)).toBeVisible()
	await head.page.getByRole('button', { name: '应该归我科' }).click()
	await head.page.getByRole('button', { name: '提议更正' }).click()
	await expect(head.text('请写明理由，管理员凭它决定')).toBeVisible()
	await head.page.getByLabel('理由').fill('学校食品安全今年起由我科联系')
	await head.page.getByRole('button', { name: '提议更正' }).click()
	await expect(lesson(head)).toContainText('待审')
	await expect(lesson(head)).toContainText('未上传')
	await head.offline(false)
	await head.page.evaluate(() => dispatchEvent(new Event('online')))
	await head.synced()

	// It waits for the administrator, on the desk and in the list.
	await admin.page.getByRole('link', { name: /科室提议的更正/ }).click()
	await expect(lesson(admin)).toContainText('归秘书二室，不归秘书三室')
	await expect(lesson(admin)).toContainText('这句话现在会交秘书三室')
	await lesson(admin).getByRole('button', { name: '采纳', exact: true }).click()
	await expect(lesson(admin)).toContainText('已采纳')
	await admin.synced()

	await expect(lesson(head)).toContainText('已采纳')
	await head.page.reload()
	await head.page.getByLabel('有人这样说，会交给谁？').fill(SAID)
	await expect(verdict(head)).toHaveText(/交 秘书二室/)

	await lesson(admin).getByRole('button', { name: '撤销' }).click()
	await admin.page.getByLabel('撤销的理由').fill('职责没有调整')
	await admin.page.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
	await expect(lesson(head)).toContainText('撤销：职责没有调整')
	await head.page.reload()
	await head.page.getByLabel('有人这样说，会交给谁？').fill(SAID)
	await expect(verdict(head)).toHaveText(/交 秘书三室/)
})

test('the coverage of the catalogue: what nobody holds, what two share, and the line behind a cell', async () => {
	const admin = await phoneOf('admin')
	await admin.page.goto(admin.url + '/catalogue/coverage')
	await admin.page.getByRole('button', { name: /^无人承担 \d/ }).click()
	await admin.page.getByRole('button', { name: /^退役军人/ }).click()
	await expect(admin.text('眼下报来的按最近的“民政”交秘书二室')).toBeVisible()
	await admin.page.getByRole('button', { name: /^无人承担 \d/ }).click()
	await admin.page.getByRole('button', { name: /^多头 \d/ }).click()
	await expect(admin.page.getByRole('button', { name: /^接待.*综合股、外事联络室/ })).toBeVisible()
	await admin.page.getByRole('button', { name: '图', exact: true }).click()
	await admin.page.getByRole('button', { name: '综合股多头承担接待，看职责' }).click()
	await expect(admin.page.getByRole('dialog').locator('blockquote')).toContainText('接待任务')
})
