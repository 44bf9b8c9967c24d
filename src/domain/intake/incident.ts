import type { Reading } from './reading'

const DRILL = /演练|演习|拉练|测试(?:一下|信息|短信|消息|传真|电话)|试线|试机/
const REAL = /不是演练|非演练|不是演习|并非演练|演练(?:中|时|期间|过程)[^。]{0,12}(?:受伤|死亡|坠|倒塌|中毒)/
const SHOWN_FALSE =
	/谣言|辟谣|不实|虚惊|误报|误会|恶作剧|查无此|并无此|并未发生|没有这回事|没这回事|系谣传|纯属|好好的|一切正常|未见异常|没有异常|虚假信息|是假的|都是假的|属误|已解除误|报假警/
const ENQUIRY =
	/咨询|请问|想问|问一下|问问|打听|了解一下|询问|怎么办理|什么时候|能不能办|是否可以|哪里办|打错|拨错|感谢|表扬|点赞|推销/
const PLANNED = /预警信号|发布[^。]{0,10}预警|预计(?:明|今晚|未来)/
const HARM = /伤|亡|死|失联|被困|起火|爆炸|坍塌|救援|抢救|已疏散|泄漏/

/** Whether something has happened that calls for a response. A drill, an enquiry, a rumour shown to be false is none. */
export function isIncident(reading: Reading, told: boolean, harm: boolean): boolean {
	const { text } = reading
	if (DRILL.test(text) && !REAL.test(text)) return false
	if (SHOWN_FALSE.test(text) && !harm) return false
	if (ENQUIRY.test(text) && !harm && !HARM.test(text)) return false
	if (PLANNED.test(text) && !harm && !HARM.test(text)) return false
	return told || harm
}
