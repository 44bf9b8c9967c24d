import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The desk's own routes: the first screen. */
const desk = ['src/routes/(desk)/+layout.svelte', 'src/routes/(desk)/+page.svelte']

/**
 * An adapter whose page asks for the desk's route files at once. They are a line each, but the router asks for them only
 * when it has begun, and on a slow phone that is another wait before the first screen.
 * @param {import('@sveltejs/kit').Adapter} adapter
 * @returns {import('@sveltejs/kit').Adapter}
 */
export function withDeskFiles(adapter) {
	return {
		...adapter,
		adapt: (builder) =>
			adapter.adapt({
				...builder,
				async generateFallback(page) {
					await builder.generateFallback(page)
					const links = filesOf(builder).map((file) => `<link href="/${file}" rel="modulepreload">\n\t\t`)
					if (links.length !== desk.length) throw new Error('the desk has other routes: ' + desk.join(', '))
					const html = readFileSync(page, 'utf8')
					writeFileSync(page, html.replace(/(?=<link [^>]*rel="stylesheet">)/, links.join('')))
				}
			})
	}
}

/** @param {import('@sveltejs/kit').Builder} builder */
function filesOf(builder) {
	const nodes = '.svelte-kit/generated/client-optimized/nodes'
	const built = JSON.parse(readFileSync(join(builder.getClientDirectory(), '.vite/manifest.json'), 'utf8'))
	return readdirSync(nodes)
		.filter((name) => desk.some((route) => readFileSync(join(nodes, name), 'utf8').includes(route)))
		.map((name) => /** @type {string} */ (built[`${nodes}/${name}`].file))
}
