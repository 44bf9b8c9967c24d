import type { Group } from '../group'

/** 海洋与渔业。 */
export const sea: Group = {
	name: '海洋渔业',
	kind: 'field',
	names: '海洋 渔业 海洋渔业 海域',
	near: ['农业农村', '自然资源', '交通运输'],
	cues: {
		4: `
			渔船 渔港 赤潮 海域 出海 归港 休渔 禁渔 电鱼 渔政 远洋 绿潮 溺水~海 赶海 海浪 涨潮 退潮 网箱
			养殖~海 海滩 岛上~困
		`,
		3: '沙滩 海水 潮水 海堤 捕捞 鱼排 海上 渔民',
		2: '海边'
	}
}
