import type { Attachment } from '../../domain/events/attachment'
import type { Id } from '../../domain/record'
import type { Announced, Sent, UploadLoop } from '../attachments/upload'
import type { Remote } from '../remote/remote'
import type { OfficeState } from './office.svelte'
import { isImage } from '../../domain/incident/attachments'
import { SeenFiles } from '../attachments/cache'
import { IndexedDbAttachments } from '../attachments/indexeddb'
import { attachmentOf, type Waiting } from '../attachments/store'
import { newId } from '../outbox/newId'
import { heldBack, StorageFull } from '../outbox/store'
import { Live } from './live.svelte'
import { sleep } from './sync.svelte'

/** Photos larger than this are fetched when somebody asks for them, not for the overview. */
const AT_ONCE = 3 * 1024 * 1024

/** Photos and files: chosen, waiting on this phone, going up, and looked at again. */
export class Photos {
	#office: OfficeState
	#remote: Remote
	#store = new IndexedDbAttachments()
	#seen: SeenFiles
	#queue: Live<Waiting[]>
	/** What sends them, fetched when the first waits. */
	#loop: Promise<UploadLoop> | null = null
	#stopped = false
	#current = $state.raw<UploadLoop['current']>(null)
	#preparing = $state(0)
	/** Ends when all that was chosen so far is kept. */
	#chosen: Promise<unknown> = Promise.resolve()
	/** How many could not be taken. */
	#refused = 0

	constructor(office: OfficeState, remote: Remote) {
		this.#office = office
		this.#remote = remote
		this.#seen = new SeenFiles(office.person)
		this.#queue = new Live(() => this.#store.all(), [])
	}

	/** This person's, in the order of choosing. */
	get mine(): Waiting[] {
		return this.#queue.current.filter((f) => f.author === this.#office.person)
	}

	/** This person's that the server does not have yet. */
	get waiting(): Waiting[] {
		return this.mine.filter((f) => f.state === 'waiting')
	}

	/** This person's of an incident that are on this phone still: waiting or refused. */
	of(incident: Id): Waiting[] {
		return this.mine.filter((f) => f.incident === incident)
	}

	chosenAt(place: string): Waiting[] {
		return this.mine.filter((f) => f.place === place && f.state === 'chosen')
	}

	/** Whether any is chosen there or being made ready: asked of the phone itself, whatever the screen shows. */
	async has(place: string): Promise<boolean> {
		if (this.#preparing > 0) return true
		const all = await this.#store.all()
		return all.some((f) => f.author === this.#office.person && f.place === place && f.state === 'chosen')
	}

	/** Those that are being made ready just now. */
	get preparing(): number {
		return this.#preparing
	}

	/** The part of a waiting file that is on the server, 0 to 1; null: it is not its turn. */
	partOf(file: Pick<Waiting, 'id'>): number | null {
		return this.#current?.id === file.id ? this.#current.part : null
	}

	/**
	 * Makes files ready and keeps them on the phone, one after another: a photo chosen later never comes before a large
	 * one that takes its time. Tells why where one cannot be taken.
	 */
	choose(files: File[], place: string, how: { keep: boolean; taken: boolean }): Promise<string[]> {
		let left = files.length
		this.#preparing += left
		const done = this.#chosen.then(async () => {
			const refused: string[] = []
			try {
				for (const file of files) {
					refused.push(...(await this.#choose(file, place, how)))
					left--
					this.#preparing--
				}
			} finally {
				this.#preparing -= left
				this.#refused += refused.length + left
			}
			return refused
		})
		this.#chosen = done.catch(() => {}) // whoever chose them hears of it
		return done
	}

	async #choose(file: File, place: string, how: { keep: boolean; taken: boolean }): Promise<string[]> {
		const { prepare } = await import('../attachments/prepare')
		const ready = await prepare(file, { keep: how.keep, taken: how.taken ? Date.now() : null })
		if ('refused' in ready) return [ready.refused]
		const { described, bytes, thumb } = ready
		const person = this.#office.person
		const chosen = { ...described, id: newId(), author: person, place, thumb, chosenAt: Date.now() }
		try {
			await this.#store.choose(chosen, bytes)
			return []
		} catch (error) {
			if (!(error instanceof StorageFull)) throw error
			return [`${file.name}：手机存储已满，没有存下。请先腾出空间`]
		}
	}

	/** What is chosen there as it is now, also where no screen watches it. */
	async nowChosenAt(place: string): Promise<Waiting[]> {
		const all = await this.#store.all()
		return all.filter((f) => f.author === this.#office.person && f.place === place && f.state === 'chosen')
	}

	/** What was chosen or refused goes; what waits stays. */
	async remove(id: Id): Promise<void> {
		await this.#store.remove(id)
	}

	/**
	 * Adds what was chosen at a place to an incident, what is still being made ready too: left there it would go with the
	 * next one. Refused ones stay in sight with their reason. Says what could not be added; '': all was.
	 */
	async add(place: string, incident: Id): Promise<string> {
		const before = this.#refused
		while (this.#preparing > 0) await this.#chosen
		try {
			await this.#store.queue(this.#office.person, place, incident)
		} catch (error) {
			if (error instanceof StorageFull) return '手机存储已满，照片没有加上。请先腾出空间'
			throw error
		}
		for (const file of await this.#store.all())
			if (file.author === this.#office.person && file.state === 'waiting' && file.incident === incident)
				if ((await this.#announced(file)) === 'none') await this.#announce(file)
		this.wake()
		return this.#refused > before ? '有照片或文件没有加上' : ''
	}

	/** There may be something to send, and a reason to believe that it goes through. */
	wake(): void {
		void this.#wake().catch((error: unknown) => console.info('files wait for the next waking', error))
	}

	async #wake(): Promise<void> {
		const all = await this.#store.all()
		if (!all.some((f) => f.author === this.#office.person && f.state === 'waiting')) return
		this.#loop ??= this.#sender()
		const loop = await this.#loop.catch((error: unknown) => {
			this.#loop = null // its code was not here and could not be fetched
			throw error
		})
		if (this.#stopped) loop.stop()
		else void loop.wake()
	}

	stop(): void {
		this.#stopped = true
		// Where its code could not be fetched there is nothing to stop; whoever woke it said so.
		void this.#loop?.then(
			(loop) => loop.stop(),
			() => {}
		)
	}

	async #sender(): Promise<UploadLoop> {
		const { UploadLoop } = await import('../attachments/upload')
		const loop: UploadLoop = new UploadLoop(
			{
				store: this.#store,
				announced: (file) => this.#announced(file),
				announce: (file) => this.#announce(file),
				giveBack: (file) => this.#store.giveBack(file.id, newId()),
				send: (file, bytes, progress, stop) => this.#send(file, bytes, progress, stop),
				arrived: (file, bytes) => this.#seen.put(attachmentOf(file), bytes, file.thumb),
				random: Math.random,
				sleep
			},
			this.#office.person,
			() => (this.#current = loop.current)
		)
		return loop
	}

	/** At signing out: what was looked at goes with the records; what waits stays for its author. */
	async forget(): Promise<void> {
		await this.#seen.remove()
	}

	/** A small picture for the overview; null: there is none on this phone, and it is too large to fetch unasked. */
	async thumb(attachment: Attachment): Promise<Blob | null> {
		if (!isImage(attachment.type)) return null
		const own = this.mine.find((f) => attachmentOf(f) === attachment.id)?.thumb
		if (own) return own
		const kept = await this.#seen.get(attachment.id)
		if (kept?.thumb) return kept.thumb
		if (!kept?.full && (attachment.size > AT_ONCE || attachment.arrivedAt === null)) return null
		const read = await this.full(attachment)
		return 'blob' in read ? ((await this.#seen.get(attachment.id))?.thumb ?? null) : null
	}

	/** The whole file: from this phone where it is here, else from the server. */
	async full(attachment: Attachment): Promise<{ blob: Blob } | { failed: string }> {
		const own = this.mine.find((f) => attachmentOf(f) === attachment.id)
		const waiting = own && (await this.#store.bytes(own.id))
		if (waiting) return { blob: waiting }
		const kept = await this.#seen.get(attachment.id)
		if (kept?.full) return { blob: kept.full }
		if (attachment.arrivedAt === null) return { failed: '还没有上传，正在等待' }
		const read = await this.#remote.file(attachment.id)
		if (!('blob' in read)) return read
		// The announced type is one that cannot run in the page; what the answer says is not asked.
		const blob = read.blob.slice(0, read.blob.size, attachment.type)
		const { thumbnail } = await import('../attachments/prepare')
		await this.#seen.put(attachment.id, blob, isImage(attachment.type) ? await thumbnail(blob) : null)
		await this.#seen.keepOnly(async (id) => (await this.#office.local.get('attachments', id)) !== null)
		return { blob }
	}

	async #announced(file: Waiting): Promise<Announced> {
		const all = (await this.#office.outbox.all()).filter((e) => e.author === file.author)
		const entry = all.find((e) => e.id === file.id)
		if (!entry) return 'none'
		// Sent together, the server has said it of both: nothing is wrong with the file itself.
		if (entry.refusals?.some((r) => r.code === 'after')) return 'heldBack'
		if (entry.state === 'refused') return { refused: entry.refusals?.[0]?.reason ?? '没有被接受' }
		if (entry.state === 'accepted') return 'accepted'
		const builtOn = all.filter((e) => entry.command.after?.includes(e.id))
		return heldBack(entry, all) && builtOn.some((e) => e.state === 'refused') ? 'heldBack' : 'waiting'
	}

	async #announce(file: Waiting): Promise<void> {
		const { incident, name, type, size, sha256, width, height, takenAt } = file
		const args = { incident, name, type, size, sha256, width, height, takenAt }
		const done = await this.#office.act('attachment.add', args, { id: file.id }).catch((error: unknown) => {
			if (error instanceof StorageFull) return null // it waits; the next waking announces it
			throw error
		})
		if (done === null) return
		if ('refused' in done) await this.#store.refuse(file.id, done.refused.map((r) => r.reason).join('；'))
	}

	async #send(
		file: Waiting,
		bytes: Blob,
		progress: (part: number) => void,
		stop: AbortSignal
	): Promise<Sent> {
		const token = this.#remote.tokenOf(file.author)
		if (!token) return { signIn: true }
		const { sendByTus } = await import('../attachments/tus')
		return sendByTus(`/api/duty/uploads/${attachmentOf(file)}`, token, bytes, progress, stop)
	}
}
