import type { Role } from '$domain/event'
import type { Id } from '$domain/record'
import type { Refusal } from '$domain/refusal'
import type { OfficeState } from '$lib/state/office.svelte'
import { StorageFull } from '$lib/outbox/store'

/** What is written in the form of a person. */
export interface Written {
	name: string
	title: string
	phone: string
	mail: string
	roles: Role[]
	sections: Id[]
}

/** Says of a person all there is to say. What is refused comes back, nothing is lost. */
export async function personSet(
	office: OfficeState,
	person: Id,
	written: Written,
	disabled: boolean
): Promise<Refusal[]> {
	const { roles, sections } = written
	const args = {
		person,
		name: written.name.trim(),
		title: written.title.trim() || null,
		phone: written.phone.trim() || null,
		mail: written.mail.trim() || null,
		roles,
		sections,
		disabled
	}
	try {
		const done = await office.act('person.set', args)
		return 'refused' in done ? done.refused : []
	} catch (error) {
		if (!(error instanceof StorageFull)) throw error
		return [{ code: 'state', field: '', reason: '手机存储已满，没有存下。请先腾出空间' }]
	}
}
