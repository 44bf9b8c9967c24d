import type { Group } from '../group'

/** 审计。 */
export const audit: Group = {
	name: '审计',
	kind: 'field',
	names: '审计 审计监督',
	near: ['财政'],
	cues: {
		4: '审计组 查账 账目~审',
		3: '审计整改 离任审计 审计',
		1: '审计局'
	}
}
