import type { Id } from '../../domain/record'
import type { Session } from './session.svelte'
import { SeenFiles } from '../attachments/cache'
import { forgetSent } from '../outbox/store'
import { LocalRecords } from '../records/local'

/** The kept sign-ins of everybody leave this device, and what all but one person saw and sent. What waits stays. */
export async function forgetOthers({ remote: { known }, outbox }: Session, except: Id): Promise<void> {
	for (const { person } of await known.people()) {
		await known.forget(person)
		if (person === except) continue
		await forgetSent(outbox, person)
		await new LocalRecords(person).remove()
		await new SeenFiles(person).remove()
	}
}
