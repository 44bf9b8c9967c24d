import type { Draft, Outgoing, OutboxStore, Settled } from './store'
import type { Command } from '../../domain/command'
import type { Id } from '../../domain/record'

/** Entries in memory: for tests, and where a browser keeps nothing (its private windows). */
export class MemoryOutbox implements OutboxStore {
	private entries: Outgoing[] = []
	private drafts = new Map<Id, Draft>()
	private order = 0
	private readonly watching = new Set<() => void>()

	async add(author: Id, command: Command, now: number): Promise<void> {
		if (this.entries.some((e) => e.id === command.id)) return
		const fresh = { state: 'waiting', seq: null, refusals: null, settledAt: null } as const
		this.entries.push({
			order: ++this.order,
			id: command.id,
			author,
			command: structuredClone(command),
			addedAt: now,
			...fresh
		})
		this.tell()
	}

	async all(): Promise<Outgoing[]> {
		return structuredClone(this.entries)
	}

	async waiting(author: Id): Promise<Outgoing[]> {
		return (await this.all()).filter((e) => e.author === author && e.state === 'waiting')
	}

	async settle(answers: readonly Settled[], now: number): Promise<void> {
		this.entries = this.entries.map((e) => {
			const answer = answers.find((a) => a.id === e.id)
			if (!answer || e.state !== 'waiting') return e
			return 'seq' in answer
				? { ...e, state: 'accepted', seq: answer.seq, settledAt: now }
				: { ...e, state: 'refused', refusals: answer.refusals, settledAt: now }
		})
		this.tell()
	}

	async drop(id: Id): Promise<void> {
		this.entries = this.entries.filter((e) => e.id !== id || e.state === 'waiting')
		this.tell()
	}

	async saveDraft(draft: Draft): Promise<void> {
		this.drafts.set(draft.author, structuredClone(draft))
	}

	async draft(author: Id): Promise<Draft | null> {
		return structuredClone(this.drafts.get(author) ?? null)
	}

	async dropDraft(author: Id): Promise<void> {
		this.drafts.delete(author)
	}

	watch(changed: () => void): () => void {
		this.watching.add(changed)
		return () => this.watching.delete(changed)
	}

	changedElsewhere(): void {
		this.tell()
	}

	private tell(): void {
		for (const changed of [...this.watching]) changed()
	}
}
