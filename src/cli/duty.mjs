// npm run duty: bundles src/cli/duty when it or the domain has changed, then runs it. Plain Node without packages.
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bundle = join(root, 'node_modules/.cache/zhiban/duty.mjs')
const binary = join(root, 'pocketbase/bin', process.platform === 'win32' ? 'zhiban.exe' : 'zhiban')

/** When the youngest file below a folder was written, ms. @param {string} folder @returns {number} */
function youngest(folder) {
	let latest = 0
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name)
		if (entry.isDirectory()) latest = Math.max(latest, youngest(path))
		else if (!entry.name.endsWith('.test.ts')) latest = Math.max(latest, statSync(path).mtimeMs)
	}
	return latest
}

/** The one place where packages are fetched on a fresh clone. */
async function packages() {
	const ready = join(root, 'src/cli/ready.mjs')
	if (existsSync(join(root, 'node_modules')) || !existsSync(ready)) return
	const { ensurePackages } = await import(pathToFileURL(ready).href)
	await ensurePackages?.()
}

async function fresh() {
	const written = Math.max(youngest(join(root, 'src/domain')), youngest(join(root, 'src/cli/duty')))
	if (existsSync(bundle) && statSync(bundle).mtimeMs > written) return
	mkdirSync(join(root, 'node_modules/.cache/zhiban'), { recursive: true })
	const { build } = await import('esbuild')
	await build({
		entryPoints: [join(root, 'src/cli/duty/main.ts')],
		outfile: bundle,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node20',
		logLevel: 'error'
	})
}

try {
	await packages()
	await fresh()
	const { main } = await import(pathToFileURL(bundle).href)
	process.exitCode = main(process.argv.slice(2), binary)
} catch (error) {
	console.error('程序出错：' + (error instanceof Error ? error.message : String(error)))
	process.exitCode = 1
}
