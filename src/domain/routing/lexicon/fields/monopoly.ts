import type { Group } from '../group'

/** 烟草与盐业。 */
export const monopoly: Group = {
	name: '烟草盐业',
	kind: 'field',
	names: '烟草 盐业 烟草专卖',
	near: ['市场监管', '商务'],
	cues: {
		4: `
			烟草 卷烟 假烟 香烟~假/走私 烟农 食盐 抢盐 私盐 盐业 香烟 专卖 烟贩 盐~抢/光/扫/涨/翻 盐价
		`,
		2: '烟草局'
	}
}
