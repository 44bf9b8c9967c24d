import type { CatalogueReading } from '$domain/catalogue/reading'
import type { CatalogueSection } from '$domain/event'
import { long } from './samples'

export const source = [
	'一、秘书科（值班室）',
	'1.负责文电处理，负责会务；',
	'负责督促检查。',
	'二、人事科',
	'1.负责工资福利。',
	'',
	'第 1 页',
	'联系电话见附件',
	long
]

const line = (text: string, from: number, to = from) => ({ text, printed: null, from, to })
export const reading: CatalogueReading = {
	office: null,
	sections: [
		{
			...{ name: '秘书科', printed: '祕書科', aliases: ['值班室'], from: 1, to: 1 },
			duties: [line('负责文电处理，负责会务；负责督促检查。', 2, 3), line(long, 9)],
			tasks: [line('每季度印发简报。', 3)]
		},
		{
			...{ name: '人事科', printed: null, aliases: [], from: 4, to: 4 },
			duties: [line('负责工资福利。', 5)],
			tasks: []
		},
		{ name: '没有职责的科', printed: null, aliases: [], from: 7, to: 7, duties: [], tasks: [] }
	],
	unplaced: [{ line: 8, text: '联系电话见附件' }],
	warnings: [
		{ line: 5, text: '这一行可能是上一条的后半句' },
		{ line: null, text: '没有认出单位名称' }
	]
}

const section = (id: string, name: string, duties: string[], aliases: string[] = []): CatalogueSection => ({
	section: id,
	name,
	aliases,
	duties: duties.map((text, i) => ({ id: `${id}d${i}`, no: i + 1, text })),
	tasks: []
})
export const versions: [CatalogueSection[], CatalogueSection[]] = [
	[
		section('a', '秘书科', ['负责文电处理。', '负责政务公开。']),
		section('b', '督查室', ['负责督促检查重要决策的落实。']),
		section('c', '行政科', ['负责后勤服务。'])
	],
	[
		section('a', '综合科', ['负责公文、文电处理。'], ['值班室']),
		section('c', '行政科', ['负责后勤服务。', '负责政务公开。']),
		section('d', '法制科', [long])
	]
]
