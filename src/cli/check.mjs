// npm run check: formatting, lint, types; TypeScript, Svelte and Go. Ends with 1 if anything is wrong.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBundles, ensurePackages, root } from './ready.mjs'

const bin = (/** @type {string} */ path) => [process.execPath, join(root, 'node_modules', path)]
const go = join(root, 'pocketbase')

/** @type {[name: string, command: string[], cwd: string, clean?: (output: string) => boolean][]} */
const checks = [
	['eslint', [...bin('eslint/bin/eslint.js'), '--max-warnings=0', '.'], root],
	// Types of everything that tsconfig names: TypeScript and scripts too.
	['svelte-check', [...bin('svelte-check/bin/svelte-check'), '--fail-on-warnings', '--output=human'], root],
	['prettier', [...bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'], root],
	['gofmt', ['gofmt', '-l', '.', '../tests/bench'], go, (output) => output.trim() === ''],
	['go vet', ['go', 'vet', './...'], go]
]

/** @returns {Promise<{ code: number; output: string }>} */
function finish(/** @type {string[]} */ [command = '', ...args], /** @type {string} */ cwd) {
	return new Promise((resolve) => {
		let output = ''
		const child = spawn(command, args, { cwd, env: { ...process.env, CGO_ENABLED: '0' } })
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (/** @type {Buffer} */ text) => (output += text.toString()))
		child.on('error', (error) => resolve({ code: 1, output: error.message }))
		child.on('close', (code) => resolve({ code: code ?? 1, output }))
	})
}

/** Runs every check. @returns {Promise<{ passed: number; failed: number }>} */
export async function check() {
	await ensurePackages()
	await ensureBundles() // go vet looks at what is embedded
	spawnSync(process.execPath, [join(root, 'node_modules/@sveltejs/kit/svelte-kit.js'), 'sync'], { cwd: root })
	const result = { passed: 0, failed: 0 }
	const rest = [...checks]
	// Two at a time: none of them keeps more than one processor busy for long.
	const lane = async () => {
		for (let next = rest.shift(); next; next = rest.shift()) {
			const [name, command, cwd, clean = () => true] = next
			const { code, output } = await finish(command, cwd)
			const ok = code === 0 && clean(output)
			result[ok ? 'passed' : 'failed']++
			console.log(`${ok ? '✓' : '✗'} ${name}`)
			if (!ok) console.log(output)
		}
	}
	await Promise.all([lane(), lane()])
	return result
}

if (process.argv[1] === import.meta.filename) process.exitCode = (await check()).failed > 0 ? 1 : 0
