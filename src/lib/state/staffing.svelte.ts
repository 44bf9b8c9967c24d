import type {
	StaffFault,
	StaffField,
	StaffLine,
	StaffOffice,
	StaffPerson
} from '../../domain/people/staffList'
import type { Id } from '../../domain/record'
import type { Remote } from '../remote/remote'
import type { OfficeState } from './office.svelte'
import { checkStaff } from '../../domain/people/checkStaff'
import { usernameFrom } from '../../domain/people/username'
import { accounts, setAccount } from '../remote/accounts'
import { DraftState } from './draft.svelte'
import { newId } from '../outbox/newId'
import { freshPassword } from './password'

/** A line of the list with what has become of it. The account is made up before anything is sent, so that nothing is done twice. */
export interface Work {
	line: StaffLine
	/** Left out by the person. */
	left: boolean
	/** Had a fault when it was read: stays in its place while it is put right. */
	faulty: boolean
	/** What the server said against it. */
	refused: { field: StaffField; reason: string } | null
	account: { person: Id; username: string; password: string } | null
	done: boolean
}

interface Content {
	file: string
	unused: string[]
	lines: Work[]
}
const empty = (): Content => ({ file: '', unused: [], lines: [] })

/**
 * Taking people in, from a list or typed. The list, what was put right in it and how far it has been taken are kept on
 * the phone at every step, with the first passwords, until the person says that they have been handed out.
 */
export class Staffing {
	readonly #draft: DraftState<Content>
	readonly #office: OfficeState
	readonly #remote: Remote
	readonly #sections: () => StaffOffice['sections']
	#taken = $state.raw<string[]>([])
	#busy = $state(false)
	#trouble = $state('')
	#loaded = $state(false)
	#total = $state(0)
	#count = $state(0)

	constructor(office: OfficeState, remote: Remote, sections: () => StaffOffice['sections']) {
		this.#office = office
		this.#remote = remote
		this.#sections = sections
		this.#draft = new DraftState<Content>(office.outbox, `${office.person}staff`, empty())
	}

	async load(): Promise<void> {
		await this.#draft.load()
		this.#loaded = true
		await this.#refresh()
	}

	get loaded(): boolean {
		return this.#loaded
	}
	get file(): string {
		return this.#draft.content.file
	}
	/** Headings of columns that say nothing we ask for. */
	get unused(): string[] {
		return this.#draft.content.unused
	}
	get busy(): boolean {
		return this.#busy
	}
	/** Why it stopped; what is done stays done. */
	get trouble(): string {
		return this.#trouble
	}
	/** The phone has no room: how far it has come is not kept. */
	get full(): boolean {
		return this.#draft.full
	}
	/** How many of those that are being taken in have been. */
	get progress(): { count: number; total: number } {
		return { count: this.#count, total: this.#total }
	}
	get lines(): Work[] {
		return this.#draft.content.lines
	}
	get open(): Work[] {
		return this.lines.filter((w) => !w.done && !w.left)
	}
	get done(): Work[] {
		return this.lines.filter((w) => w.done)
	}
	/** Accounts made up and not all taken yet: there is something to go on with. */
	get begun(): Work[] {
		return this.lines.filter((w) => w.account !== null && !w.done)
	}

	/** The open lines, who of them can be taken now, and every fault of the others. */
	readonly #checked = $derived.by(() => {
		const open = this.open
		// An account of ours that is not finished may be there already.
		const unfinished = new Set(open.map((w) => w.account?.username))
		const taken = [...this.#taken, ...this.done.map((w) => w.account?.username ?? '')]
		const { people, faults } = checkStaff(
			open.map((w) => w.line),
			{ sections: this.#sections(), taken: taken.filter((name) => !unfinished.has(name)) }
		)
		open.forEach(({ refused, line }, index) => {
			if (refused) faults.push({ ...refused, index, row: line.row, code: 'conflict' })
		})
		const bad = new Set(faults.map((f) => f.index))
		return { open, people: people.filter((p) => !bad.has(p.index)), faults }
	})

	/** Those who can be taken in now, each with their line. */
	get ready(): { work: Work; person: StaffPerson }[] {
		const { open, people } = this.#checked
		return people.map((person) => ({ work: open[person.index]!, person }))
	}

	faultsOf(work: Work): StaffFault[] {
		const { open, faults } = this.#checked
		const index = open.indexOf(work)
		return faults.filter((f) => f.index === index)
	}

	/** What is wrong with a line that is being typed. */
	judge(line: StaffLine): StaffFault[] {
		const taken = [...this.#taken, ...this.lines.map((w) => w.account?.username ?? '')]
		return checkStaff([line], { sections: this.#sections(), taken }).faults
	}

	/** A list that was read; what has been taken in from another stays. */
	async read(file: string, lines: StaffLine[], unused: string[]): Promise<void> {
		await this.#refresh()
		const kept = this.lines.filter((w) => w.done)
		this.#draft.content = { file, unused, lines: [...kept, ...lines.map(fresh)] }
		for (const w of this.open) w.faulty = this.faultsOf(w).length > 0
		await this.#keep()
	}

	changed(work: Work): void {
		work.refused = null
		this.#draft.touch()
	}

	async leave(work: Work, left: boolean): Promise<void> {
		work.left = left
		await this.#keep()
	}

	/** The list is put away; what was taken in stays in the list of passwords. */
	async putAway(): Promise<void> {
		this.#draft.content = { file: '', unused: [], lines: this.done }
		await this.#keep()
	}

	/** The passwords have been handed out: nothing of them stays on this phone. */
	async forget(): Promise<void> {
		this.#draft.content.lines = this.lines.filter((w) => !w.done)
		if (this.lines.length === 0) await this.#draft.clear(empty())
		else await this.#keep()
	}

	/** Somebody who was typed, not read from a list. */
	async add(line: StaffLine): Promise<void> {
		this.lines.push(fresh(line))
		const added = this.lines[this.lines.length - 1]!
		await this.#keep()
		await this.take(added)
	}

	/** Takes in everybody who has no fault (or one alone), one after the other. Stops where the server cannot be reached. */
	async take(only?: Work): Promise<void> {
		if (this.#busy) return
		this.#busy = true
		this.#trouble = ''
		try {
			if (!(await this.#refresh())) return
			const ready = this.ready.filter(({ work }) => !only || work === only)
			this.#total = ready.length
			this.#count = 0
			await this.#prepare(ready)
			for (const { work, person } of ready) {
				if (!(await this.#takeOne(work, person))) return
				this.#count++
			}
		} finally {
			this.#busy = false
		}
	}

	async #takeOne(work: Work, person: StaffPerson): Promise<boolean> {
		if (!work.account) return true
		const { person: id, username, password } = work.account
		const put = await setAccount(this.#remote, id, { username, password })
		if ('failed' in put) {
			this.#trouble = put.failed
			return false
		}
		if ('refused' in put) {
			const no = put.refused[0]
			work.refused = {
				field: no?.field === 'password' ? 'password' : 'username',
				reason: no?.reason ?? '服务器没有接受'
			}
			work.faulty = true
			work.account = null
			await this.#keep()
			return true
		}
		if (!this.#isSet(id)) {
			const { name, title, roles, sections, phone } = person
			const done = await this.#office.act('person.set', { person: id, name, title, roles, sections, phone })
			if ('refused' in done) {
				this.#trouble = done.refused[0]?.reason ?? '没有录入'
				return false
			}
		}
		work.done = true
		await this.#keep()
		return true
	}

	/** Known already, or on its way: the app was closed between doing it and noting it down. */
	#isSet(person: Id): boolean {
		if (this.#office.people.has(person)) return true
		return this.#office.mine.some(
			({ state, command }) =>
				state !== 'refused' &&
				command.name === 'person.set' &&
				(command.args as { person: Id }).person === person
		)
	}

	/** Ids, usernames and passwords of everybody, kept before the first is sent. */
	async #prepare(ready: { work: Work; person: StaffPerson }[]): Promise<void> {
		const { pinyin } = await import('pinyin-pro')
		const used = new Set([
			...this.#taken,
			...this.lines.flatMap((w) => [w.account?.username ?? '', w.left ? '' : w.line.username.toLowerCase()])
		])
		for (const { work, person } of ready) {
			const syllables = () =>
				pinyin(person.name, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
			const kept = work.account
			const username = person.username ?? kept?.username ?? usernameFrom(syllables(), used)
			used.add(username)
			work.account = {
				person: kept?.person ?? newId(),
				username,
				password: person.password ?? kept?.password ?? freshPassword()
			}
		}
		await this.#keep()
	}

	async #refresh(): Promise<boolean> {
		const all = await accounts(this.#remote)
		if (!('done' in all)) {
			this.#trouble = 'failed' in all ? all.failed : (all.refused[0]?.reason ?? '')
			return false
		}
		this.#trouble = ''
		this.#taken = all.done.map((a) => a.username)
		return true
	}

	async #keep(): Promise<void> {
		this.#draft.touch()
		await this.#draft.save()
	}
}

const fresh = (line: StaffLine): Work => ({
	line,
	left: false,
	faulty: false,
	refused: null,
	account: null,
	done: false
})
