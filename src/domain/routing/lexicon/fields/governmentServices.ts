import type { Group } from '../group'

/** 行政审批、政务大厅与公共资源交易。 */
export const governmentServices: Group = {
	name: '政务服务',
	kind: 'field',
	names: '行政审批服务 政务服务 行政审批 公共资源交易 公共资源交易管理 招投标',
	near: ['营商环境'],
	cues: {
		4: '公共资源交易 招投标 招标 投标 围标 串标 评标 开标 流标 中标 政务大厅 办事大厅 政务服务中心',
		3: '窗口 叫号 办证 办件 大厅 取号 帮办 代办 审批 资质',
		2: '办事 手续 行政审批局'
	}
}
