import type { Group } from '../group'

/** 统计。 */
export const statistics: Group = {
	name: '统计',
	kind: 'field',
	names: '统计',
	near: ['发展改革'],
	cues: {
		4: '普查 统计数据 统计报表 普查员',
		3: '统计 报表 增加值 数据造假 统计口径',
		2: '摸底表 调查员 普查~入户 统计员 台账~统计 统计局'
	}
}
