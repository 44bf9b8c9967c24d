import { tidy } from './lines'

const OFFICE =
	/^(.{0,30}?(?:(?:政府|[市县区]委)办(?:公[室厅])?|(?:管委会|委员会)(?:办公[室厅])?|厅办公室))(.*)$/
/** What a title says after the office's name. */
const TITLE_REST =
	/^(?:的|内设|机构|[科处股]室|职责|职能|配置|人员编制|工作|主要|部门|[“"]?三定[”"]?|方案|规定|分工|目录|清单|情况|一览|表|及其?|和|与|、|对照|说明|简介)*$/

/** The office a title names: ××区人民政府办公室科室职责一览表. Null where a line is no such title. */
export function officeIn(line: string): string | null {
	const title = tidy(line)
	if (title.length > 50) return null
	const found = OFFICE.exec(title)
	return found && TITLE_REST.test(found[2]!) ? found[1]! : null
}
