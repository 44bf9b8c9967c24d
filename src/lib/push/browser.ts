/**
 * Whether this browser can show notices while the app is closed. `install`: on iPhone and iPad only an app on the Home
 * Screen can; `insecure`: the app was opened without https.
 */
export type Support = 'ok' | 'insecure' | 'install' | 'none'

export function support(): Support {
	if (!isSecureContext) return 'insecure'
	const can = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
	if (can) return 'ok'
	const apple =
		/iPhone|iPad|iPod/.test(navigator.userAgent) ||
		(/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
	return apple && !matchMedia('(display-mode: standalone)').matches ? 'install' : 'none'
}

/** A push service that cannot be reached from here keeps the browser waiting for ever. */
const PATIENCE = 20_000

async function registration(): Promise<ServiceWorkerRegistration | null> {
	if (support() !== 'ok') return null
	return (await navigator.serviceWorker.getRegistration()) ?? null
}

/** What this browser has, null where nothing. */
export async function subscription(): Promise<PushSubscription | null> {
	return (await (await registration())?.pushManager.getSubscription()) ?? null
}

/** Makes a subscription for the server with this key, in the place of one for another, or always when `anew`. Rejects where the browser or its push service does not want to. */
export async function subscribe(key: string, anew = false): Promise<PushSubscription> {
	const there = await registration()
	if (!there) throw new Error('no service worker')
	const old = await there.pushManager.getSubscription()
	if (old && !anew && sameKey(old.options.applicationServerKey, key)) return old
	await old?.unsubscribe()
	const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), PATIENCE))
	return Promise.race([
		there.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }),
		late
	])
}

export async function unsubscribe(): Promise<void> {
	await (await subscription())?.unsubscribe()
}

function sameKey(has: ArrayBuffer | null, key: string): boolean {
	if (!has) return false
	const text = btoa(String.fromCharCode(...new Uint8Array(has)))
	return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === key
}
