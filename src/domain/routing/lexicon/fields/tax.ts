import type { Group } from '../group'

/** 税务。 */
export const tax: Group = {
	name: '税务',
	kind: 'field',
	names: '税务 税收 税费',
	near: ['财政'],
	cues: {
		4: '税务 纳税 偷税 漏税 逃税 骗税 退税 税款 增值税 契税 开票',
		3: '发票 缴税 交税',
		2: '个税 税务所 税务局'
	}
}
