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

/** The ruled lines of a page, drawn as thin boxes, as lines, or as the outlines of boxes. */
export function rulesOf(
	{ fnArray, argsArray }: Operators,
	ops: { save: number; restore: number; transform: number; constructPath: number },
	view: number[]
): Rule[] {
	const rules: Rule[] = []
	const saved: number[][] = []
	let now = view
	for (let i = 0; i < fnArray.length; i++) {
		const op = fnArray[i]
		if (op === ops.save) saved.push(now)
		else if (op === ops.restore) now = saved.pop() ?? view
		else if (op === ops.transform) now = times(now, argsArray[i] as number[])
		else if (op === ops.constructPath) {
			const [, , box] = argsArray[i] as [number, unknown, ArrayLike<number> | null]
			if (box) add(rules, now, box)
		}
	}
	return rules
}

/** A path by its bounds: a thin one is a rule, a broad one may be a box with four. */
function add(rules: Rule[], [a, b, c, d, e, f]: number[], box: ArrayLike<number>): void {
	const xs: number[] = []
	const ys: number[] = []
	for (const [x, y] of [
		[box[0]!, box[1]!],
		[box[2]!, box[3]!]
	] as const) {
		xs.push(a! * x + c! * y + e!)
		ys.push(b! * x + d! * y + f!)
	}
	const left = Math.min(...xs)
	const right = Math.max(...xs)
	const top = Math.min(...ys)
	const bottom = Math.max(...ys)
	if (![left, right, top, bottom].every(Number.isFinite)) return
	const upright = right - left <= THIN && bottom - top >= SHORTEST
	const level = bottom - top <= THIN && right - left >= SHORTEST
	if (upright) rules.push({ upright: true, at: (left + right) / 2, from: top, to: bottom })
	else if (level) rules.push({ upright: false, at: (top + bottom) / 2, from: left, to: right })
	else if (right - left >= SHORTEST && bottom - top >= SHORTEST)
		rules.push(
			{ upright: true, at: left, from: top, to: bottom },
			{ upright: true, at: right, from: top, to: bottom },
			{ upright: false, at: top, from: left, to: right },
			{ upright: false, at: bottom, from: left, to: right }
		)
}

function times(m: number[], n: number[]): number[] {
	const [a, b, c, d, e, f] = m as [number, number, number, number, number, number]
	const [A, B, C, D, E, F] = n as [number, number, number, number, number, number]
	return [a * A + c * B, b * A + d * B, a * C + c * D, b * C + d * D, a * E + c * F + e, b * E + d * F + f]
}
