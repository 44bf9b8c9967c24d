import { tidy } from './lines'

/** Where a table keeps what, as indexes of its columns; -1 or null: it has no such column. */
export interface Columns {
	section: number
	duty: number
	task: number | null
	number: number | null
	/** The office's own duties, set before the sections that carry them: not part of the catalogue. */
	office: number | null
}

const SECTION = [
	'责任科室',
	'承办科室',
	'负责科室',
	'责任处室',
	'承办处室',
	'责任股室',
	'承办股室',
	'科室名称',
	'处室名称',
	'股室名称',
	'内设机构',
	'内设机构名称',
	'机构名称',
	'科室',
	'处室',
	'股室',
	'责任部门',
	'责任单位'
]
const DUTY = [
	'科室职责',
	'处室职责',
	'股室职责',
	'职责内容',
	'职责名称',
	'职责事项',
	'具体职责',
	'工作职责',
	'职能',
	'职责',
	'事项名称',
	'工作内容',
	'事项',
	'名称'
]
const OFFICE = ['主要职责', '部门主要职责', '单位主要职责', '部门职责', '单位职责', '办公室职责']
const TASK = ['科室工作任务', '工作任务', '具体工作任务', '任务']
const NUMBER = ['序号', '编号', '号']

/** The columns a header row names; null: this row is not the header of a duty table. */
export function columnsOf(cells: readonly string[]): Columns | null {
	const heads = cells.map((cell) => tidy(cell).replace(/[（(].*$/, ''))
	const at = (words: readonly string[]) => {
		for (const word of words) {
			const i = heads.indexOf(word)
			if (i >= 0) return i
		}
		return -1
	}
	const office = at(OFFICE)
	let section = at(SECTION)
	let duty = at(DUTY)
	if (section < 0 && duty >= 0 && heads[duty] !== '名称') section = heads.indexOf('名称')
	if (duty < 0 || duty === section) duty = office
	if (section < 0 || duty < 0) return null
	const optional = (i: number) => (i < 0 || i === section || i === duty ? null : i)
	return { section, duty, task: optional(at(TASK)), number: optional(at(NUMBER)), office: optional(office) }
}
