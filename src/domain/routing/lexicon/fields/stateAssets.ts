import type { Group } from '../group'

/** 国有资产与国有企业。 */
export const stateAssets: Group = {
	name: '国有资产',
	kind: 'field',
	names: '国有资产监督管理 国有资产监管 国资 国企 国有企业',
	mentions: '国有资产',
	near: ['财政', '发展改革'],
	cues: {
		4: '国资委 国企 国有企业 国资 国有资产 改制 城投公司 平台公司 下岗~职工/补偿 破产~国/厂',
		3: '厂办大集体 资产处置 国有~资产/公司'
	}
}
