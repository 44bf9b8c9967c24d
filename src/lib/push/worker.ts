import type { Answer } from '../outbox/send'
import type { SignedIn } from '../outbox/worker'
import { newId } from '../outbox/newId'
import { BATCH } from '../outbox/send'
import { heldBack } from '../outbox/store'
import { drop, entriesOf, keep, settle, signedIn } from '../outbox/worker'
import { readLetter, saidAs, shownAs, SIGN, type Letter } from './letter'

/**
 * What the service worker does about notices, whether or not the app is open:
 *
 *     push ──▶ shown ──▶ receipt to the server          tapped ──▶ the app, at the item
 *                                                       签收 ────▶ outbox ──▶ server ──▶ said in the notice's place
 */
export function answerPush(worker: ServiceWorkerGlobalScope): void {
	worker.addEventListener('push', (event) => event.waitUntil(show(worker, event.data?.text() ?? '')))
	worker.addEventListener('notificationclick', (event) => event.waitUntil(tapped(worker, event)))
	worker.addEventListener('pushsubscriptionchange', (event) =>
		(event as ExtendableEvent).waitUntil(subscribeAnew(worker))
	)
	// Background Sync, where there is one: the network is back.
	worker.addEventListener('sync' as 'message', (event) => event.waitUntil(sendWaiting(worker)))
}

/** A tap may open a window for a short while only, ms. */
const PATIENCE = 1_000

async function show(worker: ServiceWorkerGlobalScope, text: string): Promise<void> {
	const letter = readLetter(text)
	const [title, options] = shownAs(letter)
	await worker.registration.showNotification(title, options)
	await Promise.all([letter && receipt(letter), badge(worker)])
}

/** Where it does not arrive the notice counts as sent, not as shown. */
async function receipt({ id, to, receipt }: Letter): Promise<void> {
	const body = JSON.stringify({ id, to, receipt })
	await ask('POST', '/api/duty/push/shown', body, null)
}

/** The number on the app's icon, until the app opens and says how many wait. */
async function badge(worker: ServiceWorkerGlobalScope): Promise<void> {
	if (!('setAppBadge' in worker.navigator)) return
	const shown = await worker.registration.getNotifications()
	await worker.navigator.setAppBadge(shown.length).catch(() => {}) // no icon, no number
}

async function tapped(worker: ServiceWorkerGlobalScope, event: NotificationEvent): Promise<void> {
	const letter = event.notification.data as Letter | null
	event.notification.close()
	if (event.action === SIGN && letter?.assignment && (await sign(worker, letter))) return
	await openApp(worker, letter?.url ?? '/')
}

/** Signs as the app would; false: the app has to be opened for it. */
async function sign(worker: ServiceWorkerGlobalScope, letter: Letter): Promise<boolean> {
	const who = await signedIn()
	if (who?.person !== letter.person) return false
	const id = newId()
	const args = { assignment: letter.assignment }
	const command = { id, name: 'assignment.acknowledge', args, at: Date.now(), device: letter.device }
	try {
		await keep(who.person, command, Date.now())
	} catch (error) {
		console.error('签收 could not be kept', error)
		return false // the app says why
	}
	await tell(worker)
	const answers = await sendWaiting(worker, who).catch((error: unknown) => {
		console.error('签收 could not be sent', error) // no answer of ours: it is kept, and goes up later
		return []
	})
	const answer = answers.find((a) => a.id === id)
	await worker.registration.showNotification(...saidAs(letter, await outcome(worker, id, answer)))
	return true
}

/** The app where it is open: it hears of nothing that is written here. */
async function tell(worker: ServiceWorkerGlobalScope): Promise<void> {
	for (const client of await windows(worker)) client.postMessage({ outbox: true })
}

async function outcome(worker: ServiceWorkerGlobalScope, id: string, answer?: Answer): Promise<string> {
	if (answer?.ok) return '已签收'
	if (answer && 'refusals' in answer) {
		// It is said here and now: the app need not say it again.
		await drop(id)
		await tell(worker)
		return answer.refusals.map((r) => r.reason).join('；')
	}
	await (worker.registration as SyncRegistration).sync?.register('outbox').catch(() => {}) // the app sends it when it opens
	return '签收已存下，连上网络后自动上传'
}

interface SyncRegistration extends ServiceWorkerRegistration {
	sync?: { register(tag: string): Promise<void> }
}

/** Sends what waits of whoever is signed in; what came of it. The app may be doing the same: the server answers both alike. */
async function sendWaiting(worker: ServiceWorkerGlobalScope, who?: SignedIn): Promise<Answer[]> {
	const signed = who ?? (await signedIn())
	if (!signed) return []
	const mine = await entriesOf(signed.person)
	const ready = mine.filter((e) => e.state === 'waiting' && !heldBack(e, mine)).slice(0, BATCH)
	if (ready.length === 0) return []
	const body = JSON.stringify(ready.map((e) => e.command))
	const response = await ask('POST', '/api/duty/commands', body, signed.token)
	if (!response?.ok) return []
	const answers = (await response.json()) as Answer[]
	await settle(answers, Date.now())
	await tell(worker)
	return answers
}

/** The browser took its subscription back: another is made for the same server. Where nobody is signed in, the app does it. */
async function subscribeAnew(worker: ServiceWorkerGlobalScope): Promise<void> {
	const who = await signedIn()
	const state = who && (await ask('GET', '/api/duty/push', null, who.token))
	if (!state?.ok) return
	const { key } = (await state.json()) as { key: string }
	const options = { userVisibleOnly: true, applicationServerKey: key }
	const subscription = await worker.registration.pushManager.subscribe(options)
	await ask('PUT', '/api/duty/push', JSON.stringify({ subscription }), who!.token)
}

const windows = (worker: ServiceWorkerGlobalScope) =>
	worker.clients.matchAll({ type: 'window', includeUncontrolled: true })

/** The app where it is open, else anew; what is being written there stays. */
async function openApp(worker: ServiceWorkerGlobalScope, url: string): Promise<void> {
	const open = await windows(worker)
	const client = open.find((c) => c.focused) ?? open.find((c) => c.visibilityState === 'visible') ?? open[0]
	if (!client) {
		await worker.clients.openWindow(url)
		return
	}
	const heard = hears(client, { open: url })
	await client.focus().catch(() => {}) // some systems let nobody come to the front: it is at the item all the same
	if (!(await heard)) await client.navigate(url).catch(() => worker.clients.openWindow(url))
}

/** Whether the app took the word: one that is just starting, or an older version, does not. */
function hears(client: WindowClient, word: { open: string }): Promise<boolean> {
	const { port1, port2 } = new MessageChannel()
	return new Promise((resolve) => {
		port1.onmessage = () => resolve(true)
		setTimeout(() => resolve(false), PATIENCE)
		client.postMessage(word, [port2])
	})
}

/** Null: no network. */
async function ask(
	method: string,
	path: string,
	body: string | null,
	token: string | null
): Promise<Response | null> {
	const headers: Record<string, string> = { 'Content-Type': 'application/json' }
	if (token) headers['Authorization'] = token
	const signal = AbortSignal.timeout(20_000)
	return fetch(path, { method, headers, body, signal, cache: 'no-store' }).catch(() => null)
}
