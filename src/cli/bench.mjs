// npm run bench: measures the budgets of the design beside what they allow, prints a table, writes tests/results/bench.json.
// Names of parts run only those: npm run bench -- server timers
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBrowser } from './browser.mjs'
import { bundleForGoja, ensureBinary, root, run } from './ready.mjs'

const cache = join(root, 'node_modules/.cache/zhiban')
await ensureBinary()
await bundleForGoja([['tests/bench/routing.ts', 'node_modules/.cache/zhiban/routing-bench.js']])
run('go', ['build', '-o', join(cache, 'load'), '.'], { cwd: join(root, 'tests/bench/load') })
process.env.ZHIBAN_CHROMIUM = await ensureBrowser({ whole: true })
mkdirSync(join(root, 'tests/results'), { recursive: true })
const { build } = await import('esbuild')
const outfile = join(root, 'tests/results/bench.mjs')
await build({
	entryPoints: [join(root, 'tests/bench/bench.ts')],
	outfile,
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20',
	// The years' notices are JSON, which Node does not import as it stands: all but the browser's driver goes in.
	external: ['@playwright/test'],
	loader: { '.txt': 'text' },
	logLevel: 'warning'
})
const { bench } = await import(pathToFileURL(outfile).href)
await bench({
	root,
	load: join(cache, 'load'),
	parts: process.argv.slice(2),
	/** Routing and reading in goja, three times over, by a Go benchmark. */
	goja() {
		const args = ['test', '-run', 'NONE', '-bench', 'Goja', '-benchtime', '50x', '-count', '3', './duty']
		const done = spawnSync('go', args, {
			cwd: join(root, 'pocketbase'),
			encoding: 'utf8',
			env: { ...process.env, CGO_ENABLED: '0' }
		})
		if (done.status !== 0) throw new Error(done.stdout + done.stderr)
		return done.stdout
	}
})
