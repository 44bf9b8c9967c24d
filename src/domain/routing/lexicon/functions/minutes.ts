import type { Group } from '../group'

/** 会议纪要。 */
export const minutes: Group = {
	name: '会议纪要',
	kind: 'function',
	names: '会议纪要 纪要 纪要整理',
	near: ['会务', '文稿'],
	cues: {
		4: `
			纪要 会议记录 会议录音 录音~整理/会 记录稿 录音~会 记录~会/整理 会上定了啥 会上怎么定
			写进会议纪要
		`,
		3: '会议决定~什么/没发/印发 会议纪要'
	}
}
