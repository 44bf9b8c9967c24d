import * as v from 'valibot'
import { decided, rule } from '../command'
import { absent } from './lookup'
import { id } from './schema'

/** All bytes of a file are on the server's disk and are those announced: only the server itself can know. */
export const arrived = rule({
	name: 'attachment.arrived',
	schema: v.strictObject({ attachment: id('附件') }),
	needs: ({ attachment }) => [`attachments/${attachment}`],
	mayI: (actor) => actor.id === null,
	decide({ args }, snapshot, { host }) {
		const attachment = snapshot.get('attachments', args.attachment)
		if (!attachment) return absent(host, 'attachment', '附件')
		if (attachment.arrivedAt !== null) return decided()
		const data = { incident: attachment.incident, attachment: attachment.id }
		return decided({ kind: 'attachment.arrived', subject: attachment.incident, data })
	}
})
