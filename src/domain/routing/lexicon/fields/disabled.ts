import type { Group } from '../group'

/** 残疾人事业。 */
export const disabled: Group = {
	name: '残疾人',
	kind: 'field',
	names: '残疾人 残联 残疾人事业',
	near: ['民政'],
	cues: {
		4: '残疾人 残联 残疾证 盲人 聋哑 聋哑人 盲道 轮椅 残疾车 残疾 拐杖 按摩店~盲',
		3: '无障碍 智障 假肢'
	}
}
