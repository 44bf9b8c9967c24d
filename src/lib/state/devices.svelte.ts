import type { Device, Devices } from '../remote/devices'
import type { Id } from '../../domain/record'

/** The devices of the person who looks, and what can be done about them; asks the server, so it needs a network. */
export class DeviceList {
	#all = $state.raw<Device[]>([])
	#state = $state<'asking' | 'there' | 'unreachable'>('asking')
	/** Why the last thing was not done, in words for the person. */
	trouble = $state('')
	busy = $state(false)
	readonly #devices: Devices

	constructor(devices: Devices) {
		this.#devices = devices
	}

	get all(): Device[] {
		return this.#all
	}

	get state(): 'asking' | 'there' | 'unreachable' {
		return this.#state
	}

	async look(): Promise<void> {
		try {
			this.#all = await this.#devices.list()
			this.#state = 'there'
		} catch (error) {
			this.#state = 'unreachable'
			if (!isAnswer(error)) throw error
		}
	}

	rename(id: Id, name: string): Promise<boolean> {
		return this.#do(() => this.#devices.rename(id, name))
	}

	end(id: Id): Promise<boolean> {
		return this.#do(() => this.#devices.end(id))
	}

	endOthers(): Promise<boolean> {
		return this.#do(() => this.#devices.endOthers())
	}

	async #do(what: () => Promise<void>): Promise<boolean> {
		this.busy = true
		this.trouble = ''
		try {
			await what()
			await this.look()
			return true
		} catch (error) {
			if (!isAnswer(error)) throw error
			this.trouble =
				error.status === 0 ? '连不上服务器，没有做成，请有网络时再试' : '服务器没有接受，请刷新后再试'
			return false
		} finally {
			this.busy = false
		}
	}
}

/** The client's own error: an answer of the server, or its absence (status 0). */
function isAnswer(error: unknown): error is { status: number } {
	return typeof error === 'object' && error !== null && 'status' in error
}
