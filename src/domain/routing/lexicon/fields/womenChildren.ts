import type { Group } from '../group'

/** 妇女儿童与群团。 */
export const womenChildren: Group = {
	name: '妇女儿童',
	kind: 'field',
	names: '妇女儿童 妇女 儿童 妇联 共青团 青少年 未成年人',
	near: ['民政', '公安', '教育'],
	cues: {
		4: `
			家暴 家庭暴力 妇联 虐待~孩子/儿童/妻 性侵 未成年人 后爸 后妈 继父 打老婆 打孩子 淤青 女童 女仔
			未成年 虐待 弃养 拐卖~妇/儿 产假
		`,
		3: '妇女 儿童 母婴 早婚 彩礼'
	}
}
