/** What stands in an icon of the library: its shapes as [element, attributes]. */
const drawing = /const iconData = (\{.*\});/

/**
 * Icons of @lucide/svelte as components with their drawing in the markup, made when the app is built. The library's own put
 * each together attribute by attribute whenever it is shown, which took a slow phone a tenth of its opening. They take what
 * icon.d.ts allows.
 * @type {import('vite').Plugin}
 */
export const icons = {
	name: 'icons',
	enforce: 'pre',
	transform(text, id) {
		if (!/\/@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/.test(id)) return null
		const found = drawing.exec(text)
		if (!found) throw new Error(`no drawing in ${id}`)
		/** @type {{ node: [string, Record<string, string>][] }} */
		const { node } = JSON.parse(/** @type {string} */ (found[1]))
		const shapes = node.map(([tag, attributes]) => {
			const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`)
			return `<${tag}${said.join('')} />`
		})
		const line =
			'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
		const code = `<script>
	let { size = 24, class: looks } = $props()
</script>
<svg viewBox="0 0 24 24" width={size} height={size} class={looks} ${line} aria-hidden="true">${shapes.join('')}</svg>`
		return { code, map: null }
	}
}
