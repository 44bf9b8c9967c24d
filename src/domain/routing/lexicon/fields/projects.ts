import type { Group } from '../group'

/** 重点工程。 */
export const projects: Group = {
	name: '重点工程',
	kind: 'field',
	names: '重点工程 重点工程建设 工程建设',
	near: ['发展改革', '住房城乡建设', '交通运输'],
	cues: {
		4: '重点工程 标段 工程指挥部',
		3: '项目部 工程~进度/停工/受阻/阻工 阻工 阻挠施工',
		2: '工程 施工'
	}
}
