import type { Group } from '../group'

/** 分管领导的政务服务：有的办公室为副职另设科室。 */
export const deputies: Group = {
	name: '分管领导',
	kind: 'function',
	names: '分管领导 副区长的 副县长的 副市长的 为副区长 为副县长 为副市长 服务副区长 服务副县长',
	near: ['领导政务'],
	cues: {
		4: '副区长 副县长 副市长 副州长 副旗长 分管领导 分管副职 分管~领导/区长/县长/市长',
		3: '分管~领导/副职 常务副'
	}
}
