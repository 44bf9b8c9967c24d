import type { Group } from '../group'

/** 主要领导的政务服务。几乎每件事都提到主要领导，所以只是旁证。 */
export const chief: Group = {
	name: '主要领导',
	kind: 'function',
	names: '区长的政务 县长的政务 市长的政务 主要领导 主要负责同志 区长会议讲话 区政府主要领导同志',
	near: ['领导政务'],
	cues: {
		1: '区长 县长 市长 主要领导 一把手 书记'
	}
}
