import type { CatalogueSection } from '../../domain/event'
import type { Move, Version } from '../../domain/catalogue/replay'
import type { OfficeState } from './office.svelte'
import { pastIncidents } from '../records/past'
import { Later } from '../records/rules'
import { View } from '../records/view'
import type { Written } from '../records/written'

/** Milliseconds of work between two looks at the screen. */
const PIECE = 12

/** 试算: this phone's past incidents against a draft of the catalogue, a few at a time. */
export class Replaying {
	#total = $state(0)
	#done = $state(0)
	#moves = $state.raw<Move[]>([])
	#running = $state(false)
	readonly #office: OfficeState
	/** Counts the beginnings: an older run that comes back stops. */
	#run = 0

	constructor(office: OfficeState) {
		this.#office = office
	}

	/** How many incidents are tried; 0 until they are read. */
	get total(): number {
		return this.#total
	}

	get done(): number {
		return this.#done
	}

	get running(): boolean {
		return this.#running
	}

	/** Those that would move, as far as it has come; the latest incidents first. */
	get moves(): Move[] {
		return this.#moves
	}

	/**
	 * Tries the draft anew. A section that stays the same must bear its id; where no catalogue is in force there is
	 * nothing to compare with, and `total` stays 0.
	 */
	async start(draft: readonly CatalogueSection[]): Promise<void> {
		const run = ++this.#run
		this.#running = true
		this.#total = this.#done = 0
		this.#moves = []
		try {
			await this.#office.local.read(() => this.#go(draft, () => run !== this.#run))
		} finally {
			if (run === this.#run) this.#running = false
		}
	}

	stop(): void {
		this.#run++
		this.#running = false
	}

	async #go(draft: readonly CatalogueSection[], stopped: () => boolean): Promise<void> {
		const { local, written } = this.#office
		const inForce = (await local.get('office', 'office'))?.catalogue
		const catalogue = inForce ? await local.get('catalogues', inForce) : null
		if (!catalogue) return
		const view = await opened(written)
		const [pasts, learned, { buildIndex }, { route }, { lessonsOf }, { replayer }] = await Promise.all([
			pastIncidents(view, Date.now()),
			view.lessonsIn('inForce'),
			import('../../domain/routing/buildIndex'),
			import('../../domain/routing/route'),
			import('../../domain/routing/lessons'),
			import('../../domain/catalogue/replay')
		])
		if (stopped()) return
		const lessons = lessonsOf(learned)
		const version = (sections: readonly CatalogueSection[]): Version => {
			const index = buildIndex(sections)
			return { sections, route: (text) => route(index, text, lessons) }
		}
		const replay = replayer(version(catalogue.sections), version(draft))
		this.#total = pasts.length
		const moves: Move[] = []
		for (let i = 0; i < pasts.length;) {
			const until = performance.now() + PIECE
			while (i < pasts.length && performance.now() < until) {
				const move = replay(pasts[i++]!)
				if (move) moves.push(move)
			}
			this.#done = i
			this.#moves = [...moves]
			await new Promise((resolve) => setTimeout(resolve))
			if (stopped()) return
		}
	}
}

async function opened(written: Written): Promise<View> {
	try {
		return await View.open(written)
	} catch (error) {
		if (!(error instanceof Later)) throw error
		await error.prepare()
		return opened(written)
	}
}
