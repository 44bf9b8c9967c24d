import type { Group } from '../group'

/** 供销合作社。 */
export const supplyCooperatives: Group = {
	name: '供销',
	kind: 'field',
	names: '供销 供销社 供销合作社',
	near: ['农业农村', '商务'],
	cues: {
		4: '供销社 供销合作社',
		2: '农资供应 化肥~供应/断货 再生资源',
		1: '化肥~涨价'
	}
}
