import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { weigh, type Example, type Weighed } from '../../domain/routing/spoken/weigh'

export const SPOKEN_FOLDER = 'src/domain/routing/spoken'

/** The examples of a folder: of each file, `# group` and a line each, other groups after a tab. And what names them all. */
export function examplesIn(folder: string): { examples: Example[]; hash: string } {
	const hash = createHash('sha256')
	const examples: Example[] = []
	for (const file of readdirSync(folder).sort()) {
		const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8').trim().split('\n')
		hash.update([head, ...lines].join('\n') + '\n')
		const group = head.replace(/^# /, '')
		for (const line of lines) {
			const [text = '', others = ''] = line.split('\t')
			examples.push({ text, groups: [group, ...others.split(' ').filter((name) => name !== '')] })
		}
	}
	return { examples, hash: hash.digest('hex').slice(0, 16) }
}

/** Weighs the examples of the project anew and writes the table that routing uses. */
export function weighing(): string {
	const { examples, hash } = examplesIn(join(SPOKEN_FOLDER, 'examples'))
	writeFileSync(join(SPOKEN_FOLDER, 'table.ts'), tableOf(weigh(examples), hash))
	return `${examples.length} 条说法，已写入 ${SPOKEN_FOLDER}/table.ts\n`
}

function tableOf(weighed: Weighed, hash: string): string {
	const groups = Object.entries(weighed).map(([group, weights]) => {
		const rows = Object.keys(weights).map(Number)
		rows.sort((a, b) => b - a)
		return `\t${group}: {\n${rows.map((w) => `\t\t'${w}': '${weights[w]!.join(' ')}'`).join(',\n')}\n\t}`
	})
	return [
		'// Made by `npm run duty -- weigh` from examples/: change those, and run it again.',
		`export const SPOKEN_OF = '${hash}'`,
		'',
		'/** By group: by weight, the characters and pairs that weigh so much for it. */',
		`export const SPOKEN: Record<string, Record<string, string>> = {\n${groups.join(',\n')}\n}`,
		''
	].join('\n')
}
