import type { Group } from '../group'

/** 民族、宗教、侨务与统战。 */
export const ethnic: Group = {
	name: '民族宗教',
	kind: 'field',
	names: '民族 宗教 民族宗教 统战 侨务 对台',
	near: ['公安', '民政'],
	cues: {
		4: `
			寺庙 寺院 庙里 教堂 清真寺 清真 宗教 宗教活动 道观 信徒 信众 传教 法会 邪教 少数民族 侨胞 侨眷 归侨
			台商 台胞
		`,
		3: '香客 烧香 住持 僧人 民族~矛盾/纠纷/习俗 台湾~人/同胞/客商',
		2: '民宗局'
	}
}
