import type { Group } from '../group'

/** 税务。 */
export const tax: Group = {
	name: '税务',
	kind: 'field',
	names: '税务 税收 税费',
	near: ['财政'],
	cues: {
		4: `
			税务 纳税 偷税 漏税 逃税 骗税 退税 税款 增值税 契税 开票 办税 税厅 发票~开/税/虚 报税 查税
			补缴单 补缴 缴~税/单/补 开过~票 这些票 虚开 票~开/税/虚/补缴 税票
		`,
		3: '发票 缴税 交税',
		2: '个税 税务所 税务局'
	}
}
