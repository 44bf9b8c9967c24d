import type { Category } from '../event'
import type { Reading } from './reading'
import type { People } from './casualties'

export const ELEMENTS = ['时间', '地点', '信息来源', '伤亡', '原因', '已采取措施'] as const
export type Element = (typeof ELEMENTS)[number]

/** A suspicion counts as said. */
const CAUSE =
	/(?:原因|起因|火因|诱因|病因|缘由)(?:为|是|系|初步|可能|疑似|初判|或|与)|(?:初步|初)(?:判断|分析|怀疑|认定|查明|查|判|核)[^,。]{0,6}(?:为|是|系|因|由|与)|怀疑|疑似|疑为|疑因|可能(?:是|因|为|与|由)|估计(?:是|因)|应该是|因为|由于|因[^,。此]{2,20}(?:引发|引起|导致|造成|所致|起火|爆炸|侧翻|坍塌|失控|发生|与)|引起的?|引发|引燃|导致|所致|所引|受[^,。]{1,20}影响|短路|老化|操作不当|违规|违章|超速|超载|酒驾|醉驾|疲劳驾驶[^是否]|爆胎|刹车失灵|刹车失控|未保持|闯红灯|逆行|故障|进水|挖断|挖破|烧炭|烧纸|痴呆|精神(?:病|障碍|异常)|纠纷|矛盾|拖欠|欠薪|欠了|讨薪|要工钱|工钱|失眠|轻生|不满|雷击|电线|烟头|电动车充电|充电(?:时|起)/
const UNKNOWN_CAUSE =
	/(?:原因|起因|动机|病因|致病|是否[^,。]{1,10})(?:[^,。]{0,6}?)(?:待查|不明|不详|不清|未明|待核|调查|核实|在查|在审|还在|正在|尚未|有待|待进一步|待定|未知|没查)|原因还?(?:在|没|不)/g
/** Something has been done or is being done about it. */
const DONE =
	/(?:已|已经|正|正在|正组织|在)(?:经|被|由)?[^,。;!?]{0,10}?(?:组织|送|转移|疏散|撤|扑|救|搜|抢修|抢通|处置|封|停|断|关|控制|劝|调|派|挖|赶|赴|到场|通知|协调|安抚|隔离|消毒|排查|清理|清障|抽|堵|稀释|监测|警戒|维持|处理|联系|启动|拉|采样|监控|现场|盘查|审|调查|核实|报警|救治|抢救|治疗|引导|绕行|加固|打捞|上报)|(?:消防|公安|交警|民警|派出所|医护|120|119|110|救护车|救援队|村干部|镇干部|工作人员|应急队|物业|海警|海事|民兵|扑火队|养护站|电力|供水|燃气公司)[^,。;!?]{0,10}(?:到|来|去|在|赶|派|出|上|找|救|灭|撒|送|抢|处|封|劝|疏|控|抓|带)|出动|到场|赶到|赶赴|扑灭|浇灭|救出|救援|搜救|送医|送往|送到|送市|送县|送省|送院|送至|控制|封闭|封锁|封存|关阀|关闭|关了|停产|停工|停运|停止|停用|停了|停供|切断|抢修|抢通|疏散|撤离|撤到|转移|安置|消毒|隔离|采样|启动[^,。]{0,6}(?:预案|响应|备用)|拉了?警戒|警戒|搭建|撒了|放下来|劝离|劝返|报警|报了警|拨打|打了(?:110|119|120)|派人|派了|派出|组织[^,。]{0,8}(?:人|队|民兵|党员|干部)|清理|分流|绕行|辟谣|止血|包扎|堵上|堵住漏|围挡|立案|救治|排查|封控/
/** Asked for, or not yet. */
const ASKED =
	/请|要不要|快|能不能|需要?|希望|应该|建议|尽快|想|打算|如果|是否|还没|没有人|没人|尚未|未采取|等.{0,6}(?:来|到)$|报了警的|报的警/

/** What a first report should hold and this one does not. Hints: they never hold a report back. */
export function missingElements(
	reading: Reading,
	incident: boolean,
	category: Category,
	known: { time: boolean; place: boolean; source: boolean; people: People }
): Element[] {
	const missing: Element[] = []
	const { deaths, injuries, missing: lost, trapped } = known.people
	if (!known.time) missing.push('时间')
	if (!known.place) missing.push('地点')
	if (!known.source) missing.push('信息来源')
	if (deaths === null && injuries === null && lost === null && trapped === null) missing.push('伤亡')
	if (incident && category !== '自然灾害' && !causeSaid(reading.text)) missing.push('原因')
	if (!acted(reading)) missing.push('已采取措施')
	return missing
}

function causeSaid(text: string): boolean {
	return CAUSE.test(text.replace(UNKNOWN_CAUSE, ' '))
}

function acted({ segments, text }: Reading): boolean {
	return segments.some(
		({ text: said, hearsay, to }) =>
			!hearsay && DONE.test(said) && !ASKED.test(said) && text.charAt(to) !== '?'
	)
}
