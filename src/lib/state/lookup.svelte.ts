import type { Id } from '../../domain/record'
import type { OfficeState } from './office.svelte'
import type { Live } from './live.svelte'
import { directory, noDirectory, type Directory, type Line, type Post } from '../records/directory'
import { loadSpell, Names, type Spell } from '../records/names'
import { Suggesting, type Suggested } from './suggesting.svelte'

/** Until the dictionary is there, names are found by characters and digits only. */
const unspelt: Spell = () => []

/** Who answers for it, and who is who: one box for both, answered on the phone. */
export class Lookup {
	#text = $state('')
	#spell = $state.raw<Spell>(unspelt)
	#loading = false
	readonly #directory: Live<Directory>
	readonly #suggesting: Suggesting

	readonly #people = $derived.by(() => {
		const named = [...this.directory.lines.values()].map((line) => {
			const { name, title } = line.person
			return {
				item: line,
				name,
				also: [...(title ? [title] : []), ...line.sections],
				phone: line.contact?.phone ?? null
			}
		})
		return new Names<Line>(named, this.#spell)
	})
	readonly #posts = $derived.by(() => {
		const named = this.directory.posts.map((post) => {
			const { name, aliases } = post.section
			return { item: post, name, also: aliases, phone: null }
		})
		return new Names<Post>(named, this.#spell)
	})
	readonly #foundPeople = $derived.by(() => this.#people.find(this.#text))
	readonly #foundPosts = $derived.by(() => this.#posts.find(this.#text))

	constructor(office: OfficeState) {
		this.#directory = office.live((view) => directory(view, office.person, Date.now()), noDirectory)
		this.#suggesting = new Suggesting(office)
	}

	get text(): string {
		return this.#text
	}

	set text(text: string) {
		this.#text = text
		this.#suggesting.ask(this.asks ? asked(text) : '')
		if (/[a-z]/i.test(text)) void this.#load()
	}

	/** Letters and digits are looked for among names and numbers; only words ask who answers for something. */
	get asks(): boolean {
		return /[\u4e00-\u9fff\u3400-\u4dbf]/.test(this.#text)
	}

	get directory(): Directory {
		return this.#directory.current
	}

	get ready(): boolean {
		return this.#directory.ready
	}

	get suggested(): Suggested | null {
		return this.#suggesting.current
	}

	get thinking(): boolean {
		return this.#suggesting.thinking
	}

	get people(): Line[] {
		return this.#foundPeople
	}

	get posts(): Post[] {
		return this.#foundPosts
	}

	postOf(section: Id): Post | null {
		return this.directory.posts.find((p) => p.section.id === section) ?? null
	}

	async #load(): Promise<void> {
		if (this.#loading) return
		this.#loading = true
		try {
			this.#spell = await loadSpell()
		} catch (error) {
			this.#loading = false // not on this phone yet and no network: the next key tries again
			if (navigator.onLine) throw error
		}
	}
}

/** What is asked about, without the words of asking. */
function asked(text: string): string {
	const about = text
		.trim()
		.replace(/^(?:请问)?(?:谁|哪个?科室?|哪个部门)(?:来?管|负责)/, '')
		.replace(/(?:归|由|该)?(?:谁|哪个?科室?|哪个部门)(?:来?管|负责)?[？?。]*$/, '')
	return about === '' ? text : about
}
