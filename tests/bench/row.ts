/** A line of the table. */
export interface Row {
	what: string
	budget: string
	measured: string
	/** Null: nothing to hold it against. */
	met: boolean | null
	figures: Record<string, number>
}

export const median = (values: number[]) =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
export const percentile = (values: number[], p: number) =>
	[...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? NaN
export const ms = (n: number) => `${n < 10 ? n.toFixed(1) : Math.round(n)} ms`
