import type { AttachmentStore, Chosen, Waiting } from './store'
import type { Id } from '../../domain/record'
import { NEW } from './store'

/** Files in memory: for tests. */
export class MemoryAttachments implements AttachmentStore {
	private files: Waiting[] = []
	private kept = new Map<Id, Blob>()
	private order = 0

	async choose(file: Chosen, bytes: Blob): Promise<void> {
		if (this.files.some((f) => f.id === file.id)) return
		this.files.push({ ...file, order: ++this.order, incident: null, state: 'chosen', reason: null })
		this.kept.set(file.id, bytes)
	}

	async all(): Promise<Waiting[]> {
		return this.files.map((f) => ({ ...f }))
	}

	async bytes(id: Id): Promise<Blob | null> {
		return this.kept.get(id) ?? null
	}

	async queue(author: Id, place: string, incident: Id): Promise<void> {
		for (const f of this.files)
			if (f.author === author && f.place === place && f.state === 'chosen')
				Object.assign(f, { state: 'waiting', incident })
	}

	async refuse(id: Id, reason: string): Promise<void> {
		const found = this.files.find((f) => f.id === id && f.state === 'waiting')
		if (found) Object.assign(found, { state: 'refused', reason })
	}

	async giveBack(id: Id, fresh: Id): Promise<void> {
		const found = this.files.find((f) => f.id === id && f.state === 'waiting')
		if (!found) return
		Object.assign(found, { id: fresh, place: NEW, state: 'chosen' })
		this.kept.set(fresh, this.kept.get(id)!)
		this.kept.delete(id)
	}

	async arrived(id: Id): Promise<void> {
		this.files = this.files.filter((f) => f.id !== id)
		this.kept.delete(id)
	}

	async remove(id: Id): Promise<void> {
		if (this.files.some((f) => f.id === id && f.state !== 'waiting')) await this.arrived(id)
	}
}
