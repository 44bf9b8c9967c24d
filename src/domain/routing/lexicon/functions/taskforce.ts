import type { Group } from '../group'

/** 协助领导处理突发事件与重大事故。 */
export const taskforce: Group = {
	name: '突发协助',
	kind: 'function',
	names: '突发事件和重大事故 处理突发事件',
	near: ['值班'],
	cues: {
		4: '现场指挥部 成立~指挥部/专班/工作组 现场指挥',
		3: '指挥长 善后组 工作组'
	}
}
