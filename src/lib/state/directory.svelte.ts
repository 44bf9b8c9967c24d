import type { CallOutcome } from '../../domain/event'
import type { Line } from '../records/directory'
import type { OfficeState } from './office.svelte'
import { StorageFull } from '../outbox/store'

/** The dialler comes up first; a phone that shows it goes on with this when the page is back. */
const DIALLER = 700

/** Dialling from the directory, and what came of it. Only the duty side is asked. */
export class Dialling {
	/** Who has just been dialled and how it ended is not said yet. */
	asked = $state.raw<Line | null>(null)
	#reason = $state('')
	readonly #office: OfficeState
	#timer: ReturnType<typeof setTimeout> | undefined

	constructor(office: OfficeState) {
		this.#office = office
	}

	/** Why it was not kept. */
	get reason(): string {
		return this.#reason
	}

	/** Call when a number is tapped. */
	dialled(line: Line): void {
		if (!this.#office.onDutySide) return
		clearTimeout(this.#timer)
		this.#timer = setTimeout(() => {
			this.#reason = ''
			this.asked = line
		}, DIALLER)
	}

	async say(outcome: CallOutcome): Promise<void> {
		const line = this.asked
		if (!line?.contact) return
		const { person, phone } = line.contact
		try {
			const done = await this.#office.act('contact.tested', { person, outcome, phone })
			this.#reason = 'refused' in done ? done.refused.map((r) => r.reason).join('；') : ''
		} catch (error) {
			if (!(error instanceof StorageFull)) throw error
			this.#reason = '手机存储已满，没有记下。请清出空间再点一次'
		}
		if (this.#reason === '') this.asked = null
	}

	/** It is not to be noted down. */
	leave(): void {
		this.asked = null
	}
}
