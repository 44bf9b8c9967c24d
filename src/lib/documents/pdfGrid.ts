import type { Run } from './pdfLines'
import type { Rule } from './pdfRules'

/** Lines this near to each other, in points, are one. */
const NEAR = 3
/** A page with more rules than this is a drawing. */
const RULES_AT_MOST = 3000
const CELLS_AT_MOST = 20_000

/** A ruled table on a page. Cells are counted row by row; those that are merged belong to their first. */
export class Grid {
	readonly rows: number
	readonly columns: number
	#owner: number[] = []
	#right: number[] = []

	/** `xs`, `ys`: where its columns and rows begin, and where the last ends. */
	constructor(
		private readonly xs: readonly number[],
		private readonly ys: readonly number[],
		rules: readonly Rule[]
	) {
		this.columns = xs.length - 1
		this.rows = ys.length - 1
		const covers = (upright: boolean, at: number, through: number) =>
			rules.some(
				(rule) =>
					rule.upright === upright &&
					Math.abs(rule.at - at) <= NEAR &&
					rule.from <= through &&
					through <= rule.to
			)
		for (let row = 0; row < this.rows; row++) {
			for (let column = 0; column < this.columns; column++) {
				const y = (ys[row]! + ys[row + 1]!) / 2
				const x = (xs[column]! + xs[column + 1]!) / 2
				const cell = row * this.columns + column
				const joinsLeft = column > 0 && !covers(true, xs[column]!, y)
				const joinsUp = row > 0 && !covers(false, ys[row]!, x)
				const owner = joinsLeft ? this.#owner[cell - 1]! : joinsUp ? this.#owner[cell - this.columns]! : cell
				this.#owner.push(owner)
				this.#right.push(xs[column + 1]!)
				this.#right[owner] = Math.max(this.#right[owner]!, xs[column + 1]!)
			}
		}
	}

	get top(): number {
		return this.ys[0]!
	}

	holds(run: Run): boolean {
		const x = run.x + Math.min(run.width, run.size) / 2
		const y = middle(run)
		return x > this.xs[0]! && x < this.xs.at(-1)! && y > this.ys[0]! && y < this.ys.at(-1)!
	}

	/** The cell that a run stands in, the first of those that are merged. */
	cellOf(run: Run): number {
		const x = run.x + Math.min(run.width, run.size) / 2
		const row = before(this.ys, middle(run))
		const column = before(this.xs, x)
		return this.#owner[row * this.columns + column]!
	}

	/** Where a cell, with those that are merged with it, ends. */
	rightOf(cell: number): number {
		return this.#right[cell]!
	}
}

/** The last of the places that is before this one. */
function before(places: readonly number[], at: number): number {
	let i = places.length - 2
	while (i > 0 && places[i]! >= at) i--
	return i
}

/** Letters stand on their line: their middle is above it. */
function middle(run: Run): number {
	return run.y - run.size * 0.35
}

/** The tables that a page's rules make: two columns or more, of rules that meet. */
export function gridsOf(rules: readonly Rule[]): Grid[] {
	const long = merged(rules)
	if (long.length > RULES_AT_MOST) return []
	const grids: Grid[] = []
	for (const group of groups(long)) {
		const upright = group.filter((rule) => rule.upright)
		const level = group.filter((rule) => !rule.upright)
		const xs = places([...upright.map((rule) => rule.at), ...level.flatMap((rule) => [rule.from, rule.to])])
		const ys = places([...level.map((rule) => rule.at), ...upright.flatMap((rule) => [rule.from, rule.to])])
		if (xs.length < 3 || ys.length < 2 || xs.length * ys.length > CELLS_AT_MOST) continue
		grids.push(new Grid(xs, ys, group))
	}
	return grids.sort((a, b) => a.top - b.top)
}

/** Rules that continue each other, as one: cells are often drawn one by one. */
function merged(rules: readonly Rule[]): Rule[] {
	const sorted = [...rules].sort(
		(a, b) => Number(a.upright) - Number(b.upright) || Math.round(a.at) - Math.round(b.at) || a.from - b.from
	)
	const out: Rule[] = []
	for (const rule of sorted) {
		const last = out.at(-1)
		const continues =
			last?.upright === rule.upright && Math.abs(last.at - rule.at) <= NEAR / 2 && rule.from <= last.to + NEAR
		if (continues) last.to = Math.max(last.to, rule.to)
		else out.push({ ...rule })
	}
	return out
}

/** Rules that meet, directly or through others. */
function groups(rules: readonly Rule[]): Rule[][] {
	const upright = rules.filter((rule) => rule.upright)
	const level = rules.filter((rule) => !rule.upright)
	const taken = new Set<Rule>()
	const found: Rule[][] = []
	for (const start of rules) {
		if (taken.has(start)) continue
		taken.add(start)
		const group = [start]
		for (let i = 0; i < group.length; i++) {
			const one = group[i]!
			for (const other of one.upright ? level : upright) {
				if (taken.has(other) || !meet(one, other)) continue
				taken.add(other)
				group.push(other)
			}
		}
		found.push(group)
	}
	return found
}

function meet(a: Rule, b: Rule): boolean {
	return a.at >= b.from - NEAR && a.at <= b.to + NEAR && b.at >= a.from - NEAR && b.at <= a.to + NEAR
}

/** From small to large, those near to each other once. */
function places(all: number[]): number[] {
	const out: number[] = []
	for (const one of all.sort((a, b) => a - b)) if (out.length === 0 || one - out.at(-1)! > NEAR) out.push(one)
	return out
}
