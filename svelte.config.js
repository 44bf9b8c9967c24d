import adapter from '@sveltejs/adapter-static'

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		// One page for every address: the server program answers it for whatever is no file and no /api.
		adapter: adapter({
			pages: 'pocketbase/dist/web',
			assets: 'pocketbase/dist/web',
			fallback: 'index.html',
			precompress: true,
			strict: true
		}),
		alias: { $domain: 'src/domain' },
		typescript: {
			config(config) {
				// Icons take what the app's own make of them takes, not all that the library's would.
				config.compilerOptions.paths['@lucide/svelte/icons/*'] = ['../src/lib/ui/icon.d.ts']
			}
		},
		serviceWorker: { register: false }, // workbox-window registers it, so that an update can be offered
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self']
			}
		}
	}
}
