import type { Layout } from './draft'
import type { Heading } from './headings'
import type { Piece } from './pieces'
import { Body, isLabel } from './body'
import { Draft } from './draft'
import { headingAt, headingsOf, nameIn } from './headings'
import { beginsLikeDuty, couldBeName, looksLikeSection, nameOf, sectionsIn } from './sectionName'
import { isChapter, isPerson, isWeb } from './notDuty'
import { markerAt } from './marker'
import { officeOf } from './office'
import { FLAT, restOf } from './pieces'
import { isFinished, Wrapping } from './wrapping'

/**
 * Sections under headings: 一、办公室 with a list or a paragraph below it, 1.办公室：负责甲；负责乙。 on one line,
 * names in bold, in 【】, as Markdown headings, or without any number.
 */
export const headed: Layout = (source) => {
	const pieces = source.pieces
	const headings = withLikeOnes(withPlainOnes(headingsOf(pieces), pieces), pieces)
	if (headings.length < 2) return null
	const draft = new Draft()
	const habits = {
		wrapping: new Wrapping(pieces),
		verbal: isVerbal(headings, pieces),
		paragraphs: 0,
		inline: true
	}
	draft.office = officeOf(source, draft, headings[0]!.at)
	let last: Heading | null = null
	headings.forEach((heading, i) => {
		const piece = pieces[heading.at]!
		const where = { from: piece.from, to: pieces[heading.to]!.to }
		for (let at = heading.at; at <= heading.to; at++) draft.take(pieces[at]!, 'heading')
		const sections = sectionsIn(heading.name).map((named) => draft.section(named, where))
		const until = headings[i + 1]?.at ?? pieces.length
		const body = bodyOf(pieces, heading, until, parentOf(pieces, headings[0]!), habits.wrapping)
		const inline = heading.inline === '' ? [] : inlinePieces(pieces[heading.to]!, heading.inline)
		const before = sections.map((s) => s.duties.length + s.tasks.length)
		const isLast = i > 2 && i === headings.length - 1
		const { paragraphs } = new Body(draft, sections, [...inline, ...body], habits, isLast)
		habits.paragraphs = Math.max(habits.paragraphs, paragraphs)
		habits.inline &&= inline.length > 0 && body.length === 0
		if (sections.every((s, k) => s.duties.length + s.tasks.length === before[k]))
			draft.warn(piece.from, `“${sections[0]!.name}”下面没有读到职责`)
		if (last && last.style === heading.style && heading.number > last.number + 1)
			draft.warn(piece.from, `科室序号从 ${last.number} 到 ${heading.number}，不连续，可能有遗漏`)
		last = heading
	})
	return draft
}

/** The rest of a heading's line, as if it stood on its own. */
function inlinePieces(piece: Piece, inline: string): Piece[] {
	return [{ ...piece, text: inline, marker: markerAt(inline), look: '', word: '', first: false }]
}

/** A line that holds a whole page. */
const LONG = FLAT

/** Beside numbered sections stand some without a number: 机关党总支。负责… */
function withPlainOnes(headings: Heading[], pieces: readonly Piece[]): Heading[] {
	if (headings.length < 2) return headings
	const taken = new Set(headings.map(({ name }) => nameOf(name).name))
	const all: Heading[] = []
	const wrapping = new Wrapping(pieces)
	headings.forEach((heading, i) => {
		all.push(heading)
		const until = headings[i + 1]?.at ?? pieces.length
		const parent = parentOf(pieces, headings[0]!)
		const end = heading.to + 1 + bodyOf(pieces, heading, until, parent, wrapping).length
		for (let at = heading.to + 1; at < end; at++) {
			const piece = pieces[at]!
			if ((!piece.first && piece.line.text.length < LONG) || piece.marker) continue
			const plain = headingAt(pieces, at)
			if (!plain) continue
			const { name } = nameOf(plain.name)
			const does =
				plain.inline !== ''
					? beginsLikeDuty(plain.inline)
					: at + 1 < end && beginsLikeDuty(restOf(pieces[at + 1]!))
			if (
				!does ||
				isWeb(plain.inline) ||
				isWeb(pieces[at + 1]?.text ?? '') ||
				taken.has(name) ||
				isChapter(name)
			)
				continue
			taken.add(name)
			all.push(plain)
		}
	})
	return all
}

/** How a piece is set off on a line of its own: #### or bold all through; '' otherwise. */
function formOf({ line, look, first }: Piece): string {
	if (!first || (look !== '#' && look !== '*')) return ''
	const text = line.text.trim()
	if (look === '#') return /^#+/.exec(text)?.[0] ?? ''
	return /^\*\*[^*]+\*\*[：:]?$/.test(text) ? '**' : ''
}

/** Sections of a later chapter, or under a name that none has, set off just as the others are: 驻外联络点. */
function withLikeOnes(headings: Heading[], pieces: readonly Piece[]): Heading[] {
	if (headings.length < 2) return headings
	const form = formOf(pieces[headings[0]!.at]!)
	const alike = headings.filter(({ at }) => formOf(pieces[at]!) === form).length
	if (form === '' || alike < headings.length * 0.8) return headings
	const all = [...headings]
	const taken = new Set(headings.map(({ name }) => nameOf(name).name))
	for (let at = headings[0]!.at + 1; at + 1 < pieces.length; at++) {
		const piece = pieces[at]!
		if (formOf(piece) !== form || headings.some((heading) => heading.at <= at && at <= heading.to)) continue
		const printed = restOf(piece).replace(/[：:]$/, '')
		const { name } = nameOf(nameIn(printed)?.name ?? printed)
		if (
			name.length > 16 ||
			!couldBeName(name) ||
			taken.has(name) ||
			isLabel(printed) ||
			isPerson(printed + '：')
		)
			continue
		if (isChapter(name) || !beginsLikeDuty(restOf(pieces[at + 1]!))) continue
		taken.add(name)
		all.push({ at, to: at, style: piece.look === '#' ? '#' : '*', number: 0, name: printed, inline: '' })
	}
	return all.sort((a, b) => a.at - b.at)
}

/** The chapter that holds the sections: its number ends with the next one. */
function parentOf(pieces: readonly Piece[], first: Heading): Piece | null {
	for (let at = first.at - 1; at >= 0 && at > first.at - 60; at--) {
		const piece = pieces[at]!
		if (piece.marker && piece.first && piece.marker.kind !== first.style) return piece
	}
	return null
}

/** The pieces below a heading up to where something else begins: the next section, a chapter, the foot of the page. */
function bodyOf(
	pieces: readonly Piece[],
	heading: Heading,
	until: number,
	parent: Piece | null,
	wrapping: Wrapping
): Piece[] {
	const body: Piece[] = []
	for (let at = heading.to + 1; at < until; at++) {
		const piece = pieces[at]!
		const before = body.at(-1)
		// A broken line may begin with any words.
		const goesOn = before && wrapping.full(before) && !isFinished(before.text) && !piece.marker
		if (!goesOn && ends(piece, heading, parent)) break
		if (until === pieces.length && piece.first && isWeb(piece.text) && body.some(isDuty)) break
		body.push(piece)
	}
	return body
}

function ends(piece: Piece, heading: Heading, parent: Piece | null): boolean {
	const { marker } = piece
	const rest = restOf(piece)
	if (marker?.kind === '第' && piece.first) return true
	if (
		parent?.marker &&
		marker &&
		marker.kind === parent.marker.kind &&
		marker.number === parent.marker.number + 1
	)
		return piece.first
	if (!piece.first && !marker) return false
	if (
		marker?.kind === '一、' &&
		heading.style !== '一、' &&
		marker.number > 1 &&
		piece.first &&
		isTitle(rest)
	)
		return true
	if (piece.look === '#' && !looksLikeSection(rest) && !isLabel(rest)) return true
	if (marker && piece.line.text.length > FLAT && isChapter(piece.word)) return true
	return isChapter(rest) && !/职责[：:]?$/.test(rest)
}

function isDuty(piece: Piece): boolean {
	return beginsLikeDuty(restOf(piece))
}

function isTitle(text: string): boolean {
	return text.length <= 20 && !/[。；，]/.test(text)
}

/** Whether the sections of a document say first what is done. */
function isVerbal(headings: readonly Heading[], pieces: readonly Piece[]): boolean {
	let verbal = 0
	for (const { to, inline } of headings) {
		const next = pieces[to + 1]
		if (beginsLikeDuty(inline !== '' ? inline : next ? restOf(next) : '')) verbal++
	}
	return verbal >= headings.length * 0.7
}
