import type { Group } from '../group'

/** 知识产权。 */
export const patents: Group = {
	name: '知识产权',
	kind: 'field',
	names: '知识产权 智慧财产权 专利 商标',
	near: ['市场监管', '科技'],
	cues: {
		4: '知识产权 专利 商标 侵权 盗版 抄袭~产品/设计 仿冒 抄袭',
		3: '著作权 地理标志'
	}
}
