// What offices really have, opened beside the screen: Word, Excel, PDF; a file that is none of them is refused in words.
import { expect, test } from '@playwright/test'
import { docx, item, list, p } from '../support/docx'
import { gbkPdf, pdf } from '../support/pdf'
import { Server } from '../support/server'
import { xlsx } from '../support/xlsx'
import { Phone } from './phone'

test('Word、Excel、PDF 都在手机上打开，打不开的说一声', async () => {
	const server = await Server.demo()
	const phone = await Phone.open(server.url)
	await phone.signIn('admin')
	const rows = [
		['科室', '主要职责'],
		['秘书科', '负责文电'],
		['信访科', '负责来信来访']
	]
	const words = rows.flatMap(([a, b], i): [number, number, string][] => [
		[72, 700 - 20 * i, a!],
		[200, 700 - 20 * i, b!]
	])
	const numbering = list(1, [['chineseCounting', '%1、']])
	const body = item('秘书科', 1) + p('1.负责文电') + item('信访科', 1) + p('1.负责来信来访')
	const files: [string, Uint8Array, string | RegExp][] = [
		['文.docx', docx(body, { numbering }), '负责来信来访'],
		['表.xlsx', await xlsx(rows), '负责来信来访'],
		['页.pdf', pdf([{ words }]), '负责来信来访'],
		// 一、办公室负责值班: read only with the tables of Chinese encodings, so it gets as far as being no catalogue.
		['旧.pdf', gbkPdf('d2bba1a2b0ecb9abcad2b8bad4f0d6b5b0e0'), /没有读出科室|办公室负责值班/],
		['图.docx', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), /这是图片/]
	]
	for (const [name, bytes, says] of files) {
		await phone.page.goto(server.url + '/setup/catalogue')
		const pick = phone.page.locator('input[type=file]').first()
		await pick.setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) })
		await expect(phone.text(says).first(), name).toBeVisible()
		// What was read is kept until it is put away.
		const another = phone.page.getByRole('button', { name: '换一份文件' })
		if (await another.isVisible()) {
			await another.click()
			await phone.page.getByRole('button', { name: '不要了' }).click()
			await expect(pick).toBeAttached()
		}
	}
	expect(phone.complaints).toEqual([])
	await phone.close()
	server.dispose()
})
