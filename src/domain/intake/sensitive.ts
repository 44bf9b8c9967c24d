import type { Instant } from '../instant'
import { officeDate } from '../instant'
import type { Reading } from './reading'
import type { Told } from './category'
import { ESCAPED, HAZMAT } from './events'
import { calendarOf, dayOf, type Calendar } from '../roster/calendar'

export const FLAGS = [
	'涉学校',
	'涉外',
	'涉港澳台',
	'敏感时间',
	'危化品',
	'人员密集场所',
	'舆情热点',
	'群体性'
] as const
export type Flag = (typeof FLAGS)[number]

const SCHOOL =
	/学校|小学|中学|高中|初中|[一二三四五六七八九十]中(?:学|晚|午|早|校|门|附|考|操|教|食|宿|初|高|[东西南北]|,|。|$)|幼儿园|大学|学院|职校|技校|职高|校园|校车|校门|师生|教学楼|女生|男生|高[一二三]|初[一二三]|年级|学生|研学|夏令营|冬令营|营员|托育|幼儿|大学生|小学生|中学生/
const PUPILS_ELSEWHERE =
	/转移|安置|停课|通知|租|放假|避险|撤到|撤至|搬到|疏散到|大学学历|毕业|附近有|抽调|志愿/
const FOREIGN =
	/外籍|外国|外宾|外商|外企|外资|国籍|领事|大使馆|使馆|国际友人|(?:美|英|法|德|日本?|韩|俄罗斯?|意大利|加拿大|澳大利亚|印度|越南|泰|缅甸|老挝|巴基斯坦|西班牙|巴西|菲律宾|马来西亚|新加坡|乌克兰|非洲|欧洲)(?:国)?(?:籍|人|游客|公民|专家|留学生|旅客|商人|工程师|女子|男子)|留学生/
const HMT =
	/(?:香港|澳门|台湾|港澳|台|港|澳)(?:籍|同胞|胞|商|居民|游客|旅客|旅行团|人士|青年|学生|团|企|资)|香港|澳门|台湾|港澳台/
const SEASON =
	/两会|人代会|人大会|政协会|党代会|全会|高考|中考|考研|研究生考试|公务员考试|学业水平考试|考点|考场|春节|除夕|大年|元宵|清明节|五一|端午|中秋|国庆|元旦|黄金周|春运|庙会|灯会|跨年|运动会|博览会|文化节|旅游节|峰会|论坛|马拉松|阅兵|泼水节|开斋节|古尔邦|那达慕|火把节|龙舟赛/
const CROWDED =
	/市场|商场|超市|购物中心|商城|步行街|夜市|集市|酒店|宾馆|旅馆|民宿|饭店|火锅店|餐厅|医院|卫生院|养老|敬老院|福利院|护理院|客运站|车站|火车站|高铁站|地铁|机场|候车|候机|景区|景点|风景区|度假区|游乐|动物园|公园|KTV|歌厅|舞厅|网吧|酒吧|影院|电影院|剧院|剧场|体育馆|体育场|演唱会|浴场|洗浴|会展|展馆|寺庙|庙会|综合体|广场/
const NOT_OPEN = /在建|未开业|停业|废弃|旧市场|拆迁/
const ONLINE =
	/网上|网络上|网传|疯传|热搜|抖音|快手|微博|朋友圈|微信群|业主群|群里(?:在|都|已)?传|短视频|直播|转发|刷屏|热议|舆情|舆论|网民|网友|自媒体|论坛上|发帖|视频(?:已|在|被)?(?:传|流|发|扩散)/
const CROWD =
	/(?:讨薪|要工钱|讨要|要工资|欠薪|拖欠|要说法|上访|信访|维权|抗议|诉求|要求退|退款|退房|赔偿|横幅|聚集|围堵|堵门|堵路|堵住|静坐|罢工|罢运|停运|集访|集体)/
const MANY = /[几数上]?[十百千]|\d{2,}|群众|业主|村民|工人|司机们|家长|人群|多名|多人|一群|集体|们/

export function sensitiveOf(
	reading: Reading,
	told: readonly Told[],
	place: string,
	occurred: Instant | null
): Flag[] {
	const { text, segments } = reading
	const at = new Set(told.map((hit) => hit.segment))
	const hurt = /伤|亡|死|失联|失踪|被困|中毒|呕吐|腹泻|发热|发烧|症状|病例|\d例|不适|躺|血|被打|溺水|坠/
	const near = (pattern: RegExp, not: RegExp | null) =>
		pattern.test(place) ||
		segments.some(
			({ text: said, hearsay }, s) =>
				!hearsay && (at.has(s) || hurt.test(said)) && pattern.test(said) && !not?.test(said)
		)
	const flags: Flag[] = []
	const has = (flag: Flag, is: boolean) => void (is && flags.push(flag))
	has('涉学校', near(SCHOOL, PUPILS_ELSEWHERE))
	has('涉外', FOREIGN.test(text))
	has('涉港澳台', HMT.test(text))
	has('敏感时间', (occurred !== null && holiday(occurred)) || SEASON.test(text))
	has('危化品', hazmat(reading))
	has('人员密集场所', crowded(reading, at, place))
	has('舆情热点', ONLINE.test(text))
	has('群体性', segments.some(({ text: said }) => CROWD.test(said)) && MANY.test(text) && demanding(text))
	return flags
}

function demanding(text: string): boolean {
	return /横幅|聚集|围堵|堵|静坐|罢|上访|集访|集体|门口|围住|抗议|停运|游行|来了[^,。]{0,8}人/.test(text)
}

let calendar: Calendar | null = null

function holiday(at: Instant): boolean {
	calendar ??= calendarOf()
	const { kind } = dayOf(calendar, officeDate(at))
	return kind === 'holiday' || kind === 'eve'
}

function hazmat({ text, segments }: Reading): boolean {
	if (!ESCAPED.test(text)) return false
	return segments.some(({ text: said, hearsay }) => {
		const found = hearsay ? null : HAZMAT.exec(said)
		return found !== null && !/没有|无|未装|不含|不是|空/.test(said.slice(0, found.index))
	})
}

/** In the place, or where it happened; not where the hurt were taken or whence a witness came. */
function crowded({ segments }: Reading, at: ReadonlySet<number>, place: string): boolean {
	const open = (said: string) => CROWDED.test(said) && !NOT_OPEN.test(said)
	if (open(place)) return true
	for (let s = 0; s < segments.length; s++) {
		const { text, hearsay } = segments[s]!
		const there = at.has(s) || /^(?:就)?(?:在|位于)|边上|旁边|附近|对面/.test(text)
		if (!hearsay && there && open(text) && !/送|转|救治|抢救|治疗|派|调|赶|支援|专家|住院|自来水/.test(text))
			return true
	}
	return false
}
