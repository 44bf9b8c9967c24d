// From a committed incident to the provider's door, beside GoAlert's figures on a machine of this size: 2.3 s and 5.1 s for a
// single alert, 176 s for 500 alerts to 100 people, 5 of 5 in flight lost at kill -9.
import { Provider, WEBHOOK_SECRET } from '../support/provider'
import { Server, until, type Phone } from '../support/server'
import { median, ms, percentile, type Row } from './row'

const PEOPLE = 100

interface Suggested {
	catalogue: string
	duties: string[]
	section: string
}

/** An office of 50 sections with A and B persons, told by webhook. */
async function office(server: Server, webhook: Provider): Promise<{ officer: Phone; sections: Suggested[] }> {
	const admin = await server.signIn('admin')
	const channel = { name: 'webhook', on: true, settings: { url: webhook.url, secret: WEBHOOK_SECRET } }
	for (const body of [{ channel }, { order: ['webhook', 'app'] }]) {
		const put = await admin.ask('/api/duty/channels', { method: 'PUT', body: JSON.stringify(body) })
		if (!put.ok) throw new Error(await put.text())
	}
	const named = Array.from({ length: PEOPLE / 2 }, (_, n) => `综合${n + 1}科`)
	await admin.must('catalogue.adopt', {
		sections: named.map((name) => ({ name, aliases: [], duties: [`负责${name}的工作`], tasks: [] }))
	})
	const all = (await admin.sees()).get('sections')! as unknown as { id: string; name: string }[]
	const sections = all.filter((s) => named.includes(s.name)).map((s) => s.id)
	const catalogues = (await admin.sees()).get('catalogues')! as unknown as {
		id: string
		sections: { section: string; duties: { id: string }[] }[]
	}[]
	const adopted = catalogues.find((c) => c.sections.some((s) => s.section === sections[0]))!
	const suggested = adopted.sections.map(({ section, duties }) => ({
		catalogue: adopted.id,
		duties: [duties[0]!.id],
		section
	}))
	const person = (n: number) => `benchperson${String(n).padStart(4, '0')}`
	const set = Array.from({ length: PEOPLE }, (_, n) => {
		const args = { name: `经办${n}`, title: null, roles: [], sections: [sections[n >> 1]], phone: null }
		return admin.command('person.set', { person: person(n), ...args })
	})
	const staff = sections.map((section, n) =>
		admin.command('section.staff', { section, a: person(2 * n), b: person(2 * n + 1) })
	)
	const answers = [...(await admin.post(set)), ...(await admin.post(staff))]
	if (answers.some((a) => !a.ok)) throw new Error(JSON.stringify(answers.find((a) => !a.ok)))
	return { officer: await server.signIn('zhiban1'), sections: suggested }
}

/** The demo office has notices of its own. */
const ours = (webhook: Provider) => webhook.deliveries.filter((d) => d.person.startsWith('benchperson'))
const keys = (webhook: Provider) => new Set(ours(webhook).map((d) => d.key)).size

/** As a phone sends it: the routing is done there. */
const log = (officer: Phone, suggestion: Suggested) =>
	officer.command('incident.log', {
		kind: 'incident',
		text: '后山滑坡',
		suggestion,
		section: suggestion.section
	})

export async function notices(): Promise<Row[]> {
	const webhook = await Provider.webhook()
	const server = await Server.demo()
	try {
		const { officer, sections } = await office(server, webhook)
		const single: number[] = []
		for (let n = 0; n < 60; n++) {
			const before = ours(webhook).length
			const began = Date.now()
			await officer.post([log(officer, sections[n % sections.length]!)])
			await until('the notice', () => ours(webhook).length > before)
			single.push(ours(webhook)[before]!.at - began)
			await until('its others', () => ours(webhook).length >= before + 2)
		}
		webhook.deliveries.length = 0
		const began = Date.now()
		for (let done = 0; done < 500; done += 100)
			await officer.post(
				Array.from({ length: 100 }, (_, i) => log(officer, sections[(done + i) % sections.length]!))
			)
		const people = () => new Set(ours(webhook).map((d) => d.person))
		await until('everybody to be told', () => people().size >= PEOPLE, 60_000)
		const firsts = new Map<string, number>()
		for (const d of ours(webhook)) if (!firsts.has(d.person)) firsts.set(d.person, d.at - began)
		const last = Math.max(...firsts.values())
		await until('the rest', () => keys(webhook) >= 1_000, 60_000)
		const rest = Math.max(...ours(webhook).map((d) => d.at)) - began
		const lost = await killed(server, webhook, officer, sections)
		const [p50, p99] = [median(single), percentile(single, 0.99)]
		return [
			{
				what: 'incident sent → notice at its provider, one alone (GoAlert 2.3 s, 5.1 s)',
				budget: 'p50 ≤ 0.1 s, p99 ≤ 0.5 s',
				measured: `p50 ${ms(p50)}, p99 ${ms(p99)}`,
				met: p50 <= 100 && p99 <= 500,
				figures: { p50, p99 }
			},
			{
				what: 'burst of 500 to 100 people, the last one’s first (GoAlert 176 s)',
				budget: '≤ 10 s',
				measured: `${ms(last)}; all 1,000 notices ${ms(rest)}`,
				met: last <= 10_000,
				figures: { last, all: rest }
			},
			lost
		]
	} finally {
		await server.dispose()
		await webhook.close()
	}
}

/** Five kills while notices are at the provider's door. */
async function killed(
	server: Server,
	webhook: Provider,
	officer: Phone,
	sections: Suggested[]
): Promise<Row> {
	webhook.deliveries.length = 0
	webhook.reply = () => ({ status: 200, after: 300 })
	let inFlight = 0
	for (let kill = 0; kill < 5; kill++) {
		const before = keys(webhook)
		await officer.post(sections.slice(kill * 5, kill * 5 + 5).map((section) => log(officer, section)))
		await until('some to be in flight', () => keys(webhook) >= before + 5)
		await server.kill()
		inFlight += ours(webhook).filter((d) => !d.answered).length
		for (const d of webhook.deliveries) d.answered = true
		await server.start()
		await until('all of them', () => keys(webhook) >= before + 10)
	}
	const lost = 50 - keys(webhook)
	const twice = ours(webhook).length - keys(webhook)
	return {
		what: 'in flight at kill -9, five times (GoAlert lost 5 of 5)',
		budget: 'none lost',
		measured: `${inFlight} in flight, ${lost} lost, ${twice} came again under the same key`,
		met: lost === 0 && inFlight > 0,
		figures: { inFlight, lost, twice }
	}
}
