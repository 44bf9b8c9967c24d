import type { Group } from '../group'

/** 医疗保障：参保、报销、药价、骗保。 */
export const medicalInsurance: Group = {
	name: '医疗保障',
	kind: 'field',
	names: '医疗保障 医保',
	near: ['卫生健康', '人力资源社会保障'],
	cues: {
		4: '医保 医疗保障 新农合 异地就医 骗保 大病保险 医保卡 医保系统 医保~结算/刷/停/系统/卡 慢特病',
		3: '报销~住院/医药费/药费/医疗费/看病 参保 药价 集采',
		2: '医药费 医疗费'
	}
}
