import type { Group } from '../group'

/** 重点工程。 */
export const projects: Group = {
	name: '重点工程',
	kind: 'field',
	names: '重点工程 重点工程建设 工程建设',
	near: ['发展改革', '住房城乡建设', '交通运输'],
	cues: {
		4: `
			重点工程 标段 工程指挥部 工程~停/卡/阻/进场/进度 开不了钻 施工~阻/停/拦 干赔 地腾 拆迁~工程
		`,
		3: '项目部 工程~进度/停工/受阻/阻工 阻工 阻挠施工',
		2: '工程 施工'
	}
}
