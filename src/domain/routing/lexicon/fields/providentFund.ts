import type { Group } from '../group'

/** 住房公积金。 */
export const providentFund: Group = {
	name: '住房公积金',
	kind: 'field',
	names: '住房公积金 住房公积金管理 公积金',
	near: ['住房城乡建设'],
	cues: {
		4: '公积金~提取/贷款/中心/网点/断缴/企业不缴 公积金中心 住房那笔钱 提取~公积/住房',
		2: '公积金'
	}
}
