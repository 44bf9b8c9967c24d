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
