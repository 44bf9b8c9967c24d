import type { Draft, Source } from './draft'
import { tidy } from './lines'

/** How the names of offices end. */
const ENDING =
	/(?:政府|局|委员会|管委会|工委|委|办公室|办公厅|办事处|办|厅|中心|部|院|署|会|处|队|站|社|馆|所|公司|学院|大学|中学|小学|学校|党校|幼儿园|林场|农场|机场|电视台|气象台|集团|法庭|工会|机关)$/
/** What a title says after the office's name. */
const TITLE_REST =
	/^(?:的|内设|机构|机关|本级|业务|党政|管理|职能|所属|直属|下属|派出|单位|各?[科处股局课]室|各|股|职责|职权|职掌|职能|配置|设置|构成|组成|人员编制|编制|工作|主要|部门|[“"]?三定[”"]?|方案|规定|分工|目录|清单|情况|一览|表|及其?|和|与|、|对照|对应|分解|说明|摘编|摘要|摘录|选编|节选|简介|概况|领导|任务|介绍|岗位|信息|公开|公示|通知|汇编|汇总|手册|详情|组织|规程|条例|章程|办事细则|暂行|网站|门户|[（(〔].{1,12}[）)〕]|\d{4}年?版?)*$/
/** 都有哪些处室？ 下设的9个科室如何分工 */
const ASKED =
	/^[的都有下内部设个各科处股室秘书一二三四五六七八九十\d]{0,20}(?:有?哪些|如何|怎么|负责什么|管什么).{0,30}$/
/** No section is called so. */
const UNMISTAKABLE = /(?:学院|大学|学校|医院|法院|检察院|指挥部|红十字会|管委会|联合社)$/
const ABOUT = /^关于.{2,60}(?:通知|说明|意见|公告|公示|方案|函)$/
const PLACE = /[省市县区州盟旗镇乡]|新区|开发区|街道/
/** What stands before a name. */
const BEFORE =
	/^(?:.{0,40}?关于(?:印发|公布|明确|调整|报送)?|附件\d*[：:]?|.{2,4}名称[：:]|(?:填报|填表|编制|责任|发文|发布|印发|制发|公开|回复|答复)?(?:单位|部门|机构|机关|主体)[：:]|(?:提?问|请问|标题|题目|咨询)[：:，\s]*|欢迎(?:访问|光临)|(?:资料|信息|文章)?来源[：:]|《)+/

/** The office a title names: ××区人民政府办公室科室职责一览表. Null where a line is no such title. */
export function officeIn(line: string): string | null {
	if (line.length > 3_000) line = line.slice(0, 200)
	const whole = line.split(/[\t_|>]|[-—–]{2,}|\s[-—–·]\s|\s{2,}|[？?]/, 4)
	for (const part of line.length > 30 ? [...whole, ...line.split(/\s/, 2)] : whole) {
		const title = tidy(part).replace(/^[#*【\s]+|[*】》\s,，：:]+$/g, '')
		const name = title.length > 70 ? null : (titled(title.replace(BEFORE, '')) ?? titled(title))
		if (name !== null) return name
	}
	return null
}

function titled(title: string): string | null {
	for (let end = 4; end <= title.length && end <= 32; end++) {
		const name = title.slice(0, end)
		// 各乡镇文化站 are addressed, 本局 is whoever speaks.
		if (/^(?:[各本该]|关于)/.test(name)) return null
		if (/[，。；：、《]$/.test(name)) return null
		if (!ENDING.test(name)) continue
		const rest = title.slice(end)
		const placed = PLACE.test(name.slice(1, -1))
		if (
			rest === ''
				? placed
				: (placed || name.length > 6 || UNMISTAKABLE.test(name)) &&
					(TITLE_REST.test(rest) || ASKED.test(rest) || ABOUT.test(rest))
		)
			return name
	}
	return null
}

/** The office named before the sections; its line is of the print then. */
export function officeOf(
	{ lines, pieces }: Pick<Source, 'lines' | 'pieces'>,
	draft: Draft,
	before: number
): string | null {
	let office: string | null = null
	for (let at = 0; at < before && at < 60; at++) {
		const piece = pieces[at]!
		if (!piece.first || piece.marker) continue
		const named = officeIn(piece.line.text)
		if (named === null || (office !== null && named !== office)) continue
		office = named
		if (piece.line.text.length < 60) draft.take(piece, 'print')
	}
	return inFull(office, lines) ?? signedBy(lines) ?? officeSpokenOf(lines)
}

const DATED =
	/^[\d〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日$/

/** The office that signs a document: its name alone above the date, among the last lines. */
function signedBy(lines: Source['lines']): string | null {
	for (let i = lines.length - 1; i > 0 && i > lines.length - 12; i--) {
		if (!DATED.test(tidy(lines[i]!.text).replace(/\s/g, ''))) continue
		const name = tidy(lines[i - 1]!.text)
		if (officeIn(name) === name) return name
	}
	return null
}

/** 县水利局 in a title is the office that gives its whole name elsewhere; 中共 belongs to the name of a committee. */
function inFull(office: string | null, lines: Source['lines']): string | null {
	if (office === null) return null
	const party = `中共${office}`
	for (let i = 0; i < lines.length && i < 40; i++) if (lines[i]!.text.includes(party)) return party
	if (!/^[省市县区州旗镇乡]/.test(office)) return office
	for (let i = 0; i < lines.length; i++) {
		const { text } = lines[i]!
		if (text.length > 60 || !text.includes(office)) continue
		const name = officeIn(text)
		if (name !== null && name.length > office.length && name.endsWith(office)) return name
	}
	return office
}

const SPOKEN =
	/[\u4e00-\u9fff]{2,10}?(?:省|市|县|区|州|盟|旗|新区|开发区)(?:人民政府|管理委员会|管委会|委员会|委)(?:办公[室厅])/
const FROM = /来源[：:]\s*([^\s，。；：]{4,30})/

/** An office without a title: named at least twice in the first lines of a text, or the source of a page. */
export function officeSpokenOf(lines: Source['lines']): string | null {
	const found = new Map<string, number>()
	for (let i = 0; i < lines.length && i < 40; i++) {
		const name = SPOKEN.exec(lines[i]!.text.slice(0, 200))?.[0]
		if (name !== undefined) found.set(name, (found.get(name) ?? 0) + 1)
	}
	for (const [name, times] of found) if (times > 1) return name
	for (const { text } of lines) {
		const source = text.length < 200 ? FROM.exec(text)?.[1] : undefined
		if (source !== undefined && officeIn(source) === source) return source
	}
	return null
}
