import { tidy } from './lines'

/** What a column holds. `office`: the office's own duties, set before the sections that carry them. */
export type ColumnKind = 'number' | 'section' | 'alias' | 'duty' | 'task' | 'office'

const OFFICE =
	/^(?:“?三定”?规定.{0,10}|(?:部门|单位|办公室|全办|机关|本单位|局|委)(?:的)?(?:主要)?(?:职责|职能))$/
const TASK = /^(?:(?:科室|处室|股室|具体|主要|重点|日常|岗位)*(?:工作任务|任务)|重点工作)$/
/** The same as they stand alone on a line, where any words could. */
const ALONE =
	/^(?:(?:责任|承办|负责|牵头|内设|下设)*(?:科室|处室|股室|机构|部门|单位|岗位)(?:名称|编号|名|设置)?|内设机构名称|(?:科室|处室|股室|机构|岗位|具体|工作|主要|基本)*(?:职责|职能)(?:任务|内容|名称|范围|描述)?|工作内容|工作事项)$/
const SECTION = /科室|处室|股室|科股室|内设机构|机构|部门|单位|岗位|组别|科别|处别|室别|^(?:科|处|股|室|组)$/
const NO_SECTION = /职责|职能|任务|内容|事项|电话|领导|负责人|性质|地址|地点|编制|人数|分工|工作/
const DUTY =
	/职责|职能|职掌|事项|内容|分工|业务|对接领域|负责领域|工作范围|^名称$|^(?:管|做|干|负责)什么|^(?:主要|具体|重点)?工作$/
const NO_DUTY = /电话|时间|地点|依据|责任人|负责人|标准|流程|数量|目标|方式|备注|权限|领导/
const ALIAS = /^(?:加?挂牌(?:子|名称|机构)?|别名|简称|又称|其他名称|合署)$/
const NUMBER = /^(?:序号|编号|号|序|No\.?)$/i

/** What a column head names; null: it is no head of a column. */
export function columnKind(head: string): ColumnKind | null {
	const text = tidy(head).replace(/[（(].*$|[*：:]/g, '')
	if (text === '' || text.length > 16) return null
	if (NUMBER.test(text)) return 'number'
	if (ALIAS.test(text)) return 'alias'
	if (OFFICE.test(text)) return 'office'
	if (TASK.test(text)) return 'task'
	if (text.length <= 10 && SECTION.test(text) && !NO_SECTION.test(text)) return 'section'
	return DUTY.test(text) && !NO_DUTY.test(text) ? 'duty' : null
}

/** A line of nothing but heads of columns, parted by blanks; null: it is none. */
export function columnHeads(line: string): ColumnKind[] | null {
	if (line.length > 60) return null
	const kinds: ColumnKind[] = []
	for (const word of line.split(/[\s|]+/)) {
		if (word === '') continue
		const kind = columnKind(word)
		if (
			kind === null ||
			((kind === 'section' || kind === 'duty') && !ALONE.test(word.replace(/[：:*]/g, '')))
		)
			return null
		kinds.push(kind)
	}
	return kinds.length > 0 ? kinds : null
}
