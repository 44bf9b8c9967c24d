// What stands in a duty document beside duties: recognised by its form, and left for a person to look at.

import { beginsWithVerb, looksLikeSection } from './sectionName'

const PERSON =
	/^(?:现任)?(?:科室|处室|股室|分管|主要|本科室)?(?:负责人|负责同志|领导|科长|副科长|主任|副主任|处长|副处长|股长|副股长|室主任|局长|副局长|组长|书记|副书记|主席|联系人|经办人|(?:牵头|责任|配合|成员|主管|主办|协办|分管|参加|承办|联系)(?:单位|部门|领导|人)|备注|附?注|说明|合计|总计|小计|温馨提示|特别提示|特别说明|提示|注意事项|工作人员|人员|成员|姓名|秘书长|副秘书长|主任科员|科员|专员|职务)(?:姓名)?[：:\s（(]/
const CONTACT =
	/^(?:[^，。；：]{2,12}(?:[科处股室办局]))?(?:联系|联络|洽询|办公|值班|咨询|监督|举报|投诉|服务|传真|科室|对外|负责人)?(?:电话|传真|座机|手机|热线|地址|地点|位置|房间|时间|邮编|邮政编码|邮箱|电子邮箱|电子邮件|网址|网站|方式|E-?mail)(?:号码)?[：:\s\d]/i
const PHONE = /(?:0\d{2,3}[-—－ ]?)?\d{7,8}(?:\D|$)|1\d{10}/
const WEB =
	/^(?:\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}日?(?:\s|$)|（此件|抄送|抄报|印发|附件[：:\d]|首页|您?(?:现在|当前)的?位置|当前位置|上一[篇条页]|下一[篇条页]|前一篇|后一篇|[【[]?(?:打印|关闭|返回|收藏|字体|字号|我要纠错|纠错|大中小|大 中 小)|分享(?:到|至|：|:|$)|信息来源|文章来源|稿件来源|来源[：:]|作者[：:]|责任编辑|责编|编辑[：:]|审核[：:]|发布(?:时间|日期|机构|单位|者)|发文(?:时间|机关|字号)|成文日期|更新(?:时间|日期)|浏览(?:次数|量)?[：:]?|点击(?:数|次数|率)?[：:]|阅读(?:次数|量|数)?[：:]?|访问量|扫一扫|版权所有|主办(?:单位)?[：:]|承办(?:单位)?[：:]|技术支持|ICP|备案号|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP|.公网安备|网站(?:地图|标识|声明)|相关(?:链接|词条|文档|阅读|新闻|文章|推荐)|热门|索引号|信息分类|主题分类|公开(?:方式|范围|时限|主体|目录)|文号[：:]|主题词|附件下载|无障碍|登录|注册|搜索|赞 ?\d|踩 ?\d|全部回答|写回答|最佳答案|联系我们|聯絡我們|关于我们|政府网站标识码|Copyright|微信|微博)/i
/** Chapters that are about something else, or that hold the sections. */
const CHAPTER =
	/^(?:[^，。；：、“]{0,16}?)(?:人员编制|领导职数|编制职数|人员配备|编制|职数|内设机构|内设科室|内设处室|内设股室|机构设置|科室设置|处室设置|下设机构|直属机构|所属单位|直属单位|下属单位|二级单位|派驻机构|群团组织|派出机构|事业单位|其他事项|附则|附件|附录|现任领导|领导信息|领导分工|领导简介|领导班子|负责人|联系方式|联系我们|联系电话|办公地址|通讯录|工作机制|工作制度|工作要求|有关要求|职责调整|职能转变|职责分工|监督检查|组织领导|机构职能|机构概况|机构简介|单位简介|基本情况|基本信息|主要职责|工作职责|主要职能|部门职责|单位职责|办公室职责|职责任务|总则|工作流程|保障措施|执行时间)([及和与、].{0,8})?$/
const STAFFING =
	/(?:编制|职数|科长|主任|处长|股长|科级|处级|领导)[^。；]{0,24}?(?:[\d０-９]+|[一二三四五六七八九十两]+)\s?(?:名|人)|(?:设|配备?|核定)[^。；]{0,16}?(?:[\d０-９]+|[一二三四五六七八九十两]+)\s?名/

/** Speaks of the list, or to the reader. */
const PROSE =
	/^(?:以上|上述|前述|综上|总之|特此|欢迎|如需|如有|请|另外|此外|看完|本(?:规定|办法|表|页|方案|网|文|通知|公示)|各(?:[科处股]室|工作机构|成员单位|相关单位)[^。]{0,20}(?:应|要|须))/

/** A sentence about the list itself, after it: 以上各科室由副主任分管。 */
export function isProse(sentence: string): boolean {
	return PROSE.test(sentence)
}

export function isPerson(text: string): boolean {
	return (
		text.length <= 60 && (PERSON.test(text) || CONTACT.test(text) || (text.length <= 30 && PHONE.test(text)))
	)
}

export function isWeb(text: string): boolean {
	return text.length <= 200 && WEB.test(text)
}

/** 联系电话：办公室0000-… behind the last duty. */
export function isContact(sentence: string): boolean {
	return sentence.length <= 120 && CONTACT.test(sentence) && PHONE.test(sentence)
}

/** The title of another document in a list of sources or links. */
export function isTitleOfDocument(text: string): boolean {
	return (
		text.length <= 40 &&
		!/[。；，：]/.test(text) &&
		!beginsWithVerb(text) &&
		/(?:简介|概况|介绍|职能|职责|规定|方案|办法|细则|条例|通知|公告|一览表|目录|[》])$/.test(text)
	)
}

/** A title of a chapter: about staffing, chiefs, contacts, or what holds the sections. */
export function isChapter(title: string): boolean {
	if (title.length > 32 || beginsWithVerb(title)) return false
	const found = CHAPTER.exec(title.replace(/[（(][^）)]*[）)]|[：:]$/g, ''))
	if (!found) return false
	// 安全监督检查和应急科 is a section, 机构设置及所属科室 a chapter.
	const also = found[1] ?? ''
	return also === '' || /(?:[科处股]室|机构|部门|单位|站所)$/.test(also) || !looksLikeSection(title)
}

/** What stands at the foot of a form: 填表人：甲, 审核日期：… */
export function isFoot(text: string): boolean {
	return /^(?:填表|填报|制表|审核|审批|复核|校对|经办|报送|打印|编制)(?:单位|部门|人员?|者|日期|时间)?[：:]/.test(
		text
	)
}

/** A sentence about posts and numbers of staff. */
export function isStaffing(sentence: string): boolean {
	return sentence.length <= 80 && STAFFING.test(sentence)
}
