import * as v from 'valibot'
import { Refused } from './refused'

/** Each line of JSONL that is not blank, checked. `wants` says in plain words what a line must hold. */
export function linesOf<S extends v.GenericSchema>(
	jsonl: string,
	schema: S,
	wants: string
): v.InferOutput<S>[] {
	const found: v.InferOutput<S>[] = []
	jsonl
		.replace(/^\ufeff/, '')
		.split(/\r?\n/)
		.forEach((line, i) => {
			if (line.trim() !== '') found.push(lineOf(line, i + 1, schema, wants))
		})
	return found
}

function lineOf<S extends v.GenericSchema>(
	line: string,
	no: number,
	schema: S,
	wants: string
): v.InferOutput<S> {
	let json: unknown
	try {
		json = JSON.parse(line)
	} catch {
		throw new Refused(`第 ${no} 行不是 JSON`)
	}
	const parsed = v.safeParse(schema, json)
	if (!parsed.success) throw new Refused(`第 ${no} 行要有 ${wants}`)
	return parsed.output
}
