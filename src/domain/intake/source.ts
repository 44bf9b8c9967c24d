import type { Found, Reading } from './reading'
import { said } from './reading'

export interface Source {
	/** As it is shown: the body, the person with it in brackets. */
	name: string
	/** The body or the person alone, for the place it tells of. */
	body: string
	found: Found
}

const ADDRESSEE =
	/^(?:(?:县|市|区|省|镇)?(?:人民)?(?:政府|委)?(?:办公室|办)?(?:总?值班室|值守中心)|.{0,3}(?:主任|书记|县长|区长|市长|局长|秘书长|处长|科长|领导|同志们?|老师)|您好|你好|喂|领导好|报告|紧急|速报|情况|简报|标题|时间|地点|内容|备注|事由|主题|抄送|来电内容|要情|续报|首报|来电时间|转发)$/
/** On a form the words before a colon ask for something; nobody is called 事件名称. */
const ASKS =
	/(?:名称|时间|地点|地址|位置|类型|类别|性质|级别|等级|原因|起因|经过|概况|概述|情况|措施|人数|编号|标题|题目|要素|损失|范围|影响|进展|建议|需求|方式|电话)$/
const SPEAKS =
	/(?:值班室|值班员|值守)?[^,。]{0,6}?(?:来电话?|打来电话|打电话|来函|来报|来电报告|电话报告|电话报|电传|传真|电告|急报|报告|报称|报|通报|转报|反映|上报|称|讲|说|发来)$/
const BODY =
	/(?:局|委|办|办公室|中心|部|大队|支队|总队|中队|派出所|镇|乡|街道|街道办|社区|村委会?|村|居委会|公司|厂|矿|医院|卫生院|保健院|学校|中学|小学|幼儿园|大学|学院|园区|管委会|指挥部|台|站|处|科|室|所|段|队|林场|农场|水库|集团|酒店|商场|市场|政府|组|府|院|馆|值班室|值班员|夜班|分局|综治办|应急办|分中心|机场|港|物业|景区|救援队|三防办|防办)(?:值班员|值班室|值班)?$/
const PERSON =
	/(?:小|老)[\u4e00-\u9fff]$|[\u4e00-\u9fff]某某?$|(?:值班员|网格员|护林员|保安|队长|村主任|村支书|支书|书记|主任|镇长|乡长|校长|园长|站长|所长|科长|居民|村民|群众|市民|业主|司机|工人|员工|家属|店主|老板|经理|医生|护士|老师|巡查员|巡护员|水库管理员|安全员|负责人|先生|女士|同志|师傅|组长|干部|民警|群众来电)$/
const ANONYMOUS =
	/匿名|不愿透露|没留姓名|未留姓名|落款[^,。]{0,6}(?:不清|模糊|洇|缺)|来源不明|号码未显示|没有?显示/
const I_AM = /(?:我们?是|这里是|这边是|我这里是|我叫|本人是)([^,。;:!?()\n]{2,24})/g
const SIGNED = /—+\s*([^,。;:!?()—\n]{2,20})$|\n([^,。;:!?()\n]{2,20})$/
const SHOWN = /(?:号码|来电)(?:显示|归属)(?:为|是)?([^,。;:!?()\n]{2,16})/
const TITLE =
	/^(?:【[^】]{2,16}】)?([^,。;:!?()\n]{2,20}?)(?:关于[^。\n]{2,60}?的?)?(?:首次|初步|第.次|紧急|情况)?(?:的)?(?:首报|续报|终报|初报|快报|报告)/
const BRACKET = /^【([^】]{2,16})】/
const FAMILY = /姓([\u4e00-\u9fff])(?:[,。;:!?()\n]|$)/
const LIVES = /我(?:们)?(?:就)?(?:住|在)([^,。;:!?()\n]{2,14})/

/** Who reported; null where nobody is named. */
export function sourceOf(reading: Reading): Source | null {
	return signed(reading) ?? iAm(reading) ?? opening(reading) ?? shown(reading) ?? neighbour(reading)
}

function make(reading: Reading, from: number, to: number, more = ''): Source | null {
	const name = said(reading, from, to).replace(/^(?:报告|转发|据|接|喂)[:,,、]?/, '')
	if (name.length < 2) return null
	return { name: name + more, body: name, found: { from, to, text: reading.text.slice(from, to) } }
}

/** ——县应急局老周, or the last line. */
function signed(reading: Reading): Source | null {
	const text = reading.text.replace(/[。!\s]+$/, '')
	// A body alone in the last sentence has signed.
	const last = reading.segments.at(-1)
	const alone =
		last &&
		!last.text.startsWith('—') &&
		last.to === text.length &&
		reading.segments.at(-2)?.sentence !== last.sentence
	if (
		alone &&
		reading.segments.length > 2 &&
		last.text.length <= 16 &&
		(BODY.test(last.text) || /[小老][\u4e00-\u9fff]$/.test(last.text))
	)
		return make(reading, last.from, last.to)
	const match = SIGNED.exec(text)
	const who = match?.[1] ?? match?.[2]
	if (!match || !who || (match[1] === undefined && !BODY.test(who) && !PERSON.test(who))) return null
	const from = text.length - who.length
	const bracket = BRACKET.exec(reading.text)
	// 【生态环境分局】… ——李军: the body stands at the head, the person at the foot.
	const made = make(reading, from, text.length)
	if (made && bracket && !BODY.test(who))
		return { ...made, name: said(reading, 1, 1 + bracket[1]!.length) + made.name }
	return made
}

function iAm(reading: Reading): Source | null {
	I_AM.lastIndex = 0
	for (let m = I_AM.exec(reading.text); m; m = I_AM.exec(reading.text)) {
		const who = m[1]!.replace(/(?:这边|这里|的|啊|呀|呢|吧|,)+$/, '')
		if (!BODY.test(who) && !PERSON.test(who)) continue
		const to = m.index + m[0].length
		const from = to - m[1]!.length
		const family = FAMILY.exec(reading.text.slice(to, to + 12))
		return make(reading, from, from + who.length, family ? family[1] + '某' : '')
	}
	return null
}

/** What the text opens with: 县公安局：…, 白石镇值班室来电，…, 【…】, 青石县政府总值班室关于…的首报. */
function opening(reading: Reading): Source | null {
	const { segments, text } = reading
	const bracket = BRACKET.exec(text)
	if (bracket && BODY.test(bracket[1]!)) return make(reading, 1, 1 + bracket[1]!.length)
	for (let s = 0; s < Math.min(segments.length, 4); s++) {
		const segment = segments[s]!
		if (ANONYMOUS.test(segment.text)) return null
		const end = text.charAt(segment.to)
		const title = s === 0 ? TITLE.exec(segment.text) : null
		if (title && BODY.test(title[1]!)) return named(reading, segment.from, title[1]!)
		const speaks = SPEAKS.exec(segment.text)
		const length = segment.text.length
		const head = speaks && (end === ':' || end === ',') ? leading(segment.text) : segment.text
		if (ADDRESSEE.test(head) || (end === ':' && ASKS.test(segment.text))) continue
		if (end === ':' && length <= 26 && (BODY.test(head) || PERSON.test(head) || speaks))
			return named(reading, segment.from, head)
		if (speaks && length <= 26 && (BODY.test(head) || PERSON.test(head)))
			return named(reading, segment.from, head)
	}
	// 据县医院报告…, 接110指挥中心通报…
	const told = /^(?:据|接|接到|根据)([^,。;:!?()\n]{2,20}?)(?:来电|报告|电话|通报|反映|转报|报)/.exec(text)
	if (told && (BODY.test(told[1]!) || PERSON.test(told[1]!))) {
		const from = told[0].indexOf(told[1]!)
		return make(reading, from, from + told[1]!.length)
	}
	return null
}

/** Before the verb of speaking, with the officer that stands there. */
function leading(text: string): string {
	const speak =
		/(?:来电话?|打来电话|打电话|来函|来报|来电报告|电话报告|电话报|电传|传真|电告|急报|报告|报称|报|通报|转报|反映|上报|称|讲|说|发来)$/.exec(
			text
		)
	return speak ? text.slice(0, speak.index).replace(/(?:于|再次|电话|紧急|刚才|今天|来电)+$/, '') : text
}

/** 甲转乙报告: what reached us came from 甲, which had it from 乙. */
function named(reading: Reading, from: number, head: string): Source | null {
	const lead = /^(?:据|接|喂|您好)[,,]?/.exec(head)?.[0].length ?? 0
	const turn = head.indexOf('转', 2)
	if (turn > lead && turn < head.length - 1) {
		const first = make(reading, from + lead, from + turn)
		const second = said(reading, from + turn + 1, from + head.length)
		if (first && second) return { ...first, name: `${first.name}（${second}）`, body: first.body }
	}
	return make(reading, from + lead, from + head.length)
}

function shown(reading: Reading): Source | null {
	const match = SHOWN.exec(reading.text)
	if (!match || ANONYMOUS.test(match[0]) || /^\d/.test(match[1]!)) return null
	const from = match.index + match[0].length - match[1]!.length
	return make(reading, from, from + match[1]!.length)
}

/** 我就住对面楼，姓陈 */
function neighbour(reading: Reading): Source | null {
	if (ANONYMOUS.test(reading.text)) return null
	const family = FAMILY.exec(reading.text)
	const lives = LIVES.exec(reading.text)
	if (!family && !lives) return null
	const around = lives && family && Math.abs(lives.index - family.index) < 30 ? lives : null
	if (!around && !(family && /我(?:的)?姓|我[^。]{0,20}姓/.test(reading.text))) return null
	const person = family ? `${family[1]}某` : ''
	if (!around)
		return { name: person, body: '', found: { from: family!.index, to: family!.index + 2, text: family![0] } }
	const from = around.index + around[0].length - around[1]!.length
	const made = make(reading, from, from + around[1]!.length)
	return made && { ...made, name: `${made.name}居民${person}`, body: '' }
}
