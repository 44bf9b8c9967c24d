import type { Catalogue } from '../../domain/events/catalogue'
import type { Office } from '../../domain/events/office'
import type { Person } from '../../domain/events/person'
import type { Section } from '../../domain/events/section'
import type { Turn } from '../../domain/events/turn'
import type { OfficeState } from './office.svelte'
import { getContext, setContext } from 'svelte'
import { clock } from './clock.svelte'
import { Live } from './live.svelte'

export type StepName = 'office' | 'catalogue' | 'people' | 'sections' | 'tonight'

export interface SetupStep {
	name: StepName
	title: string
	/** What is asked in this step. */
	question: string
	href: string
	done: boolean
	/** What is there already; empty: nothing. */
	says: string
}

/** How far the office is set up, read from its records alone: whoever comes back finds what is done and what is next. */
export class SetupState {
	readonly #state: OfficeState
	readonly #office: Live<Office | null>
	readonly #catalogue: Live<Catalogue | null>
	readonly #sections: Live<Section[]>
	readonly #turns: Live<Turn[]>

	constructor(state: OfficeState) {
		this.#state = state
		this.#office = state.live((view) => view.get('office', 'office'), null)
		this.#catalogue = state.live(async (view) => {
			const inForce = (await view.get('office', 'office'))?.catalogue
			return inForce ? view.get('catalogues', inForce) : null
		}, null)
		this.#sections = state.live((view) => view.all('sections'), [])
		this.#turns = new Live(() => state.local.table('turns').where('to').above(Date.now()).toArray(), [])
	}

	get ready(): boolean {
		return this.#office.ready && this.#catalogue.ready && this.#sections.ready && this.#turns.ready
	}

	get office(): Office | null {
		return this.#office.current
	}

	get catalogue(): Catalogue | null {
		return this.#catalogue.current
	}

	/**
	 * The sections of the catalogue in force, in its order; only those the server knows, for people are put into them. Their
	 * A and B as this phone has set them, for the two are saved together.
	 */
	get sections(): Section[] {
		const known = new Map(this.#sections.current.map((s) => [s.id, s]))
		const named = (this.catalogue?.sections ?? []).filter((s) => this.#state.sections.has(s.section))
		return named.map((s) => known.get(s.section)).filter((s): s is Section => s !== undefined)
	}

	get people(): Person[] {
		const people = [...this.#state.people.values()].filter((p) => !p.disabled)
		return people.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
	}

	peopleOf(section: string): Person[] {
		return this.people.filter((p) => p.sections.includes(section))
	}

	/** Turns that are not over, of now and to come. */
	get turns(): Turn[] {
		return this.#turns.current.filter((t) => t.to > clock.now)
	}

	get steps(): SetupStep[] {
		const { office, catalogue, sections, turns } = this
		const people = this.people.length
		const answered = sections.filter((s) => s.a !== null).length
		const seated = new Set(turns.map((t) => t.seat)).size
		return [
			{
				name: 'office',
				title: '单位',
				question: '单位叫什么，科室多久内签收',
				href: '/setup/office',
				done: Boolean(office?.name),
				says: office?.name ?? ''
			},
			{
				name: 'catalogue',
				title: '职责目录',
				question: '哪件事归哪个科室',
				href: '/setup/catalogue',
				done: catalogue !== null,
				says: catalogue ? `${catalogue.sections.length} 个科室，第 ${catalogue.version} 版` : ''
			},
			{
				name: 'people',
				title: '人员',
				question: '谁用这个系统',
				href: '/setup/people',
				done: people > 1,
				says: people > 1 ? `${people} 人` : ''
			},
			{
				name: 'sections',
				title: '科室 AB 角',
				question: '每个科室找谁，他不在找谁',
				href: '/setup/sections',
				done: sections.length > 0 && answered === sections.length,
				says: answered > 0 ? `${answered} / ${sections.length} 个科室有 A 角` : ''
			},
			{
				name: 'tonight',
				title: '今晚值班',
				question: '今晚谁带班、谁值班',
				href: '/setup/tonight',
				done: turns.length > 0,
				says: seated > 0 ? `已排 ${seated} 个岗位` : ''
			}
		]
	}

	/** The first step that is not done; null: all are. */
	get next(): SetupStep | null {
		return this.steps.find((s) => !s.done) ?? null
	}

	/** Where one goes on to after a step, done or skipped. */
	after(name: StepName): string {
		const { steps } = this
		const i = steps.findIndex((s) => s.name === name)
		return steps[i + 1]?.href ?? '/setup/done'
	}
}

const KEY = Symbol('setup')
export const provideSetup = (setup: SetupState) => setContext(KEY, setup)
export const useSetup = (): SetupState => getContext<SetupState>(KEY)
