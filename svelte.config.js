import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import adapter from '@sveltejs/adapter-static'
import { withDeskFiles } from './src/deskFiles.js'

/** The page's own script, which chooses the theme: a file of its own would hold up the first paint. */
const [, theme = ''] = /<script>([^]*?)<\/script>/.exec(readFileSync('src/app.html', 'utf8')) ?? []

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		// One page for every address: the server program answers it for whatever is no file and no /api.
		adapter: withDeskFiles(
			adapter({
				pages: 'pocketbase/dist/web',
				assets: 'pocketbase/dist/web',
				fallback: 'index.html',
				precompress: true,
				strict: true
			})
		),
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
				'script-src': ['self', `sha256-${createHash('sha256').update(theme).digest('base64')}`],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self']
			}
		}
	}
}
