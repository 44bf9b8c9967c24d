import { strToU8, zipSync } from 'fflate'

const W =
	'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** A paragraph of a Word document; `properties`: XML of its w:pPr. */
export const p = (text: string, properties = '') =>
	`<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

/** A paragraph that Word numbers. */
export const item = (text: string, num: number, level = 0) =>
	p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${num}"/></w:numPr>`)

/** A list as w:abstractNum and w:num; levels: [format, text with %1 …, more XML]. */
export const list = (id: number, levels: [string, string, string?][], more = '') =>
	`<w:abstractNum w:abstractNumId="${id}">${levels
		.map(
			([format, text, extra = ''], i) =>
				`<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${extra}<w:lvlText w:val="${text}"/></w:lvl>`
		)
		.join('')}</w:abstractNum><w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/>${more}</w:num>`

/** A .docx with this body, and the parts that Word would write beside it if given. */
export function docx(
	body: string,
	{ numbering = '', styles = '' }: { numbering?: string; styles?: string } = {}
): Uint8Array {
	const part = (name: string, xml: string) =>
		`<?xml version="1.0" encoding="UTF-8"?><w:${name} ${W}>${xml}</w:${name}>`
	const files: Record<string, Uint8Array> = {
		'[Content_Types].xml': strToU8(
			'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
		),
		'_rels/.rels': strToU8(
			`<Relationships xmlns="${RELS}"><Relationship Id="r1" Type="${TYPE}" Target="word/document.xml"/></Relationships>`
		),
		'word/document.xml': strToU8(part('document', `<w:body>${body}</w:body>`)),
		'word/header1.xml': strToU8(part('hdr', p('页眉')))
	}
	if (numbering !== '') files['word/numbering.xml'] = strToU8(part('numbering', numbering))
	if (styles !== '') files['word/styles.xml'] = strToU8(part('styles', styles))
	return zipSync(files)
}
