import type { Lesson } from '../../domain/events/lesson'
import type { Id } from '../../domain/record'
import type { Live } from './live.svelte'
import type { OfficeState } from './office.svelte'
import { StorageFull } from '../outbox/store'
import { toasts } from './toasts.svelte'

/** 学到的: what routing has learned in this office, and what is proposed; the latest first. */
export class Lessons {
	readonly #office: OfficeState
	readonly #all: Live<{ all: Lesson[]; ahead: Set<Id> }>

	constructor(office: OfficeState) {
		this.#office = office
		this.#all = office.live(
			async (view) => {
				const all = await view.all('lessons')
				const when = ({ answeredAt, at }: Lesson) => answeredAt ?? at
				return {
					all: all.sort((a, b) => when(b) - when(a)),
					ahead: new Set(all.filter((l) => view.isAhead('lessons', l.id)).map((l) => l.id))
				}
			},
			{ all: [], ahead: new Set() }
		)
	}

	get ready(): boolean {
		return this.#all.ready
	}

	get all(): Lesson[] {
		return this.#all.current.all
	}

	in(...states: Lesson['state'][]): Lesson[] {
		return this.all.filter((l) => states.includes(l.state))
	}

	/** What this person has proposed. */
	get mine(): Lesson[] {
		return this.all.filter((l) => l.incident === null && l.by === this.#office.person)
	}

	/** Its latest step is on this phone alone. */
	isAhead(lesson: Id): boolean {
		return this.#all.current.ahead.has(lesson)
	}

	/** Proposes, answers or undoes; gives why it was refused, '' where it was done. `word`: what is said then. */
	async act(name: string, args: Record<string, unknown>, word: string): Promise<string> {
		try {
			const done = await this.#office.act(name, args)
			if ('refused' in done) return done.refused.map((r) => r.reason).join('；')
		} catch (error) {
			if (!(error instanceof StorageFull)) throw error
			return '手机存储已满，没有存下。请先腾出空间'
		}
		if (this.#office.sync.connection === 'synced') toasts.say(word)
		else toasts.say(`${word} · 联网后上传`, 'soon')
		return ''
	}
}
