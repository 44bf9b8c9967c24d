import type { ColumnKind } from './columns'
import type { Layout } from './draft'
import type { Heading } from './headings'
import type { MarkerKind } from './marker'
import type { Piece } from './pieces'
import { columnHeads } from './columns'
import { Draft } from './draft'
import { headingsOf } from './headings'
import { isChapter, isPerson, isWeb } from './notDuty'
import { officeOf } from './office'
import { restOf } from './pieces'
import { sectionsIn } from './sectionName'
import { Streams } from './streams'
import { isFinished } from './wrapping'

type Stream = 'office' | 'duty' | 'task'
const STREAMS: readonly Stream[] = ['office', 'duty', 'task']
/** How the columns of this form are numbered where a document does not show it itself. */
const USUAL: Record<Stream, MarkerKind> = { office: '一、', duty: '（一）', task: '1.' }

interface Part {
	heading: Heading
	columns: Stream[]
	body: Piece[]
	heads: Piece[]
}

/**
 * A form with two or three columns for each section (部门主要职责, 科室职责, 科室工作任务) that lost its table: one column's
 * broken lines follow the other's, and after a page break each goes on where it stopped.
 */
export const interleaved: Layout = (source) => {
	const { pieces, lines } = source
	if (!lines.some(({ text }) => !/[\t|]/.test(text) && namesColumns(text))) return null
	const headings = headingsOf(pieces)
	if (headings.length === 0) return null
	const draft = new Draft()
	const parts = partsOf(pieces, headings)
	draft.office = officeOf(source, draft, headings[0]!.at)
	const kinds = kindsOf(parts)
	let outside = 0
	for (const { heading, columns, body, heads } of parts) {
		for (const piece of heads) draft.take(piece, 'print')
		const opened = pieces[heading.at]!
		for (let i = heading.at; i <= heading.to; i++) draft.take(pieces[i]!, 'heading')
		const where = { from: opened.from, to: pieces[heading.to]!.to }
		const sections = sectionsIn(heading.name).map((named) => draft.section(named, where))
		const streams = new Streams(columns, kinds)
		streams.read(body)
		outside += streams.give(draft, sections)
		if (sections.every((s) => s.duties.length + s.tasks.length === 0))
			draft.warn(where.from, `“${sections[0]!.name}”下面没有读到职责`)
	}
	if (outside > 0)
		draft.warn(null, `部门主要职责一栏有 ${outside} 条，是整个单位的职责，没有读入科室，列在未归入里`)
	return draft
}

/** A line of column heads: what stands below it belongs to several columns at once. */
function namesColumns(text: string): boolean {
	const kinds = columnHeads(text)
	return kinds !== null && kinds.filter(isStream).length > 1
}

function isStream(kind: ColumnKind): kind is Stream {
	return kind === 'office' || kind === 'duty' || kind === 'task'
}

function headsOf(piece: Piece): Stream[] | null {
	if (!piece.first) return null
	const kinds = columnHeads(piece.line.text)
	return kinds && (kinds.every(isStream) ? kinds : null)
}

/** What stands below each heading, the heads of its columns apart. A section without heads has those of the one before. */
function partsOf(pieces: readonly Piece[], headings: readonly Heading[]): Part[] {
	const parts: Part[] = []
	let columns: Stream[] = ['duty', 'task']
	headings.forEach((heading, i) => {
		const until = headings[i + 1]?.at ?? pieces.length
		const part: Part = { heading, columns, body: [], heads: [] }
		const named: Stream[] = []
		for (let at = heading.to + 1; at < until; at++) {
			const piece = pieces[at]!
			const heads = headsOf(piece)
			if (heads) {
				part.heads.push(piece)
				named.push(...heads)
				continue
			}
			const before = part.body.at(-1)
			const goesOn = before !== undefined && !isFinished(before.text)
			if (piece.first && !goesOn && isBeside(piece)) {
				if (until === pieces.length) break
				continue
			}
			part.body.push(piece)
		}
		if (named.length > 0) columns = STREAMS.filter((stream) => named.includes(stream))
		part.columns = columns
		parts.push(part)
	})
	return parts
}

function isBeside(piece: Piece): boolean {
	const text = restOf(piece)
	return isWeb(text) || isPerson(text) || isChapter(text)
}

/** How each column is numbered, as the sections show in which all their columns are. */
function kindsOf(parts: readonly Part[]): Record<Stream, MarkerKind> {
	const votes = new Map<string, number>()
	for (const { columns, body } of parts) {
		const seen: MarkerKind[] = []
		for (const { marker } of body)
			if (marker?.number === 1 && !seen.includes(marker.kind)) seen.push(marker.kind)
		if (seen.length !== columns.length) continue
		columns.forEach((column, i) => {
			const vote = `${column} ${seen[i]!}`
			votes.set(vote, (votes.get(vote) ?? 0) + 1)
		})
	}
	const kinds = { ...USUAL }
	const most = { office: 0, duty: 0, task: 0 }
	for (const [vote, times] of votes) {
		const [column, kind] = vote.split(' ') as [Stream, MarkerKind]
		if (times <= most[column]) continue
		most[column] = times
		kinds[column] = kind
	}
	return kinds
}
