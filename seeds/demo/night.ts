import type { Category, IncidentKind, Level } from '../../src/domain/event'
import { hour, minute } from '../../src/domain/instant'

/** What happened before the newcomer opened the app. `ago` is from now, `after` from the logging; milliseconds. */
export type Tale =
	| { kind: 'log'; by: string; ago: number; text: string }
	| {
			kind: IncidentKind
			by: string
			ago: number
			text: string
			place: string | null
			category: Category | null
			level: Level | null
			occurredBefore: number | null
			/** By 'head' of the section it went to, or by an account. */
			then: { by: string; after: number; name: string; args: Record<string, unknown> }[]
	  }

export const night: Tale[] = [
	{
		kind: 'log',
		by: 'zhiban2',
		ago: 26 * hour,
		text: '接班。值班电话、传真、视频会议设备试用正常。无移交事项。'
	},
	{
		kind: 'incident',
		by: 'zhiban2',
		ago: 11 * hour,
		text: '城南街道来电：建设路主管道爆裂，三个小区约两千户停水，路面积水半幅封闭。供水公司抢修队已到场，预计四小时修复。',
		place: '城南街道建设路',
		category: '事故灾难',
		level: 4,
		occurredBefore: 25 * minute,
		then: [
			{ by: 'head', after: 4 * minute, name: 'assignment.acknowledge', args: {} },
			{
				by: 'head',
				after: 21 * minute,
				name: 'incident.note',
				args: { text: '已与区住建局、供水公司核实：断点两处，送水车三台已到小区门口。' }
			},
			{
				by: 'zhiban2',
				after: 3 * hour,
				name: 'incident.note',
				args: { text: '街道回电：第一处已接通，群众情绪平稳。' }
			},
			{
				by: 'head',
				after: 5 * hour,
				name: 'incident.close',
				args: { result: '管道已修复，三个小区恢复供水，路面恢复通行。无人员伤亡。' }
			}
		]
	},
	{
		kind: 'incident',
		by: 'zhiban1',
		ago: 130 * minute,
		text: '河东镇群众来电：镇东小河水色发黑、有异味，岸边发现成片死鱼，怀疑上游企业夜间排污。镇里已派人到现场。',
		place: '河东镇镇东小河',
		category: '事故灾难',
		level: null,
		occurredBefore: null,
		then: [
			{ by: 'head', after: 6 * minute, name: 'assignment.acknowledge', args: {} },
			{
				by: 'head',
				after: 40 * minute,
				name: 'incident.note',
				args: { text: '区生态环境分局监测人员已到场取样，下游取水口已通知关闸。结果出来后续报。' }
			}
		]
	},
	{
		kind: 'matter',
		by: 'zhiban1',
		ago: 50 * minute,
		text: '来电人要找一家快递公司查件，告知拨错了号码，对方致歉后挂断。',
		place: null,
		category: null,
		level: null,
		occurredBefore: null,
		then: []
	},
	{
		kind: 'incident',
		by: 'zhiban1',
		ago: 6 * minute,
		text: '北山镇值班室来电：后山刚才发生滑坡，压塌民房两间，两人联系不上，镇里正在组织搜救，坡下还有十几户没有撤离，请求区里支援。',
		place: '北山镇后山',
		category: '自然灾害',
		level: null,
		occurredBefore: 20 * minute,
		then: []
	}
]
