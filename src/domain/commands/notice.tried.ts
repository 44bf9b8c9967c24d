import * as v from 'valibot'
import { decided, rule } from '../command'
import { triedWords } from '../escalation/words'
import { channels } from '../notice'
import { needsIncident } from './lookup'
import { id, maybe } from './schema'
import { nameOf } from './turns'

/**
 * What became of a notice on one of its channels: it was taken, refused for good, or came too late. Only the server's senders
 * know. About an incident it is a line on its timeline.
 */
export const noticeTried = rule({
	name: 'notice.tried',
	schema: v.strictObject({
		notice: v.pipe(v.string('缺少通知'), v.regex(/^[a-z0-9]{1,40}$/, '通知的编码不对')),
		person: id('人员'),
		incident: maybe(id('事件')),
		channel: v.picklist(channels, '没有这种通道'),
		outcome: v.picklist(['sent', 'failed', 'expired'], '结果只有 sent、failed、expired'),
		detail: v.pipe(v.string('缺少说明'), v.maxLength(200, '说明不超过 200 字'))
	}),
	needs({ person, incident }) {
		return incident === null ? [] : [...needsIncident(incident), `people/${person}`]
	},
	mayI: (actor) => actor.id === null,
	decide({ args }, snapshot) {
		const { notice, person, channel, outcome, detail } = args
		const incident = args.incident === null ? null : snapshot.get('incidents', args.incident)
		const words = incident && triedWords(nameOf(person, snapshot), channel, outcome, detail)
		const about = { incident: incident && incident.id, holder: incident && incident.section }
		const data = { notice, person, ...about, channel, outcome, detail, words }
		return decided({ kind: 'notice.tried', subject: incident ? incident.id : notice, data })
	}
})
