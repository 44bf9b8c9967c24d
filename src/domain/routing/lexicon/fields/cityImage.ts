import type { Group } from '../group'

/** 文明创建与精神文明。 */
export const cityImage: Group = {
	name: '文明创建',
	kind: 'field',
	names: '文明创建 精神文明 精神文明创建 精神文明建设 文明城市',
	near: ['城市管理'],
	cues: {
		4: `
			文明城市 创城 文明创建 文明办 卫生城市 创卫 创文 卫生城 暗访组 僵尸车 志愿者 测评
		`,
		3: '测评~文明/暗访/创建 志愿服务 文明 不文明'
	}
}
