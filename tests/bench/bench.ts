// The budgets of the design (§10) beside what is measured here and now. Every figure is a median over rounds; ours and
// stock PocketBase take turns, so that a machine whose speed drifts is unfair to neither.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { PASSWORD, Server, type Phone as SignedIn } from '../support/server'
import { notices } from './notices'
import { phone } from './phone'
import { roster } from './roster'
import { timers } from './timers'
import { ready, readOne, routeOne, routeTaught } from './routing'
import { median, ms, percentile, type Row } from './row'

interface Setup {
	root: string
	load: string
	parts: string[]
	goja(): string
}
interface Load {
	rate: number
	p50: number
	p99: number
	errors: number
}

export async function bench(setup: Setup): Promise<void> {
	const parts: Record<string, (setup: Setup) => Promise<Row[]>> = {
		server,
		timers,
		notices,
		start,
		bytes,
		phone,
		roster,
		routing
	}
	const wanted = Object.keys(parts).filter((name) => setup.parts.length === 0 || setup.parts.includes(name))
	const rows: Row[] = []
	for (const name of wanted) {
		console.error(`measuring ${name} …`)
		rows.push(...(await parts[name]!(setup)))
	}
	const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`
	console.log(`\n${machine}\n`)
	const width = (key: 'what' | 'budget' | 'measured') => Math.max(wide(key), ...rows.map((r) => wide(r[key])))
	const [a, b, c] = [width('what'), width('budget'), width('measured')]
	const pad = (text: string, to: number) => text + ' '.repeat(to - wide(text))
	console.log(`| ${pad('what', a)} | ${pad('budget', b)} | ${pad('measured', c)} |   |`)
	for (const r of rows) {
		const mark = r.met === null ? ' ' : r.met ? '✓' : '✗'
		console.log(`| ${pad(r.what, a)} | ${pad(r.budget, b)} | ${pad(r.measured, c)} | ${mark} |`)
	}
	const file = join(setup.root, 'tests/results/bench.json')
	writeFileSync(file, JSON.stringify({ at: new Date().toISOString(), machine, rows }, null, 1) + '\n')
	console.log(`\n${file.slice(setup.root.length)}`)
}

/** Columns that a text takes: Chinese characters take two. */
function wide(text: string): number {
	return [...text].reduce((n, c) => n + (c > '\u2e80' ? 2 : 1), 0)
}

const REPORT =
	'石岭乡值班室来电：后山滑坡，冲毁民房三间，两名村民失联，乡里已组织搜救，坡下群众正在转移，请求区里支援。'

/** An incident handed to a section with its suggestion: what an officer's phone sends. ID and AT are filled in. */
async function incidentLog(phone: SignedIn): Promise<string> {
	const catalogue = (await phone.sees()).get('catalogues')![0] as unknown as {
		id: string
		sections: { section: string; name: string; duties: { id: string }[] }[]
	}
	const own = catalogue.sections.find((s) => s.name === '秘书二室')!
	const suggestion = { catalogue: catalogue.id, duties: [own.duties[0]!.id], section: own.section }
	const args = { kind: 'incident', text: REPORT, suggestion, section: own.section }
	return JSON.stringify([{ id: 'ID', name: 'incident.log', args, at: 0, device: 'bench' }]).replace(
		'"at":0',
		'"at":AT'
	)
}

function drive({ load }: Setup, url: string, token: string, body: string, clients: number): Load {
	const args = ['-url', url, '-token', token, '-clients', String(clients), '-body', body, '-for', '3s']
	const done = spawnSync(load, args, { encoding: 'utf8' })
	if (done.status !== 0) throw new Error(done.stderr)
	const result = JSON.parse(done.stdout) as Load
	if (result.errors > 0) throw new Error(`${result.errors} requests failed`)
	return result
}

const ROUNDS = 5

async function server(setup: Setup): Promise<Row[]> {
	const own = await Server.demo()
	try {
		const phone = await own.signIn('zhiban1')
		const body = await incidentLog(phone)
		await stockCollection(own)
		const row = JSON.stringify({ title: 'ID', body: REPORT })
		const rows: Row[] = []
		for (const clients of [1, 16, 64]) {
			const ours: Load[] = []
			const stock: Load[] = []
			for (let round = 0; round < ROUNDS; round++) {
				ours.push(drive(setup, own.url + '/api/duty/commands', phone.token, body, clients))
				stock.push(drive(setup, own.url + '/api/collections/bench_rows/records', phone.token, row, clients))
			}
			const of = (loads: Load[], key: keyof Load) => median(loads.map((l) => l[key]))
			const ratio = median(ours.map((o, i) => o.rate / stock[i]!.rate))
			const [rate, p99, stockP99] = [of(ours, 'rate'), of(ours, 'p99'), of(stock, 'p99')]
			rows.push({
				what: `incident.log (FULL, 9 rows), ${clients} client${clients > 1 ? 's' : ''}`,
				budget: clients === 64 ? '≥ 1,000/s, p99 ≤ 200 ms' : '—',
				measured: `${Math.round(rate)}/s, p50 ${ms(of(ours, 'p50'))}, p99 ${ms(p99)}`,
				met: clients === 64 ? rate >= 1_000 && p99 <= 200 : null,
				figures: { clients, rate, p50: of(ours, 'p50'), p99 }
			})
			rows.push({
				what: `  stock PocketBase, one row (FULL), ${clients}`,
				budget: clients === 64 ? 'ours ≥ 0.8 ×, p99 lower' : '—',
				measured: `${Math.round(of(stock, 'rate'))}/s, p99 ${ms(stockP99)}; ours ${ratio.toFixed(2)} ×`,
				met: clients === 64 ? ratio >= 0.8 && p99 < stockP99 : null,
				figures: { clients, rate: of(stock, 'rate'), p99: stockP99, ratio }
			})
		}
		return rows
	} finally {
		await own.dispose()
	}
}

/** A plain collection that signed-in people may create rows in: PocketBase's own way of writing, on the same file. */
async function stockCollection(server: Server): Promise<void> {
	const headers = { Authorization: await server.superuser(), 'Content-Type': 'application/json' }
	const fields = [
		{ name: 'title', type: 'text' },
		{ name: 'body', type: 'text' }
	]
	const body = JSON.stringify({
		name: 'bench_rows',
		type: 'base',
		createRule: '@request.auth.id != ""',
		fields
	})
	const made = await fetch(server.url + '/api/collections', { method: 'POST', headers, body })
	if (!made.ok) throw new Error(await made.text())
}

async function start(): Promise<Row[]> {
	const own = await Server.demo(['--demo'])
	try {
		const took: number[] = []
		for (let round = 0; round < ROUNDS; round++) {
			await own.stop()
			const began = performance.now()
			await own.start()
			took.push(performance.now() - began)
		}
		const memory = residentMB(own.process!.pid!)
		const rows: Row[] = [
			{
				what: 'start → healthy',
				budget: '≤ 1 s',
				measured: ms(median(took)),
				met: median(took) <= 1_000,
				figures: { ms: median(took) }
			}
		]
		if (memory !== null)
			rows.push({
				what: 'idle memory, supervisor and server',
				budget: '≤ 90 MB',
				measured: `${Math.round(memory)} MB`,
				met: memory <= 90,
				figures: { mb: memory }
			})
		return rows
	} finally {
		await own.dispose()
	}
}

/** Memory of a process and its children, shared pages counted once (Linux only). */
function residentMB(pid: number): number | null {
	try {
		const children = readdirSync('/proc').filter((p) => {
			if (!/^\d+$/.test(p)) return false
			return readFileSync(`/proc/${p}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid)
		})
		const proportional = [String(pid), ...children].map((p) =>
			Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${p}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
		)
		return proportional.reduce((a, b) => a + b, 0) / 1024
	} catch {
		return null
	}
}

async function bytes({ root }: Setup): Promise<Row[]> {
	const own = await Server.demo()
	const executablePath = process.env['ZHIBAN_CHROMIUM'] ?? 'chromium'
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
	try {
		const page = await browser.newPage()
		const devtools = await page.context().newCDPSession(page)
		await devtools.send('Network.enable')
		const kinds = new Map<string, string>()
		let loaded = 0
		devtools.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type))
		devtools.on('Network.loadingFinished', (e) => {
			if (['Script', 'Stylesheet'].includes(kinds.get(e.requestId) ?? '')) loaded += e.encodedDataLength
		})
		await page.goto(own.url)
		await page.getByLabel('登录名').fill('zhiban1')
		await page.getByLabel('密码').fill(PASSWORD)
		await page.getByRole('button', { name: '登录' }).click()
		await page.getByText('在办').first().waitFor()
		await page.waitForLoadState('networkidle')
		const kb = loaded / 1024
		const web = join(root, 'pocketbase/dist/web')
		const precached = (await kept(page)).reduce((sum, path) => sum + compressed(join(web, path)), 0) / 1024
		return [
			{
				what: 'first load of the desk, JS + CSS on the wire (brotli)',
				budget: '≤ 110 KB',
				measured: `${kb.toFixed(1)} KB`,
				met: kb <= 110,
				figures: { kb }
			},
			{
				what: 'all precached (brotli)',
				budget: '≤ 700 KB',
				measured: `${Math.round(precached)} KB`,
				met: precached <= 700,
				figures: { kb: precached }
			}
		]
	} finally {
		await browser.close()
		await own.dispose()
	}
}

/** What the service worker keeps on the phone for when there is no network: paths of files. */
async function kept(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		await navigator.serviceWorker.ready
		const name = (await caches.keys()).find((name) => name.includes('precache'))!
		const paths = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)
		return paths.map((path) => (path === '/' ? '/index.html' : path))
	})
}

/** Bytes of a file as it comes over the wire. */
function compressed(path: string): number {
	return statSync(existsSync(path + '.br') ? path + '.br' : path).size
}

async function routing({ goja }: Setup): Promise<Row[]> {
	ready()
	const time = (work: () => void, times: number) =>
		Array.from({ length: times }, () => {
			const began = performance.now()
			work()
			return performance.now() - began
		})
	// Each text three times, the quickest counted: a call takes a tenth of a millisecond, and where another program is
	// given the processor in between, its turn is many times as long.
	const quickest = (work: (n: number) => void) =>
		Array.from({ length: 500 }, (_, n) => Math.min(...time(() => work(n), 3)))
	const first = time(() => void routeOne(0), 1)[0]!
	const routed = quickest((n) => void routeOne(n))
	const taught = quickest((n) => void routeTaught(n))
	const read = time(() => void readOne(), 30)
	const inGoja = goja()
	const microseconds = (name: string) =>
		Math.min(
			...Array.from(inGoja.matchAll(new RegExp(`${name}\\S*\\s+\\d+\\s+(\\d+) ns/op`, 'g')), (m) =>
				Number(m[1])
			)
		) / 1000
	const gojaRoute = microseconds('GojaRoute') / 1000
	const gojaTaught = microseconds('GojaTaught') / 1000
	const gojaRead = microseconds('GojaRead') / 1000
	return [
		{
			what: 'route one text, 100 duties, Node',
			budget: '≤ 5 ms',
			measured: `p50 ${ms(median(routed))}, p99 ${ms(percentile(routed, 0.99))}; the very first ${ms(first)}`,
			met: percentile(routed, 0.99) <= 5,
			figures: { p50: median(routed), p99: percentile(routed, 0.99), first }
		},
		{
			what: 'route one text, 100 duties, goja',
			budget: '≤ 20 ms',
			measured: `mean ${ms(gojaRoute)}`,
			met: gojaRoute <= 20,
			figures: { mean: gojaRoute }
		},
		{
			what: 'the same with 500 lessons, Node / goja',
			budget: '≤ 5 ms / ≤ 20 ms',
			measured: `p99 ${ms(percentile(taught, 0.99))} / mean ${ms(gojaTaught)}`,
			met: percentile(taught, 0.99) <= 5 && gojaTaught <= 20,
			figures: { node: percentile(taught, 0.99), goja: gojaTaught }
		},
		{
			what: 'import of a 30 KB document, Node / goja',
			budget: '≤ 200 ms',
			measured: `${ms(median(read))} / ${ms(gojaRead)}`,
			met: median(read) <= 200 && gojaRead <= 200,
			figures: { node: median(read), goja: gojaRead }
		}
	]
}
