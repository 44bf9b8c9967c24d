import { zlibSync } from 'fflate'

export interface Page {
	/** x and y in points from the lower left corner, words, size. */
	words: [number, number, string, number?][]
	/** Ruled lines from (x, y) to (x, y). */
	rules?: [number, number, number, number][]
}

/** A PDF with these pages, as office programs write them: two-byte characters whose meaning a table in the file gives. */
export function pdf(pages: Page[], { trailer = '' }: { trailer?: string } = {}): Uint8Array {
	const used = [...new Set(pages.flatMap(({ words }) => words.map(([, , text]) => text)).join(''))]
	const meaning = [
		'/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def',
		'1 begincodespacerange <0000> <FFFF> endcodespacerange',
		...used.map((c) => `1 beginbfchar <${hex(c)}> <${hex(c)}> endbfchar`),
		'endcmap end end'
	].join('\n')
	return built(
		pages.map((page) => content(page, (text) => `<${[...text].map(hex).join('')}>`)),
		(first) => [
			`<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [${first + 1} 0 R] /ToUnicode ${first + 3} 0 R >>`,
			descendant(first + 2, '(Adobe) /Ordering (Identity)'),
			descriptor,
			stream(meaning)
		],
		trailer
	)
}

/** The same with characters in GBK, whose meaning stands nowhere in the file: old programs wrote so. `gbk`: hex. */
export function gbkPdf(gbk: string): Uint8Array {
	return built(
		[`BT /F 12 Tf 1 0 0 1 72 700 Tm <${gbk}> Tj ET`],
		(first) => [
			`<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [${first + 1} 0 R] >>`,
			descendant(first + 2, '(Adobe) /Ordering (GB1)'),
			descriptor
		],
		''
	)
}

const hex = (c: string) => c.charCodeAt(0).toString(16).padStart(4, '0')
const descriptor =
	'<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 859 /Descent -141 /CapHeight 700 /StemV 80 >>'
const descendant = (no: number, system: string) =>
	`<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry ${system} /Supplement 0 >> /DW 1000 /FontDescriptor ${no} 0 R >>`

function content({ words, rules = [] }: Page, coded: (text: string) => string): string {
	return [
		...rules.map(([x, y, X, Y]) => `${x} ${y} m ${X} ${Y} l S`),
		...words.map(([x, y, text, size = 12]) => `BT /F ${size} Tf 1 0 0 1 ${x} ${y} Tm ${coded(text)} Tj ET`)
	].join('\n')
}

/** A compressed stream, as bytes one character each. */
function stream(text: string): string {
	const packed = zlibSync(new TextEncoder().encode(text))
	return `<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${Buffer.from(packed).toString('latin1')}\nendstream`
}

function built(pages: string[], fonts: (first: number) => string[], trailer: string): Uint8Array {
	const font = 3 + 2 * pages.length
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${3 + 2 * i} 0 R`).join(' ')}] >>`,
		...pages.flatMap((page, i) => [
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F ${font} 0 R >> >> /Contents ${4 + 2 * i} 0 R >>`,
			stream(page)
		]),
		...fonts(font)
	]
	let out = '%PDF-1.7\n'
	const places: number[] = []
	objects.forEach((object, i) => {
		places.push(out.length)
		out += `${i + 1} 0 obj\n${object}\nendobj\n`
	})
	const at = out.length
	const table = places.map((place) => String(place).padStart(10, '0') + ' 00000 n \n').join('')
	out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`
	return new Uint8Array(Buffer.from(out, 'latin1'))
}
