import type { Draft } from './draft'
import type { Line } from './lines'
import type { MarkerKind } from './marker'
import type { Piece } from './pieces'
import type { ReadLine, ReadSection } from './reading'
import type { Wrapping } from './wrapping'
import { columnHeads } from './columns'
import { placed } from './draft'
import { aliasesIn, beginsLikeDuty, saysWhatIsDone } from './sectionName'
import { isContact, isPerson, isProse, isStaffing, isTitleOfDocument, isWeb } from './notDuty'
import { restOf } from './pieces'
import { sentencesIn } from './sentences'
import { breaksOff, isFinished } from './wrapping'

/** What may stand before a list of duties without being one. */
const LEAD =
	/^(?:其|该科室?|本科室?)?(?:主要|工作|科室|处室|股室|机构|部门|单位|具体|岗位|基本)*(?:职责|职能)(?:任务|范围|内容)?(?:包括|如下|有|是|为)*[：:]?$|^(?:其)?(?:主要|工作|科室|处室|股室|具体|机构|部门|单位|岗位|基本)*(?:职责|职能|工作)(?:任务|范围|内容)?(?:包括|如下|有|是|为)*[：:]|^(?:掌理|职掌|掌管|主管|办理|负责|承办|承担|管理)(?:(?:下列|以下|左列|如下)(?:各项)?(?:事项|事务|业务|工作|职责|任务)?|(?:事项|事务|业务|工作)?(?:如下|如左|如次))[：:]|^(?:掌理|职掌)(?:事项)?[：:]/
const TASKS =
	/^(?:科室|处室|股室|具体|主要|重点|日常|近期)*(?:工作任务|任务|重点工作)(?:包括|如下|有|是|为)*[：:]/
const ALIASES = /^(?:同时|对外|并)*(?:加挂|挂)([^。；]{2,40}?)(?:的?牌子)?[。；]?$/

/** 主要职责： and 工作任务： alone on a line. */
export function isLabel(text: string): boolean {
	return LEAD.exec(text)?.[0] === text || TASKS.exec(text)?.[0] === text || columnHeads(text) !== null
}

/** An alias on the line below the name. */
const BRACKETED = /^[（(]([^（）()。；]{3,30})[）)]$/

function isAside(sentence: string): boolean {
	return isStaffing(sentence) || isProse(sentence) || isContact(sentence)
}

interface Item {
	text: string
	pieces: Piece[]
	numbered: boolean
}

/** What is known of the whole document. */
export interface Habits {
	wrapping: Wrapping
	/** Duties begin with what is done: 负责, 承担. A paragraph that does not, after the list, is about something else. */
	verbal: boolean
	/** How many paragraphs the other sections have at most: prose that follows the last one is no duty. */
	paragraphs: number
	/** All the other sections stand on one line each. */
	inline: boolean
}

/**
 * The duties that follow a heading. A numbered line is a duty; an unfinished one goes on in the next line; a paragraph
 * is parted at each ； and 。 What is about persons, posts and pages is left alone.
 */
export class Body {
	#items: Item[] = []
	#tasks: Item[] = []
	#into: Item[] = this.#items
	/** The lists that are open, the innermost last. */
	#lists: { kind: MarkerKind; last: number }[] = []
	#punctuated: boolean
	/** A telephone number or a chief was met: what follows may be about anything. */
	#beside = false
	#leftLine: Line | null = null
	paragraphs = 0

	constructor(
		private readonly draft: Draft,
		private readonly sections: readonly ReadSection[],
		pieces: readonly Piece[],
		private readonly habits: Habits,
		/** The last section: prose may follow it. */
		private readonly last: boolean
	) {
		this.#punctuated = pieces.some((piece) => isFinished(piece.text))
		for (const piece of pieces) this.#read(piece)
		for (const section of sections) {
			section.duties.push(...this.#lines(this.#items))
			section.tasks.push(...this.#lines(this.#tasks))
		}
	}

	#read(piece: Piece): void {
		if (piece.first && columnHeads(piece.line.text) !== null && this.#isLabel(piece)) return
		const last = this.#into.at(-1)
		// What stands beside a telephone number on the same line is no duty either.
		if (!piece.first && this.#leftLine === piece.line && !piece.marker) return
		const goesOn = last !== undefined && !piece.marker && this.#continues(last, piece)
		if (!goesOn && this.#isBeside(piece)) return
		let text = restOf(piece)
		const lead = TASKS.exec(text) ?? LEAD.exec(text)
		if (!goesOn && lead) {
			this.#into = TASKS.test(text) ? this.#tasks : this.#items
			this.draft.take(piece, 'print')
			text = text.slice(lead[0].length)
			if (text === '') return
		} else if (piece.marker && !this.#fits(piece.marker.kind, piece.marker.number)) {
			if (last) return this.#append(last, piece, piece.text)
		} else if (piece.marker) return this.#add(piece, text, true)
		if (goesOn) this.#append(last, piece, piece.text)
		else this.#paragraph(piece, text)
	}

	/** Labels such as 科室职责 on a line of their own say which list follows. */
	#isLabel(piece: Piece): boolean {
		const kinds = columnHeads(piece.line.text)!
		this.draft.take(piece, 'print')
		if (kinds.length === 1) {
			if (kinds[0] === 'task') this.#into = this.#tasks
			else if (kinds[0] === 'duty') this.#into = this.#items
			this.#lists = []
		}
		return true
	}

	#isBeside(piece: Piece): boolean {
		const text = restOf(piece)
		const title = this.last && piece.first && isTitleOfDocument(text)
		if (isPerson(text) || isWeb(text) || title) {
			this.#leftLine = piece.line
			return (this.#beside = true)
		}
		const plate = ALIASES.exec(text) ?? BRACKETED.exec(text)
		if (plate && this.#items.length === 0) {
			for (const section of this.sections)
				for (const alias of aliasesIn(plate[1]!))
					if (!section.aliases.includes(alias)) section.aliases.push(alias)
			this.draft.take(piece, 'heading')
			return true
		}
		return false
	}

	/** Whether a number continues an open list or opens one below. */
	#fits(kind: MarkerKind, number: number): boolean {
		const at = this.#lists.findIndex((list) => list.kind === kind)
		if (at < 0) {
			if (number !== 1) return this.#lists.length === 0 && this.#into.length === 0 && number < 4
			this.#lists.push({ kind, last: 1 })
			return true
		}
		const list = this.#lists[at]!
		const restarts = number === 1 && at === this.#lists.length - 1 && this.#into.length > 0
		if (number <= list.last && !restarts) return false
		if (number > list.last + 3) return false
		list.last = number
		this.#lists.length = at + 1
		return true
	}

	#continues(last: Item, piece: Piece): boolean {
		if (!piece.first) return !(isFinished(last.text) && isWeb(piece.text))
		const before = last.pieces.at(-1)!
		if (breaksOff(last.text)) return true
		const full = this.habits.wrapping.full(before)
		if (isFinished(last.text) && isPerson(piece.text)) return false
		if (isFinished(last.text)) return full && last.numbered && !piece.page
		if (piece.look !== '') return false
		if (full) return true
		if (beginsLikeDuty(piece.text)) return false
		return this.#punctuated && isFinished(piece.text) && !isPerson(piece.text)
	}

	#append(item: Item, piece: Piece, text: string): void {
		item.text += text
		item.pieces.push(piece)
		this.draft.take(piece, 'duty')
	}

	#add(piece: Piece, text: string, numbered: boolean): void {
		this.draft.take(piece, 'duty')
		this.#into.push({ text, pieces: [piece], numbered })
	}

	#paragraph(piece: Piece, text: string): void {
		const verbal = beginsLikeDuty(text)
		const listed = this.#into.some((item) => item.numbered)
		const { paragraphs, inline } = this.habits
		if (this.#bulleted(piece)) return this.#add(piece, text, false)
		if (this.last && this.paragraphs >= paragraphs && (inline || !saysWhatIsDone(text))) return
		this.paragraphs++
		const says = isFinished(text) || /[，、；。]/.test(text)
		if ((!verbal && this.#beside) || (piece.first && isProse(text))) return
		if (listed && piece.first && !verbal) return
		if (!verbal && this.habits.verbal && piece.first && (this.last ? this.#into.length > 0 || !says : !says))
			return
		if (!verbal && this.#into.length > 0 && this.#punctuated && !says) return
		this.#add(piece, text, false)
	}

	/** A bullet among bullets is an item, whatever it begins with. */
	#bulleted({ look, first }: Piece): boolean {
		if (look !== '-' || !first || this.#beside) return false
		return this.#into.every(({ pieces }) => pieces[0]!.look === '-')
	}

	#lines(items: readonly Item[]): ReadLine[] {
		const lines: ReadLine[] = []
		for (const { text, pieces, numbered } of items) {
			const where = { from: pieces[0]!.from, to: pieces.at(-1)!.to }
			const parts = sentencesIn(text)
			const kept = parts.filter((part) => !isAside(part))
			if (kept.length < parts.length) {
				if (kept.length === 0) {
					for (const piece of pieces) this.draft.roles.delete(piece)
					continue
				}
				this.draft.leave(where, parts.filter(isAside).join(''))
			}
			if (numbered) lines.push(placed(kept.join(''), where))
			else for (const part of kept) lines.push(placed(part, where))
		}
		return lines
	}
}
