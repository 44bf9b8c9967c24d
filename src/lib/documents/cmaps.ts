/** Addresses of the tables of Chinese encodings that PDF files refer to by name, among our own built files. */
const addresses = import.meta.glob<string>(
	[
		'/node_modules/pdfjs-dist/cmaps/{Adobe-GB1,GB,UniGB,Adobe-CNS1,B5pc,ETen,HKscs,UniCNS}*.bcmap',
		'/node_modules/pdfjs-dist/cmaps/{H,V}.bcmap'
	],
	{ query: '?url&no-inline', import: 'default', eager: true }
)

export async function cmap(name: string): Promise<Uint8Array> {
	const address = addresses[`/node_modules/pdfjs-dist/cmaps/${name}`]
	if (address === undefined) throw new Error(`no such table: ${name}`)
	const answer = await fetch(address)
	if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
	return new Uint8Array(await answer.arrayBuffer())
}
