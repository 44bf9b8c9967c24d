import type { MarkerKind } from './marker'
import type { Piece } from './pieces'
import { columnHeads } from './columns'
import { beginsLikeDuty, couldBeName, looksLikeSection, nameOf } from './sectionName'
import { officeIn } from './office'
import { isChapter, isPerson, isWeb } from './notDuty'
import { FLAT, restOf } from './pieces'

/** How headings are set off: by a number, a look, a label (科室名称：), or only by what follows the name. */
export type Style = MarkerKind | '#' | '*' | '【' | '-' | '名称：' | '：' | '负责' | '独行'

/** A piece that opens a section. */
export interface Heading {
	/** Index of the first and the last piece it takes; the name may be broken over two lines. */
	at: number
	to: number
	style: Style
	number: number
	/** As printed, brackets and all. */
	name: string
	/** What follows the name on the same line. */
	inline: string
}

const LABEL = /^(?:内设)?(?:科室|处室|股室|部门|机构|单位)(?:名称)?[：:]/
const STRONG_VERB = /(?:主要)?(?:负责|承担|承办|主管|掌理|具体负责|协助|牵头|组织|统筹|管理|办理)/g
const PLATE_FOLLOWS = /^(?:同时|对外|并)*(?:加挂|挂|又称|简称|合署|与[^，。；]{2,20}合署)/

/** The heading a piece could be; null: none. */
export function headingAt(pieces: readonly Piece[], at: number): Heading | null {
	const piece = pieces[at]!
	const rest = restOf(piece)
	const heading = headingOf(piece, rest)
	if (heading) return { ...heading, at, to: at }
	if (rest.length > 40) return null
	const next = pieces[at + 1]
	// The name is broken over two lines within its bracket.
	const open = rest.search(/[（(]/)
	if (open < 2 || /[）)]/.test(rest.slice(open)) || !next || next.marker || next.text.length > 60) return null
	const joined = headingOf(piece, rest + next.text)
	return joined && { ...joined, at, to: at + 1 }
}

function headingOf(piece: Piece, rest: string): Pick<Heading, 'style' | 'number' | 'name' | 'inline'> | null {
	const label = LABEL.exec(rest)
	if (label) {
		const name = rest.slice(label[0].length)
		if (looksLikeSection(name)) return { style: '名称：', number: 0, name, inline: '' }
	}
	const found = nameIn(rest)
	if (!found) return null
	const { marker, look } = piece
	if (!marker && look === '' && nameOf(found.name).name.includes('、')) return null
	const style: Style = marker ? marker.kind : look !== '' ? look : found.how
	if (!marker && look === '' && !piece.first && found.how !== '独行' && piece.line.text.length < FLAT)
		return null
	return { style, number: marker?.number ?? 0, name: found.name, inline: found.inline }
}

/** The name a text begins with and what follows it. */
export function nameIn(text: string): { name: string; inline: string; how: '：' | '负责' | '独行' } | null {
	const end = nameEnd(text)
	if (end > 60) return null
	const stop = text[end]
	const head = text.slice(0, end)
	if (stop === undefined || stop === ' ' || stop === '—' || stop === '-') {
		const inline = text.slice(end).replace(/^[\s—–-]+/, '')
		if (looksLikeSection(head)) return { name: head, inline, how: inline === '' ? '独行' : '负责' }
	} else if (stop === '：' || stop === ':' || stop === '。') {
		if (looksLikeSection(head)) return { name: head, inline: text.slice(end + 1).trim(), how: '：' }
	} else if ((stop === '，' || stop === ',') && looksLikeSection(head)) {
		const follows = text.slice(end + 1)
		if (PLATE_FOLLOWS.test(follows)) {
			const close = follows.search(/[。：:；;]|$/)
			const name = `${head}（${follows.slice(0, close)}）`
			return { name, inline: follows.slice(close + 1).trim(), how: '：' }
		}
		if (beginsLikeDuty(follows)) return { name: head, inline: follows, how: '负责' }
	}
	STRONG_VERB.lastIndex = 2
	for (let found = STRONG_VERB.exec(head); found; found = STRONG_VERB.exec(head)) {
		const name = head.slice(0, found.index)
		if (looksLikeSection(name)) return { name, inline: text.slice(found.index), how: '负责' }
	}
	return null
}

/** Where a name ends: at the first mark outside brackets and quotation marks. */
function nameEnd(text: string): number {
	let depth = 0
	for (let i = 0; i < text.length && i <= 80; i++) {
		const c = text[i]!
		if ('（(〔[“《「'.includes(c)) depth++
		else if ('）)〕]”》」'.includes(c)) depth = Math.max(0, depth - 1)
		else if (depth === 0 && '：:。；;，,！？ —'.includes(c)) return i
	}
	return text.length
}

/** The headings of sections: of the style in which the most sections are headed and followed by what they do. */
export function headingsOf(pieces: readonly Piece[]): Heading[] {
	const byStyle = new Map<Style, Heading[]>()
	for (let at = 0; at < pieces.length; at++) {
		const heading = headingAt(pieces, at)
		if (!heading || isChapter(nameOf(heading.name).name)) continue
		// The office's own name on a line of its own heads the page, not a section.
		if (!pieces[at]!.marker && officeIn(pieces[at]!.text) !== null) continue
		const same = byStyle.get(heading.style)
		if (same) same.push(heading)
		else byStyle.set(heading.style, [heading])
	}
	let best: Heading[] = []
	let most = 1
	for (const [style, all] of byStyle) {
		const kept = isNumbered(style) ? runs(all, pieces) : all
		const score = worth(kept, pieces)
		if (score > most) {
			most = score
			best = kept
		}
	}
	return best
}

const isNumbered = (style: Style) => ['第', '一、', '（一）', '1.', '1.1', '（1）', '①'].includes(style)

/** Sections that are named and do something; one that is named again counts against. */
function worth(headings: readonly Heading[], pieces: readonly Piece[]): number {
	const names = new Set<string>()
	let sum = 0
	headings.forEach((heading, i) => {
		const { name } = nameOf(heading.name)
		const again = names.has(name)
		names.add(name)
		sum += again ? -0.2 : dutiful(heading, headings[i + 1]?.at ?? pieces.length, pieces)
	})
	return sum
}

/** How much what follows a heading looks like duties: 0 … 1. */
function dutiful(heading: Heading, end: number, pieces: readonly Piece[]): number {
	if (heading.inline !== '') return dutifulText(heading.inline)
	let said = ''
	for (let at = heading.to + 1; at < end && at < heading.to + 8; at++) {
		const text = restOf(pieces[at]!)
		if (columnHeads(pieces[at]!.line.text) !== null) continue
		said += text
		const value = Math.max(dutifulText(text), dutifulText(said))
		if (value > 0) return value
	}
	return 0
}

function dutifulText(text: string): number {
	if (isPerson(text) || isWeb(text) || looksLikeSection(text)) return 0
	if (beginsLikeDuty(text)) return 1
	return text.length >= 10 && /[、，；。]/.test(text) && !looksLikeSection(text) ? 0.7 : 0
}

/** Lists that count upwards from 1 and name sections that do something; a number is left out only where no later one has it. */
function runs(all: readonly Heading[], pieces: readonly Piece[]): Heading[] {
	const lists: Heading[][] = []
	let run: Heading[] = []
	all.forEach((heading, i) => {
		const last = run.at(-1)
		if (last && heading.number === last.number && heading.name === last.name) return
		const next = (last?.number ?? 0) + 1
		const skips = last !== undefined && heading.number > next && heading.number <= next + 3
		if (heading.number === next || (skips && !laterHas(all, i, next)) || !last) run.push(heading)
		else if (heading.number === 1) {
			lists.push(run)
			run = [heading]
		}
	})
	lists.push(run)
	const whole = lists.map((list) => promoted(list, pieces))
	let best = whole[0]!
	for (const list of whole) if (worth(list, pieces) > worth(best, pieces)) best = list
	const names = new Set(best.map(({ name }) => nameOf(name).name))
	const kept: Heading[] = []
	for (const list of whole) {
		const fresh = list.filter(({ name }) => !names.has(nameOf(name).name)).length
		const says = worth(list, pieces) >= list.length * 0.6
		if (list === best || (says && fresh * 2 > list.length && list.length > 1)) kept.push(...list)
	}
	return kept
}

function laterHas(all: readonly Heading[], i: number, number: number): boolean {
	for (let k = i + 1; k < all.length && k < i + 50; k++) {
		if (all[k]!.number === number) return true
		if (all[k]!.number === 1) return false
	}
	return false
}

/** A list in which a number is missing may have it under an unusual name: 督查专员. */
function promoted(list: readonly Heading[], pieces: readonly Piece[]): Heading[] {
	const out: Heading[] = []
	list.forEach((heading, i) => {
		const before = list[i - 1]
		let number = before ? before.number + 1 : 1
		let at = before ? before.to + 1 : Math.max(0, heading.at - 40)
		for (; number < heading.number && at < heading.at; at++) {
			const unusual = unusualAt(pieces, at, heading.style, number)
			if (!unusual) continue
			out.push(unusual)
			number++
		}
		out.push(heading)
	})
	const last = out.at(-1)
	if (!last || out.length < 2) return out
	for (let at = last.to + 1, number = last.number + 1; at < pieces.length && at < last.to + 400; at++) {
		const unusual = unusualAt(pieces, at, last.style, number)
		if (!unusual || dutiful(unusual, pieces.length, pieces) < 1) continue
		out.push(unusual)
		number++
	}
	return out
}

function unusualAt(pieces: readonly Piece[], at: number, style: Style, number: number): Heading | null {
	const piece = pieces[at]!
	if (piece.marker?.kind !== style || piece.marker.number !== number) return null
	const rest = restOf(piece)
	const end = nameEnd(rest)
	const name = rest.slice(0, end)
	const stop = rest[end]
	if (stop !== undefined && stop !== '：' && stop !== ':' && stop !== '。') return null
	const { name: plain } = nameOf(name)
	if (!couldBeName(plain) || plain.length > 16 || isChapter(plain) || /^(?:本[^科]|该|各)/.test(plain))
		return null
	// The run says that a name is due: 组织、宣传和统战科 is one, however it begins.
	if (beginsLikeDuty(plain) && !/[科室股处局]$/.test(plain)) return null
	return { at, to: at, style, number, name, inline: rest.slice(end + 1).trim() }
}
