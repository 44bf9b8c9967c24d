import type { Refusal } from '../../domain/refusal'
import type { OfficeState } from './office.svelte'
import { StorageFull } from '../outbox/store'
import { toasts } from './toasts.svelte'

/** One thing done at a tap: busy while it is kept, and why not where it was refused. */
export class Doing {
	busy = $state(false)
	reason = $state('')
	/** The same, each with the field it is about. */
	refusals = $state.raw<readonly Refusal[]>([])

	/** Why what stands in a field was refused; '' where it was not. */
	reasonOf(field: string): string {
		return this.refusals.find((r) => r.field === field)?.reason ?? ''
	}

	/** Resolves with whether it was kept; `said` confirms it. */
	async act(office: OfficeState, name: string, args: unknown, said: string): Promise<boolean> {
		this.busy = true
		this.reason = ''
		this.refusals = []
		try {
			const done = await office.act(name, args)
			if ('refused' in done) {
				this.refusals = done.refused
				this.reason = done.refused.map((r) => r.reason).join('；')
				return false
			}
			if (office.sync.connection === 'synced') toasts.say(said)
			else toasts.say(`${said} · 联网后上传`, 'soon')
			return true
		} catch (error) {
			if (!(error instanceof StorageFull)) throw error
			this.reason = '手机存储已满，没有存下。请先腾出空间'
			return false
		} finally {
			this.busy = false
		}
	}

	/** Why a field was refused, or what is in it. */
	of(field: string): string {
		const own = this.refusals.filter((r) => r.field === field || r.field.startsWith(field + '.'))
		return own.map((r) => r.reason).join('；')
	}

	/** What was refused and stands beside none of these fields. */
	besides(fields: readonly string[]): string {
		if (this.refusals.length === 0) return this.reason
		const beside = (r: Refusal) => fields.some((f) => r.field === f || r.field.startsWith(f + '.'))
		return this.refusals.flatMap((r) => (beside(r) ? [] : [r.reason])).join('；')
	}

	clear(): void {
		this.reason = ''
		this.refusals = []
	}
}
