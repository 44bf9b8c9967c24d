/** What can befall people. `injured`: how badly is not said; `hurt`: an injury that is not called light or severe. */
export type Fate =
	| 'dead'
	| 'injured'
	| 'severe'
	| 'light'
	| 'hurt'
	| 'ill'
	| 'missing'
	| 'trapped'
	| 'rescued'
	| 'found'
	| 'evacuated'
	| 'casualties'
	| 'danger'
	| 'safe'

/** The words by which a report says so. Where two overlap the longer counts. */
export const FATES: readonly { fate: Fate; words: RegExp }[] = [
	{
		fate: 'dead',
		words:
			/死亡|遇难|身亡|丧生|罹难|溺亡|牺牲|殉职|去世|猝死|死了|死者|遗体|没了呼吸|没气了?|断了?气|咽了?气|没救过来|无生命体征|没有生命体征|失去生命体征|无生命迹象|抢救无效|不治|[摔砸压撞淹烧电毒冻刺砍]死|致死|当场死|死|亡/g
	},
	{
		fate: 'severe',
		words:
			/重伤|危重|重症|重度|重型|重患|病危|生命垂危|昏迷|不省人事|ICU|伤势(?:较|很|严)重|伤情(?:较|很|严)重|伤(?:得|的)(?:较|很)?重|情况危急|命悬一线/g
	},
	{
		fate: 'light',
		words: /轻微?伤|轻症|轻度|皮外伤|擦伤|擦破|轻型|(?:伤势|伤情|症状|病情)(?:都|均)?(?:较|比较|很)?轻微?/g
	},
	{ fate: 'hurt', words: /骨折|扭伤|割伤|划伤|挫伤|脑震荡/g },
	{
		fate: 'injured',
		words: /受伤|负伤|伤者|伤员|受了伤|挂了?彩|[砸烧烫炸撞摔咬灼冻挤刺砍踩电打捅压轧]伤|中毒|伤了|伤/g
	},
	{
		fate: 'ill',
		words:
			/累计就诊|就诊|发病|病例|患者|病人|确诊|感染|不适|呕吐|腹泻|腹痛|拉肚子|上吐下泻|恶心|发热|发烧|出疹|症状|住院|留观|送医|送院|入院|就医|送治|送往医院|送到医院|呛咳|咳嗽|头晕|头昏|晕倒|中暑|阳性|治疗/g
	},
	{
		fate: 'missing',
		words:
			/失联|失踪|下落不明|联系不上|联系不到|失去联系|失去联络|走失|走丢|不知去向|没联系上|未联系上|音讯全无|杳无音信|不见了|不见踪影|(?:没|未)(?:有)?找[到着](?:人)?/g
	},
	{
		fate: 'trapped',
		words:
			/被困|受困|被埋|被压|被卡|被夹|被围困|困在|埋在|压在|卡在|夹在|压住|埋住|困住|夹住|卡住|埋压|掩埋|没上来|没有上来|没出来|没有出来|没能出来|未升井|未出井|未撤出|没撤出|出不来|下不来|在里头|在里面|在上头|在上面|在井下|在车内|在下面|挂在|悬在|滞留|等待救援|动弹不得|埋了|压了|困了/g
	},
	{
		fate: 'rescued',
		words: /救出|获救|救起|救上|救下|脱险|脱困|解救|生还|升井|上来|放下来|挖出|逃出|跑出/g
	},
	{ fate: 'found', words: /找[到着]|寻[到获]|搜救出|搜寻出|打捞出|捞出|打捞上来/g },
	{ fate: 'evacuated', words: /转移|疏散|撤离|撤出|安置|避险/g },
	{ fate: 'casualties', words: /伤亡|死伤/g },
	{ fate: 'danger', words: /生命危险|性命之忧/g },
	{ fate: 'safe', words: /平安|没事|无恙|无碍|安全/g }
]

/** What follows a number that counts people, and what must not come after it: 3个, not 3个月. */
const MEASURES: readonly (readonly [word: string, not: string])[] = [
	['口人', ''],
	['名', ''],
	['位', '置于次'],
	['人', '民工力行次口均家大'],
	['例', '如'],
	['个', '月小多半班村乡镇组点社区县市省单部家门站厂街院工标方地路'],
	['口', '井子岸径']
]
/** These stand straight behind a number: 3死5伤. */
const STRAIGHT = /^(?:[死伤亡]|重伤|轻伤|失联|失踪)/

/** How long the measure of people is that a text begins with; -1: it begins with none. */
export function measureOf(text: string): number {
	if (text.startsWith('具遗体')) return 1
	for (let i = 0; i < MEASURES.length; i++) {
		const [word, not] = MEASURES[i]!
		if (!text.startsWith(word)) continue
		const next = text.charAt(word.length)
		if (word === '个' && text.startsWith('个工人')) return 1
		return next !== '' && not.includes(next) ? -1 : word.length
	}
	return STRAIGHT.test(text) ? 0 : -1
}

/** One person, said without a number. */
export const ONE_PERSON =
	/(?:老人|老太太?|老大爷|大爷|老汉|男孩|女孩|男子|女子|小孩|孩子|儿童|司机|驾驶员|男童|女童|老头|孕妇|小伙|骑车人|行人)(?:受|被|已|不慎|当场|也|就|又|还)*$/
