import { marked } from 'marked'

/**
 * A page of the handbook is imported as its HTML: written as Markdown, made when the app is built.
 * @type {import('vite').Plugin}
 */
export const handbook = {
	name: 'handbook',
	transform(text, id) {
		if (!/\/src\/handbook\/\w+\.md$/.test(id)) return null
		const html = marked.parse(text, { async: false })
		return { code: `export default ${JSON.stringify(html)}`, map: null }
	}
}
