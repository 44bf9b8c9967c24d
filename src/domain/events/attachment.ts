import type { Base, Id } from '../record'
import type { Described, EventOf } from '../event'
import type { Instant } from '../instant'
import type { Fold } from './fold'
import { incidentAudience } from '../audience'
import { movesHolder, when } from '../event'

/** 附件: a photo or file of an incident, as announced; the bytes are kept outside the records, under their hash. */
export interface Attachment extends Base, Described {
	incident: Id
	by: Id | null
	at: Instant
	/** Null until the server has all of the bytes. */
	arrivedAt: Instant | null
}

export const attachment: Fold<'attachments'> = {
	collection: 'attachments',
	on: ['attachment.added', 'attachment.arrived'],
	id: (event) => (event as EventOf<'attachment.added' | 'attachment.arrived'>).data.attachment,
	make(event) {
		if (event.kind !== 'attachment.added') return null
		const { data } = event
		return {
			id: data.attachment,
			subject: event.subject,
			audience: incidentAudience(data.holder),
			incident: data.incident,
			name: data.name,
			type: data.type,
			size: data.size,
			sha256: data.sha256,
			width: data.width,
			height: data.height,
			takenAt: data.takenAt,
			by: event.actor,
			at: when(event),
			arrivedAt: null
		}
	},
	change(event) {
		if (event.kind === 'attachment.arrived') return { arrivedAt: when(event) }
		return movesHolder(event) ? { audience: incidentAudience(event.data.holder) } : null
	}
}
