// A new version of the catalogue: read from a file, put right by tapping, compared, adopted; and then things go elsewhere.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { readCatalogue } from '../../src/domain/catalogue/read'
import { Server } from '../support/server'
import { Phone } from './phone'

const seed = fileURLToPath(new URL('../../seeds/catalogues/002_f243def5ae5b4e7b.txt', import.meta.url))
const REPORT = '石岭乡值班室来电：石岭村后山突发山体滑坡，冲毁民房三间，两名村民失联，乡里已组织搜救。'

/** The demo office's catalogue as another office would print it: a numbered list. `numeral` 1 is 一. */
function printed(): string {
	const numerals = [...'一二三四五六七八九十'].flatMap((n) => n)
	const numeral = (n: number) => (n > 10 ? '十' : '') + numerals[(n - 1) % 10]!
	const { sections } = readCatalogue(readFileSync(seed, 'utf8'))
	return [
		'某区人民政府办公室科室职责',
		...sections.flatMap((s, i) => [
			`${numeral(i + 1)}、${s.name}${s.aliases.length > 0 ? `（${s.aliases.join('、')}）` : ''}`,
			...s.duties.map((d, k) => `${k + 1}.${d.text}`)
		])
	].join('\n')
}
const document = { name: '科室职责2027.txt', mimeType: 'text/plain', buffer: Buffer.from(printed()) }

let server: Server
let phone: Phone
test.beforeEach(async () => {
	server = await Server.demo()
})
test.afterEach(async () => {
	expect(phone.complaints).toEqual([])
	await phone.close()
	await server.dispose()
})

const button = (name: string | RegExp) => phone.page.getByRole('button', { name }).filter({ visible: true })
const select = (label: string | RegExp) => phone.page.getByLabel(label).filter({ visible: true })
async function goesTo(section: string): Promise<void> {
	await phone.page.goto(server.url + '/new')
	await phone.page.getByLabel('情况').fill(REPORT)
	await expect(phone.page.getByTestId('goes-to')).toHaveText(new RegExp(`^\\s*交 ${section}\\s*$`))
}

test('on the phone: a section is dissolved, its emergency duty goes to another, and so do its work and the next report', async () => {
	phone = await Phone.open(server.url)
	await phone.signIn('admin')
	await goesTo('秘书二室')
	await button('保存并交办').click()
	await expect(phone.page).toHaveURL(/\/incidents\//)
	await phone.synced()

	await phone.page.goto(server.url + '/me')
	await phone.page.getByRole('link', { name: '职责目录' }).click()
	await expect(phone.text('现行第 1 版').first()).toBeVisible()
	await phone.page.getByRole('link', { name: '导入新文件' }).click()
	await phone.page.getByLabel('选新的文件').setInputFiles(document)
	await expect(phone.text('读出的科室')).toBeVisible()

	// The duty shows its line; one tap moves it, and it can be taken back and done again.
	await button(/应急管理/)
		.first()
		.click()
	await expect(button(/^看原文第 \d+ 行$/)).toBeVisible()
	await select('移到哪个科室').selectOption({ label: '秘书三室' })
	await button('撤销').click()
	await button('重做').click()
	await button(/^秘书二室/).click()
	await button('不采用这个科室').click()
	await expect(phone.text(/^科室 \d+$/)).toHaveText(`科室 ${readCatalogue(printed()).sections.length - 1}`)

	await button('下一步：看差别').click()
	await expect(phone.page.getByTestId('difference')).toContainText('撤销 1 个科室')
	await expect(phone.page.getByRole('group', { name: '秘书三室' })).toContainText('从秘书二室移来')
	await expect(phone.page.getByTestId('open-work')).toContainText('石岭村后山')
	await button(/^采用 \d+ 个科室，成为第 2 版$/).click()

	// Its work waits for whoever takes it over.
	await expect(phone.text('现行第 2 版').first()).toBeVisible()
	await phone.synced()
	const work = phone.page.getByTestId('open-work')
	await select(/^转给哪个科室：.*石岭村后山/).selectOption({ label: '秘书三室' })
	await expect(work.getByText('石岭村后山')).toHaveCount(0)
	await goesTo('秘书三室')
	expect(server.verify().says).toMatch(/^ok /)
})

test('on the desk: beside its source, kept when the power goes, and not over a version that came in between', async () => {
	phone = await Phone.open(server.url, { width: 1440, height: 900, killable: true })
	await phone.signIn('admin')
	await phone.page.goto(server.url + '/catalogue/import')
	await phone.page.getByLabel('选新的文件').setInputFiles(document)
	const source = phone.page.getByRole('region', { name: /^原文/ })
	const last = readCatalogue(printed()).sections.at(-1)!
	const duty = last.duties[0]!.text

	// Either side shows the other.
	await button(new RegExp(`^职责第 1 条\\s*${duty}`)).click()
	await expect(source.getByRole('button', { name: duty })).toBeInViewport()
	const head = source.getByRole('button', { name: last.name }).last()
	await head.click()
	await expect(source.getByText(`→ 科室“${last.name}”`)).toBeVisible()
	await expect(button(new RegExp(`^${last.name}`)).last()).toBeInViewport()

	// Another name, and the power goes.
	await source.getByRole('button', { name: '去看' }).click()
	await phone.page.getByLabel('科室名称', { exact: true }).fill('综合协调科')
	await button('改好了').click()
	await expect(button('撤销')).toBeEnabled()
	await phone.kill()
	await phone.start('/catalogue/import')
	await expect(button(/^综合协调科/)).toBeVisible()
	await expect(button('撤销')).toBeEnabled()

	// Somebody else was quicker: what was done stays, and is compared with theirs.
	const other = await server.signIn('admin')
	await other.must('catalogue.adopt', {
		sections: [{ name: '秘书一室', aliases: [], duties: ['负责值班工作。'], tasks: [] }]
	})
	await expect(phone.text(/这期间有人采用了第 2 版/)).toBeVisible()
	await button('对照第 2 版').click()
	await expect(phone.page.getByTestId('difference')).toContainText('与现行第 2 版相比')
	await button(/成为第 3 版$/).click()
	await expect(phone.page.getByRole('heading', { name: '第 3 版' })).toBeVisible()
	await expect(phone.text('综合协调科').first()).toBeVisible()
	await expect(phone.text(document.name).first()).toBeVisible()
})
