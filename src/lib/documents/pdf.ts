import { linesOf, type Run } from './pdfLines'
import { rulesOf, type Rule } from './pdfRules'
import { swells } from './pdfSwells'
import { unified } from './radicals'
import { Lines, Unreadable } from './unreadable'

const PAGES_AT_MOST = 1000
/** Characters a page must have on average, above which a PDF is no scan whose pages are only numbered. */
const SCAN_BELOW = 8

/**
 * The text of a PDF by where it stands on the page: a printed line a line, cells of ruled tables and what stands far apart
 * parted by tabs, `\f` before each page after the first. `cmap`: gives the tables of Chinese encodings, by file name.
 */
export async function pdfText(
	bytes: Uint8Array,
	cmap: (name: string) => Promise<Uint8Array> = () => Promise.reject(new Error('no cmaps here'))
): Promise<{ text: string; notes: string[] }> {
	if (swells(bytes))
		throw new Unreadable('这个 PDF 解压后太大，不像是一份职责文件。请只留下职责的几页，另存一份再选')
	const pdfjs = await library()
	class Cmaps {
		async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
			return cmap(filename)
		}
	}
	const task = pdfjs.getDocument({
		data: new Uint8Array(bytes), // a copy: it takes the buffer with it
		verbosity: pdfjs.VerbosityLevel.ERRORS,
		BinaryDataFactory: Cmaps,
		cMapUrl: './',
		useWorkerFetch: false,
		useSystemFonts: false,
		disableFontFace: true,
		isEvalSupported: false,
		useWasm: false,
		maxImageSize: 1 // pictures are not looked at
	})
	try {
		const document = await task.promise
		if (document.numPages > PAGES_AT_MOST)
			throw new Unreadable(
				`这个 PDF 有 ${document.numPages} 页，不像是一份职责文件。请只留下职责的几页，另存一份再选`
			)
		return await pagesOf(document, pdfjs.OPS)
	} catch (error) {
		if (error instanceof Error && error.name === 'PasswordException')
			throw new Unreadable('这个 PDF 加了密码，打不开。请去掉密码，另存一份再选')
		throw error
	} finally {
		await task.destroy()
	}
}

/** Library and worker in one thread: this runs in a worker of ours, or in Node. */
async function library() {
	await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs')
	return import('pdfjs-dist/legacy/build/pdf.mjs')
}

type Library = Awaited<ReturnType<typeof library>>
type Document = Awaited<ReturnType<Library['getDocument']>['promise']>

async function pagesOf(document: Document, ops: Library['OPS']): Promise<{ text: string; notes: string[] }> {
	const lines = new Lines()
	const blank: number[] = []
	let characters = 0
	for (let no = 1; no <= document.numPages; no++) {
		const page = await document.getPage(no)
		const { transform } = page.getViewport({ scale: 1 })
		const runs: Run[] = []
		for (const item of (await page.getTextContent()).items)
			if ('str' in item && item.str.trim() !== '') runs.push(runOf(item, transform))
		const rules: Rule[] = runs.length > 0 ? rulesOf(await page.getOperatorList(), ops, transform) : []
		page.cleanup()
		if (runs.length === 0) blank.push(no)
		let opensPage = lines.count > 0
		for (const line of linesOf(runs, rules)) {
			characters += line.length
			lines.add(line, opensPage)
			opensPage = false
		}
	}
	if (characters < document.numPages * SCAN_BELOW)
		throw new Unreadable(
			'这个 PDF 里没有文字（可能是扫描件）。请用文字识别软件转成 Word，或找原来的 Word 文件'
		)
	const some = blank.slice(0, 10).join('、')
	const notes =
		blank.length > 0 ? [`第 ${some} ${blank.length > 10 ? '等 ' : ''}页没有文字，可能是图片，没有读进来`] : []
	return { text: lines.toString(), notes }
}

/** In points from the page's upper left corner, as it is seen. */
function runOf(item: { str: string; transform: number[]; width: number }, view: number[]): Run {
	const [a, b, c, d, e, f] = item.transform as [number, number, number, number, number, number]
	const [A, B, C, D, E, F] = view as [number, number, number, number, number, number]
	return {
		text: unified(item.str),
		x: A * e + C * f + E,
		y: B * e + D * f + F,
		width: item.width,
		size: Math.hypot(c, d) || Math.hypot(a, b) || 1
	}
}
