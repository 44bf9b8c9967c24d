// npm run check: formatting, lint, types; TypeScript, Svelte and Go. Ends with 1 if anything is wrong.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBundles, ensurePackages, root } from './ready.mjs'

const bin = (/** @type {string} */ path) => [process.execPath, join(root, 'node_modules', path)]
const go = join(root, 'pocketbase')

/** @type {[name: string, command: string[], cwd: string, clean?: (output: string) => boolean][]} */
const checks = [
	['prettier', [...bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'], root],
	['eslint', [...bin('eslint/bin/eslint.js'), '--max-warnings=0', '.'], root],
	['svelte-check', [...bin('svelte-check/bin/svelte-check'), '--fail-on-warnings', '--output=human'], root],
	['tsc', [...bin('typescript/bin/tsc'), '--noEmit'], root],
	['gofmt', ['gofmt', '-l', '.', '../tests/bench'], go, (output) => output.trim() === ''],
	['go vet', ['go', 'vet', './...'], go]
]

/** Runs every check. @returns {Promise<{ passed: number; failed: number }>} */
export async function check() {
	await ensurePackages()
	await ensureBundles() // go vet looks at what is embedded
	spawnSync(process.execPath, [join(root, 'node_modules/@sveltejs/kit/svelte-kit.js'), 'sync'], { cwd: root })
	const result = { passed: 0, failed: 0 }
	for (const [name, [command = '', ...args], cwd, clean = () => true] of checks) {
		const done = spawnSync(command, args, {
			cwd,
			encoding: 'utf8',
			env: { ...process.env, CGO_ENABLED: '0' }
		})
		const ok = done.status === 0 && clean(done.stdout)
		result[ok ? 'passed' : 'failed']++
		console.log(`${ok ? '✓' : '✗'} ${name}`)
		if (!ok) console.log(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`)
	}
	return result
}

if (process.argv[1] === import.meta.filename) process.exitCode = (await check()).failed > 0 ? 1 : 0
