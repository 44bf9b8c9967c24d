/** A ruled line of a table: a point of it, and how far it goes. Points from the page's upper left corner. */
export interface Rule {
	upright: boolean
	/** Where it stands: x if it is upright, else y. */
	at: number
	from: number
	to: number
}

const THIN = 2.5
const SHORTEST = 6

interface Operators {
	fnArray: number[]
	argsArray: unknown[]
}

/** The library's codes in a path: where to go, with how many numbers. */
const NUMBERS = [2, 2, 6, 4, 0]
const MOVE = 0
const LINE = 1
const CLOSE = 4
/** A drawing, not a table: the rest of its paths is left alone. */
const RULES_AT_MOST = 20_000

/** The ruled lines of a page, drawn as thin boxes, as lines, or as the outlines of boxes. */
export function rulesOf(
	{ fnArray, argsArray }: Operators,
	ops: Record<string, number>,
	view: number[]
): Rule[] {
	const drawn = new Set([ops['stroke'], ops['closeStroke'], ops['fillStroke'], ops['eoFillStroke']])
	drawn.add(ops['closeFillStroke']).add(ops['closeEOFillStroke'])
	const filled = new Set([ops['fill'], ops['eoFill']])
	const rules: Rule[] = []
	const saved: number[][] = []
	let now = view
	for (let i = 0; i < fnArray.length && rules.length < RULES_AT_MOST; i++) {
		const op = fnArray[i]
		if (op === ops['save']) saved.push(now)
		else if (op === ops['restore']) now = saved.pop() ?? view
		else if (op === ops['transform']) now = times(now, argsArray[i] as number[])
		else if (op === ops['constructPath']) {
			const [paint, [path]] = argsArray[i] as [number, [ArrayLike<number> | null]]
			if (!path) continue
			// What is neither drawn nor filled only cuts out.
			if (drawn.has(paint)) for (const [a, b] of sidesOf(path)) add(rules, now, [a, b])
			else if (filled.has(paint)) for (const corners of shapesOf(path)) add(rules, now, corners)
		}
	}
	return rules
}

type Point = readonly [number, number]

/** Each straight piece of a path. */
function* sidesOf(path: ArrayLike<number>): Generator<[Point, Point]> {
	for (const corners of shapesOf(path))
		for (let i = 1; i < corners.length; i++) yield [corners[i - 1]!, corners[i]!]
}

/** The corners of each shape of a path; curves count as straight, they make no table. */
function* shapesOf(path: ArrayLike<number>): Generator<Point[]> {
	let corners: Point[] = []
	for (let i = 0; i < path.length;) {
		const code = path[i]!
		const count = NUMBERS[code]
		if (count === undefined) return
		if (code === MOVE) {
			if (corners.length > 1) yield corners
			corners = []
		}
		if (code === CLOSE && corners.length > 0) corners.push(corners[0]!)
		if (code === MOVE || code === LINE) corners.push([path[i + 1]!, path[i + 2]!])
		i += 1 + count
	}
	if (corners.length > 1) yield corners
}

/** A shape, or one side of it, that is long and thin is a rule. */
function add(rules: Rule[], m: number[], corners: readonly Point[]): void {
	let left = Infinity
	let top = Infinity
	let right = -Infinity
	let bottom = -Infinity
	for (const [px, py] of corners) {
		const x = m[0]! * px + m[2]! * py + m[4]!
		const y = m[1]! * px + m[3]! * py + m[5]!
		left = Math.min(left, x)
		right = Math.max(right, x)
		top = Math.min(top, y)
		bottom = Math.max(bottom, y)
	}
	if (!Number.isFinite(right - left + bottom - top)) return
	if (right - left <= THIN && bottom - top >= SHORTEST)
		rules.push({ upright: true, at: (left + right) / 2, from: top, to: bottom })
	else if (bottom - top <= THIN && right - left >= SHORTEST)
		rules.push({ upright: false, at: (top + bottom) / 2, from: left, to: right })
}

function times(m: number[], n: number[]): number[] {
	const [a, b, c, d, e, f] = m as [number, number, number, number, number, number]
	const [A, B, C, D, E, F] = n as [number, number, number, number, number, number]
	return [a * A + c * B, b * A + d * B, a * C + c * D, b * C + d * D, a * E + c * F + e, b * E + d * F + f]
}
