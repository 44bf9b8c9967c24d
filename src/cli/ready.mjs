// What the other chores need before they can begin. Plain Node without packages: on a fresh clone there are none yet.
// Every step is skipped when nothing it depends on has changed since it last succeeded.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const binary = join(root, 'pocketbase/bin', process.platform === 'win32' ? 'zhiban.exe' : 'zhiban')
const cache = join(root, 'node_modules/.cache/zhiban')

/** Ends the chore with one plain sentence. @param {string} message @returns {never} */
export function fail(message) {
	console.error('\n' + message)
	process.exit(1)
}

/** @param {string} command @param {string[]} args @param {import('node:child_process').SpawnSyncOptions} [options] */
export function run(command, args, options = {}) {
	const shell = process.platform === 'win32'
	// Progress goes to stderr: what a chore prints to stdout is its result.
	const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell, ...options })
	if (done.error) fail(`${command} 运行不了：${done.error.message}`)
	if (done.status !== 0) fail(`${command} ${args.join(' ')} 没有成功（${done.status ?? done.signal}）`)
}

/** @param {string} version @param {number} major @param {number} minor */
function atLeast(version, major, minor) {
	const [a = 0, b = 0] = version.split('.').map(Number)
	return a > major || (a === major && b >= minor)
}

export function ensureNode() {
	if (!atLeast(process.versions.node, 20, 19))
		fail(`需要 Node 20.19 或更新的版本，现在是 ${process.versions.node}（https://nodejs.org）`)
}

function ensureGo() {
	try {
		const version = execFileSync('go', ['env', 'GOVERSION'], {
			cwd: join(root, 'pocketbase'),
			encoding: 'utf8'
		})
		if (!atLeast(version.trim().replace(/^go/, ''), 1, 25))
			fail(`需要 Go 1.25 或更新的版本，现在是 ${version.trim()}`)
	} catch {
		fail('需要 Go 1.25 或更新的版本（https://go.dev/dl）')
	}
}

/** Every file below the given files and folders. @param {string[]} places @returns {string[]} */
function files(places) {
	return places.flatMap((place) => {
		const path = join(root, place)
		if (!existsSync(path)) return []
		if (statSync(path).isFile()) return [place]
		return readdirSync(path)
			.sort()
			.flatMap((name) => files([place + '/' + name]))
	})
}

/** Does a piece of work unless its inputs are as they were when it last succeeded and its output is there. */
async function unlessDone(
	/** @type {string} */ name,
	/** @type {string[]} */ inputs,
	/** @type {string} */ output,
	/** @type {() => void | Promise<void>} */ work
) {
	const hash = createHash('sha256')
	for (const file of files(inputs)) {
		const { size, mtimeMs } = statSync(join(root, file))
		hash.update(`${file} ${size} ${mtimeMs}\n`)
	}
	const stamp = hash.digest('hex')
	const mark = join(cache, name + '.stamp')
	if (existsSync(join(root, output)) && existsSync(mark) && readFileSync(mark, 'utf8') === stamp) return
	await work()
	mkdirSync(cache, { recursive: true })
	writeFileSync(mark, stamp)
}

export async function ensurePackages() {
	ensureNode()
	await unlessDone('packages', ['package.json', 'package-lock.json'], 'node_modules', () => {
		console.error('安装 npm 软件包 …')
		run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
	})
}

const bundles = [
	['src/server/entry.ts', 'pocketbase/dist/duty.js'],
	['src/server/prepare.ts', 'pocketbase/dist/prepare.js'],
	['seeds/demo/demo.ts', 'pocketbase/dist/demo.js']
]

/** TypeScript entries, each as one CommonJS file for goja. @param {string[][]} list [entry, output] */
export async function bundleForGoja(list) {
	const { build } = await import('esbuild')
	for (const [entry, outfile] of list)
		await build({
			entryPoints: [join(root, /** @type {string} */ (entry))],
			outfile: join(root, /** @type {string} */ (outfile)),
			bundle: true,
			format: 'cjs',
			target: 'es2022',
			supported: { 'async-generator': false, 'for-await': false },
			charset: 'utf8',
			loader: { '.txt': 'text' },
			logLevel: 'warning'
		})
}

export async function ensureBundles() {
	await ensurePackages()
	const inputs = ['src/domain', 'src/server', 'seeds', 'src/cli/ready.mjs', 'package-lock.json']
	await unlessDone('bundles', inputs, 'pocketbase/dist/duty.js', () => bundleForGoja(bundles))
}

/** The command line as one file for Node; answers with its path. @returns {Promise<string>} */
export async function ensureDuty() {
	await ensurePackages()
	const outfile = join(cache, 'duty.mjs')
	const inputs = ['src/domain', 'src/lib/documents', 'src/cli/duty', 'src/cli/ready.mjs', 'package-lock.json']
	await unlessDone('duty', inputs, 'node_modules/.cache/zhiban/duty.mjs', async () => {
		const { build } = await import('esbuild')
		const entryPoints = [join(root, 'src/cli/duty/main.ts')]
		await build({
			entryPoints,
			outfile,
			bundle: true,
			platform: 'node',
			format: 'esm',
			target: 'node20',
			// Large, and needed for some documents only: Node loads them when they are.
			external: ['mammoth', 'pdfjs-dist', 'read-excel-file'],
			logLevel: 'error'
		})
	})
	return outfile
}

/** Bundles that only tests load. */
export async function ensureTestBundles() {
	await ensureBundles()
	await bundleForGoja([
		['tests/server/saboteurs.ts', 'node_modules/.cache/zhiban/saboteurs.js'],
		['tests/vectors/entry.ts', 'node_modules/.cache/zhiban/vectors.js']
	])
}

export async function ensureWeb() {
	await ensurePackages()
	const inputs = [
		'src/domain',
		'src/lib',
		'src/routes',
		'src/handbook',
		'src/deskFiles.js',
		'src/app.html',
		'src/app.css',
		'src/app.d.ts',
		'src/service-worker.ts'
	]
	const configs = ['static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts']
	await unlessDone('web', [...inputs, ...configs], 'pocketbase/dist/web/index.html', () => {
		console.error('构建页面 …')
		run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'])
	})
}

/** The server program with everything in it. */
export async function ensureBinary() {
	await ensureBundles()
	await ensureWeb()
	const output = 'pocketbase/bin/' + (process.platform === 'win32' ? 'zhiban.exe' : 'zhiban')
	const inputs = files(['pocketbase']).filter(
		(f) => !f.startsWith('pocketbase/bin/') && !f.startsWith('pocketbase/pb_data')
	)
	await unlessDone('binary', inputs, output, () => {
		ensureGo()
		console.error('编译服务程序（第一次要几分钟）…')
		run('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', output.slice('pocketbase/'.length), '.'], {
			cwd: join(root, 'pocketbase'),
			env: { ...process.env, CGO_ENABLED: '0' }
		})
	})
}
