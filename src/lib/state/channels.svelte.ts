import type { Channel } from '../../domain/notice'
import type { Id } from '../../domain/record'
import type { Refusal } from '../../domain/refusal'
import type { Remote } from '../remote/remote'
import {
	readChannels,
	setChannels,
	testChannel,
	type ChannelChange,
	type ChannelStates,
	type ChannelTest
} from '../remote/channels'

/** The office's channels as the server last said. Nothing of it is kept on the phone: it holds keys. */
export class ChannelList {
	#current = $state.raw<ChannelStates | null>(null)
	#trouble = $state('')
	#refused = $state.raw<Refusal[]>([])
	#busy = $state(false)
	readonly #remote: Remote

	constructor(remote: Remote) {
		this.#remote = remote
	}

	/** Null until the server has answered. */
	get current(): ChannelStates | null {
		return this.#current
	}

	/** Why the last step was not done; '' where it was. */
	get trouble(): string {
		return this.#trouble
	}

	get busy(): boolean {
		return this.#busy
	}

	reasonOf(field: string): string {
		return this.#refused.find((r) => r.field === field)?.reason ?? ''
	}

	/** A new form has no refusals yet. */
	begin(): void {
		this.#refused = []
		this.#trouble = ''
	}

	async load(): Promise<void> {
		const step = await readChannels(this.#remote)
		if ('done' in step) this.#current = step.done
		this.#trouble = 'failed' in step ? step.failed : ''
	}

	/** True: it is as asked. */
	async change(change: ChannelChange): Promise<boolean> {
		this.begin()
		this.#busy = true
		const step = await setChannels(this.#remote, change)
		this.#busy = false
		if ('done' in step) this.#current = step.done
		else if ('refused' in step) this.#refused = step.refused
		else this.#trouble = step.failed
		return 'done' in step
	}

	/** Moves a channel one place up or down. */
	move(name: Channel, by: -1 | 1): Promise<boolean> {
		const order = (this.#current?.channels ?? []).map((c) => c.name)
		const at = order.indexOf(name)
		order.splice(at, 1)
		order.splice(at + by, 0, name)
		return this.change({ order })
	}

	async test(name: Channel, person: Id): Promise<ChannelTest> {
		const step = await testChannel(this.#remote, name, person)
		if ('done' in step) return step.done
		const says = 'failed' in step ? step.failed : step.refused.map((r) => r.reason).join('；')
		return { ok: false, retry: false, says, ms: 0 }
	}
}
