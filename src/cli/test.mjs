// npm test: sets up what is missing, then everything — checks, unit, server and browser tests. Last line: N passed, N failed.
// With arguments only those parts run: npm test -- check unit server go e2e
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser, ensureFirefox } from './browser.mjs'
import { check } from './check.mjs'
import { ensureBinary, ensurePackages, ensureTestBundles, root } from './ready.mjs'

/** @typedef {{ passed: number; failed: number; said?: string[] }} Result `said`: of each failed test, its name and what was wrong */
const results = join(root, 'tests/results')
const LINES_OF_A_FAILURE = 12

/** Runs a program, its output shown as it comes; `line` sees each line of stdout instead where given. */
function show(
	/** @type {string} */ command,
	/** @type {string[]} */ args,
	/** @type {import('node:child_process').SpawnOptions} */ options = {},
	/** @type {((line: string) => void) | null} */ line = null
) {
	return new Promise((/** @type {(code: number) => void} */ resolve) => {
		const stdio = line ? ['ignore', 'pipe', 'inherit'] : ['ignore', 'inherit', 'inherit']
		const child = spawn(command, args, { cwd: root, ...options, stdio: /** @type {any} */ (stdio) })
		let rest = ''
		child.stdout?.on('data', (/** @type {Buffer} */ text) => {
			const lines = (rest + text.toString()).split('\n')
			rest = lines.pop() ?? ''
			for (const l of lines) line?.(l)
		})
		child.on('error', (error) => {
			console.error(error.message)
			resolve(1)
		})
		child.on('close', (code) => resolve(code ?? 1))
	})
}

/** A part that ended badly without a failed test failed as a whole. */
function fair(/** @type {Result} */ result, /** @type {number} */ code) {
	return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result
}

function json(/** @type {string} */ file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'))
	} catch {
		return null
	}
}

async function vitest(/** @type {string} */ project) {
	const file = join(results, project + '.json')
	const args = [
		'node_modules/vitest/vitest.mjs',
		'run',
		'--project',
		project,
		'--reporter=default',
		'--reporter=json'
	]
	const code = await show(process.execPath, [...args, `--outputFile.json=${file}`])
	const { numPassedTests = 0, numFailedTests = 1, testResults = [] } = json(file) ?? {}
	const said = testResults.flatMap((/** @type {any} */ { name, message, assertionResults }) => [
		...(assertionResults.length === 0 ? [`${name}\n${message}`] : []),
		...assertionResults
			.filter((/** @type {any} */ { status }) => status === 'failed')
			.map((/** @type {any} */ t) => `${name} › ${t.fullName}\n${t.failureMessages.join('\n')}`)
	])
	return fair({ passed: numPassedTests, failed: numFailedTests, said }, code)
}

async function go() {
	const result = { passed: 0, failed: 0, said: /** @type {string[]} */ ([]) }
	/** @type {Map<string, string[]>} */
	const output = new Map()
	const args = ['test', '-json', '-count=1', './...']
	const options = { cwd: join(root, 'pocketbase'), env: { ...process.env, CGO_ENABLED: '0' } }
	const code = await show('go', args, options, (line) => {
		if (!line.startsWith('{')) return console.log(line)
		const { Action, Package = '', Test, Output, Elapsed } = JSON.parse(line)
		const name = `${Package} ${Test ?? ''}`
		if (Action === 'output') output.set(name, [...(output.get(name) ?? []), Output])
		if (Action === 'fail') result.said.push(`${name}\n${(output.get(name) ?? []).join('')}`)
		if (Action === 'fail') console.log(`✗ ${result.said.at(-1)}`)
		if (Action === 'pass' && !Test) console.log(`✓ ${Package} ${Elapsed} s`)
		if (Test && Action === 'pass') result.passed++
		if (Test && Action === 'fail') result.failed++
	})
	return fair(result, code)
}

async function e2e() {
	const file = join(results, 'e2e.json')
	const named = process.argv.slice(2).filter((a) => a.endsWith('.spec.ts'))
	const args = [
		'node_modules/@playwright/test/cli.js',
		'test',
		'--config',
		'tests/e2e/playwright.config.ts',
		...named,
		...(named.length > 0 ? ['--no-deps'] : [])
	]
	const ZHIBAN_CHROMIUM = await ensureBrowser()
	const pushes = named.length === 0 || named.some((name) => name.startsWith('push'))
	const ZHIBAN_CHROMIUM_WHOLE = pushes ? await ensureBrowser({ whole: true }) : ''
	const ZHIBAN_FIREFOX = (pushes && ensureFirefox()) || ''
	const env = {
		...process.env,
		...{ ZHIBAN_CHROMIUM, ZHIBAN_CHROMIUM_WHOLE, ZHIBAN_FIREFOX, PLAYWRIGHT_JSON_OUTPUT_NAME: file }
	}
	const code = await show(process.execPath, args, { env })
	const { suites = [], stats } = json(file) ?? {}
	const { expected = 0, unexpected = 1, flaky = 0 } = stats ?? {}
	return fair({ passed: expected, failed: unexpected + flaky, said: suites.flatMap(failedSpecs) }, code)
}

/** Of a suite of Playwright's report and those inside it. @returns {string[]} */
function failedSpecs(/** @type {any} */ { file, specs = [], suites = [] }) {
	return [
		...specs
			.filter((/** @type {any} */ { ok }) => !ok)
			.map((/** @type {any} */ { title, tests }) => {
				const errors = tests.flatMap((/** @type {any} */ t) =>
					t.results.flatMap((/** @type {any} */ r) => r.errors)
				)
				return [`${file} › ${title}`, ...errors.map((/** @type {any} */ { message }) => message)].join('\n')
			}),
		...suites.flatMap(failedSpecs)
	]
}

/** @type {Record<string, () => Promise<Result>>} */
const parts = { check, unit: () => vitest('unit'), go, server: () => vitest('server'), e2e }
const wanted = process.argv.slice(2).filter((name) => name in parts)

await ensurePackages()
await ensureBinary()
await ensureTestBundles()
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const total = { passed: 0, failed: 0 }
/** @type {string[]} */
const times = []
/** @type {string[]} */
const failures = []
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
	console.log(`\n— ${name}`)
	const began = Date.now()
	const { passed, failed, said = [] } = await /** @type {() => Promise<Result>} */ (parts[name])()
	times.push(`${name}: ${passed} passed, ${failed} failed, ${Math.round((Date.now() - began) / 1000)} s`)
	total.passed += passed
	total.failed += failed
	failures.push(...said)
}
// Said again where the end of a long report is all that is kept.
for (const failure of failures)
	console.log('\n✗ ' + failure.split('\n').slice(0, LINES_OF_A_FAILURE).join('\n'))
console.log('\n' + times.join('\n'))
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
