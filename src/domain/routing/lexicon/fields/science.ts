import type { Group } from '../group'

/** 科学技术。 */
export const science: Group = {
	name: '科技',
	kind: 'field',
	names: '科技 科学技术 科技创新',
	near: ['工业信息化', '发展改革', '教育'],
	cues: {
		4: '高新技术企业 科研 科研项目 科技项目',
		3: '实验室 科普 科技 专家人才 院士 研发',
		2: '科技局'
	}
}
