/** Pairs of a Traditional character and its Simplified one: those that reports from outside bring. */
const PAIRS =
	'車车門门開开關关電电話话報报災灾難难場场廠厂廣广區区縣县鎮镇鄉乡莊庄橋桥漁渔島岛灣湾樓楼層层號号' +
	'後后發发現现傷伤員员學学醫医療疗藥药驗验檢检測测環环氣气風风雲云霧雾凍冻潰溃壓压滅灭煙烟燒烧毀毁' +
	'斷断線线網网絡络設设備备質质裝装運运輸输貨货過过還还進进這这邊边連连遲迟達达遠远適适選选遺遗來来' +
	'兩两個个們们爾尔從从眾众會会傳传務务動动勞劳勢势協协單单國国圍围園园團团圖图執执塊块壞坏墻墙處处' +
	'復复應应態态慶庆擊击據据擴扩損损換换搶抢擔担擋挡攔拦數数時时晝昼書书條条東东極极構构標标樹树機机' +
	'權权歡欢歲岁歷历殺杀決决沒没洩泄涼凉漲涨漸渐濕湿灑洒無无爭争牆墙獎奖獨独產产畫画異异監监盤盘確确' +
	'礦矿禮礼種种稱称穩稳窮穷競竞筆笔節节範范築筑簡简糧粮糾纠紀纪約约級级紅红紙纸細细終终組组結结給给' +
	'統统絕绝經经綜综維维緊紧緩缓編编縮缩總总績绩織织續续聯联聲声聽听職职臺台與与興兴舊旧華华萬万葉叶' +
	'蓋盖蘇苏補补複复規规視视親亲觀观計计訊讯訓训記记訪访許许訴诉診诊評评試试該该詳详認认誤误說说課课' +
	'調调談谈請请論论諮咨講讲謝谢證证識识譯译議议護护讀读變变讓让貝贝負负財财責责貧贫購购貸贷費费資资' +
	'賠赔贈赠趕赶跡迹軍军軌轨軟软較较載载輕轻輪轮轉转辦办農农遷迁郵邮鄰邻醜丑釋释針针鋼钢錄录錢钱錯错' +
	'鍋锅鐵铁鑒鉴長长閉闭間间閘闸陣阵陽阳隊队階阶際际險险隨随雖虽雙双離离靈灵頂顶項项順顺預预領领頭头' +
	'題题額额願愿類类顯显飛飞飯饭飲饮館馆馬马駐驻駕驾騎骑驚惊體体鬥斗魚鱼鳥鸟點点黨党齊齐齒齿龍龙'

const SIMPLE = new Map<string, string>()
for (let i = 0; i < PAIRS.length; i += 2) SIMPLE.set(PAIRS[i]!, PAIRS[i + 1]!)

/** Capitals, the ideographic space, full-width forms, Traditional characters. */
const UNFOLDED = new RegExp(`[A-Z\\u3000\\uff01-\\uff5e${[...SIMPLE.keys()].join('')}]`, 'g')

function foldedOne(c: string): string {
	const code = c.charCodeAt(0)
	if (code === 0x3000) return ' '
	return SIMPLE.get(c) ?? (code >= 0xff01 ? String.fromCharCode(code - 0xfee0) : c).toLowerCase()
}

/** A text as it is compared: small letters, half width, Simplified. As long as it was, so places in one are places in the other. */
export function fold(text: string): string {
	return text.replace(UNFOLDED, foldedOne)
}

/** The words of a query, folded. */
export function wordsOf(query: string): string[] {
	return [...new Set(fold(query).split(/\s+/).filter(Boolean))]
}

/** A text in pieces, those that match marked: for showing what was found. */
export function pieces(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
	const folded = fold(text)
	const all: { text: string; hit: boolean }[] = []
	let from = 0
	while (from < text.length) {
		let at = text.length
		let length = 0
		for (const word of words) {
			const found = folded.indexOf(word, from)
			if (found >= 0 && (found < at || (found === at && word.length > length))) {
				at = found
				length = word.length
			}
		}
		if (at > from) all.push({ text: text.slice(from, at), hit: false })
		if (length > 0) all.push({ text: text.slice(at, at + length), hit: true })
		from = at + length
	}
	return all
}
