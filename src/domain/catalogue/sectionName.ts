import { tidy } from './lines'

/** How names of sections end. */
const ENDINGS = '科室股处办组队站所局厅委司班社部课庭'
const LONGER_ENDINGS =
	/(?:中心|支部|总支|工会|团委|党委|纪委|妇委会|妇联|党组|机构|专员|专班|总值班|服务部|武装部|组织部|宣传部|档案馆|食堂|分部|窗口|服务台|热线)$/
/** What ends like a name and is none. */
const NO_NAMES =
	/(?:[督承交催转主协经查待举兴开筹申领代]办|值班|上班|轮班|领班|带班|跟班|换班|网站|车站|场所|全局|大局|当局|查处|(?:干|内|外|全|总|大|局|各|本|分|军)部|\d{2,}室|调处|之处|好处|到处|公司|(?:^|[省市县区州镇])委|常委|政委|分组|重组|各.{0,4}[科处股]室|有关[科处股]室|[科处股]室设置|本科室|兄弟科室|(?:内设|下设|直属|所属|派出|管理|工作|有关|相关|议事|组织|行政|事业|职能|主要)机构|其他.{0,4}[科处股]室)$|^(?:[科处股]室|机构|中心|办公|内设.*|下设.*|(?:本[^科]|该|各).*)$/
/** How duties begin and names never do. */
const HARD_VERBS =
	/^(?:主要)?(?:负责|承担|承办|办理|完成|做好|协助|协同|配合|贯彻|参与|参加|开展|起草|草拟|拟订|拟定|牵头|掌理|按照|根据|落实|及时|定期|对(?:[^外台口接]|$)|为(?:[^民侨]|$)|向|与|和|及|或|并|是|由)/
/** How duties begin, and the names of some sections: 组织人事科, 督查督办科. */
const SOFT_VERBS =
	/^(?:组织|指导|协调|管理|推进|研究|联系|监督|统筹|督促|检查|收集|审核|制定|编制|维护|处理|承接|接待|提供|汇总|宣传|建立|加强|服务|保障|执行|实施|调查|汇集|掌握|安排|编辑|报送|分析|受理|履行|代拟|整理|围绕|具体|搞好|抓好|统计|传达|召集|筹备|实行|依法|代表|健全|审查|审批|登记|保管|上报|拟办|跟踪|规范)/
const ORDINAL = /^[一二三四五六七八九十\d]{1,3}$/
const OTHER_NAMES =
	/^(?:同时|对外|保留|增|加|并|另|亦|也|原|统一)*(?:挂|加挂|使用|称|又称|简称|全称|合署|名称为)[：:]?|^[与和]/
const PLATE = /(?:的?牌子|的?名称|的?印章|合署办公|合署)$|^办公$/
const MARKS = /[“”"「」『』《》\s]/g
/** What a bracket holds that is not a name: staffing, persons, numbers, remarks. */
const NOT_ALIAS =
	/[\d：:。；]|编制|^续|续表|[一二三四五六七八九十两]+[人名]|负责人|科长|主任|电话|略|本级|[正副]?[科处股]级/
/** 秘书科主要职责, 秘书科的职责如下 */
const OF_DUTIES =
	/(?:的)?(?:主要|工作|科室|处室|股室|岗位|具体|基本|部门)*(?:职责|职能|职责任务|工作任务|工作内容|职责范围|工作职能)(?:和任务|分工)?(?:包括|如下|是|为|有)*$/

export interface Named {
	name: string
	aliases: string[]
}

/** A printed name, its brackets moved to the aliases: （挂甲科、乙科牌子） names two. A bracketed ordinal is part of the name. */
export function nameOf(printed: string): Named {
	let rest = tidy(printed)
		.replace(/[(﹙〔[]/g, '（')
		.replace(/[)﹚〕\]]/g, '）')
		.replace(/^[*#【\s]+|[*】\s：:。；;、]+$/g, '')
	const aliases: string[] = []
	for (let round = 0; round < 8; round++) {
		const open = rest.lastIndexOf('（')
		if (open <= 0 || !rest.endsWith('）')) break
		const inside = rest.slice(open + 1, -1)
		if (ORDINAL.test(inside)) break
		aliases.unshift(...aliasesIn(inside))
		rest = rest.slice(0, open)
	}
	const outside = plateIn(rest)
	if (outside) {
		rest = outside.name
		aliases.push(...outside.aliases)
	}
	return { name: rest.replace(OF_DUTIES, ''), aliases }
}

/** 综合科，加挂督查室牌子 and 综合科挂督查室牌子: brackets left out. */
function plateIn(text: string): Named | null {
	const found = /^([^，,]{2,20}?)[，,]?((?:同时|对外|并)*(?:加挂|挂)[^挂]{2,40}?)(?:牌子)$/.exec(text)
	if (!found || !looksLikeName(found[1]!)) return null
	return { name: found[1]!, aliases: aliasesIn(found[2]!) }
}

/** The names in a bracket or in a sentence such as 加挂甲科、乙科牌子. */
export function aliasesIn(bracket: string): string[] {
	const names: string[] = []
	for (const part of bracket.split(/[、，,；;/]/).flatMap(bothOf)) {
		let name = part
		for (let before = ''; before !== name;) {
			before = name
			name = name.replace(OTHER_NAMES, '').replace(PLATE, '')
		}
		const quoted = /^[“"「『]([^“”"「」『』]+)[”"」』]$/.exec(name)
		if (quoted) name = quoted[1]!
		if (name.length > 1 && (looksLikeName(name) || !NOT_ALIAS.test(name))) names.push(name)
	}
	return names
}

/** 甲科和乙科 are two; 党建和人事科 is one. */
function bothOf(text: string): string[] {
	for (const and of ['和', '与', '及']) {
		const at = text.indexOf(and)
		if (at > 1 && looksLikeName(text.slice(0, at).replace(OTHER_NAMES, '')))
			return [text.slice(0, at), text.slice(at + 1)]
	}
	return [text]
}

/** Two printed names with the same key are one section: brackets, blanks and quotation marks aside. */
export function sectionKey(name: string): string {
	return nameOf(name).name.replace(MARKS, '')
}

/** Whether a heading could be the name of a section: short, no sentence, and ending as they do. */
export function looksLikeSection(printed: string): boolean {
	if (printed.length > 80) return false
	let answer = answers.get(printed)
	if (answer === undefined) {
		if (answers.size >= ANSWERS_AT_MOST) answers.clear()
		answers.set(printed, (answer = looksLikeName(nameOf(printed).name)))
	}
	return answer
}

/** Every layout asks about the same words again, five times on average: what was answered is kept for a while. */
const answers = new Map<string, boolean>()
const ANSWERS_AT_MOST = 1_000

function looksLikeName(name: string): boolean {
	if (!couldBeName(name) || NO_NAMES.test(name)) return false
	if (SOFT_VERBS.test(name) && name.length > 8 && /[的等、]|工作$/.test(name)) return false
	return ENDINGS.includes(name[name.length - 1]!) || LONGER_ENDINGS.test(name) || ORDINAL_NAME.test(name)
}

const ORDINAL_NAME = /[科处室股组](?:[一二三四五六七八九十]|（[一二三四五六七八九十\d]+）)$/

/** Whether a text is short and plain enough to name a section, whatever its ending. */
export function couldBeName(name: string): boolean {
	return (
		name.length >= 2 &&
		name.length <= 25 &&
		!/[，,。；;：:！？!?|/>＞»→…×_=]/.test(name) &&
		!HARD_VERBS.test(name)
	)
}

/** 负责, 承担: what no name or title begins with. */
export function beginsWithVerb(text: string): boolean {
	return HARD_VERBS.test(text)
}

/** Begins with a verb proper, not with 根据 or 为. */
export function saysWhatIsDone(text: string): boolean {
	return beginsLikeDuty(text) && !/^(?:根据|按照|对|为|向|与|和|及|或|并|是|由|及时|定期|落实)/.test(text)
}

export function beginsLikeDuty(text: string): boolean {
	return HARD_VERBS.test(text) || SOFT_VERBS.test(text)
}

/** The sections a cell or a heading names: several where every part is one. */
export function sectionsIn(cell: string): Named[] {
	const whole = nameOf(cell)
	if (!/[、，,；;/\v]/.test(whole.name)) return [whole]
	const parts = cell.split(/[、，,；;/\v]/).filter((part) => part.trim() !== '')
	if (parts.length < 2 || !parts.every(looksLikeSection)) return [whole]
	return parts.map(nameOf)
}
