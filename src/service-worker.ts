/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker'
import { cacheNames } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { answerPush } from './lib/push/worker'
import { keepShared } from './lib/state/shared'

const worker = globalThis as unknown as ServiceWorkerGlobalScope

/**
 * Everything an officer needs at night is on the phone after one visit. Left out: what only the office needs by day (vite.config.ts
 * puts it under later/; what opens documents is under workers/), pictures of the help pages, and what the system itself fetches
 * when the app is installed.
 */
const online = [/\/_app\/immutable\/(later|workers)\//, /^\/(shots|shortcuts|help)\//]
const precached = (url: string) => !online.some((pattern) => pattern.test(url))

// Built files carry their hash in their name; the page and what lies in static/ change with the version.
precacheAndRoute([
	...build.filter(precached).map((url) => ({ url, revision: null })),
	...files.filter(precached).map((url) => ({ url, revision: version })),
	{ url: '/', revision: version }
])
cleanupOutdatedCaches()

/** What a browser that knows static routes has in its install event; others ask the worker for each file. */
interface RoutedInstall extends ExtendableEvent {
	addRoutes?(rules: {
		condition: { urlPattern: { pathname: string } }
		source: { cacheName: string }
	}): Promise<void>
}

// Built files come straight from the cache: at an opening this worker has yet to start, and nobody waits for that.
worker.addEventListener('install', (event: RoutedInstall) => {
	const condition = { urlPattern: { pathname: '/_app/immutable/*' } }
	const routed = event.addRoutes?.({ condition, source: { cacheName: cacheNames.precache } })
	if (routed) event.waitUntil(routed)
})

// Every screen is the one page. What the server answers itself (its API, its admin pages) is left alone.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/'), { denylist: [/^\/api\//, /^\/_\//] }))

// 分享到值班: kept here, with or without a network, and taken up by 记一条.
registerRoute(
	({ url, sameOrigin }) => sameOrigin && url.pathname === '/share',
	async ({ request }) => {
		await keepShared(await request.formData(), Date.now())
		return Response.redirect('/new?share=1', 303)
	},
	'POST'
)

answerPush(worker)

// A new version waits until the person agrees, see Updates.
worker.addEventListener('message', (event) => {
	if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void worker.skipWaiting()
})
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
