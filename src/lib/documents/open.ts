import { parseCsv } from '../../domain/people/csv'
import { kindOf, type Kind } from './kind'
import { charsetOf, decode } from './text'
import { FILE_AT_MOST, Lines, TEXT_AT_MOST, TOO_BIG, TOO_LONG, Unreadable } from './unreadable'
import type { Zip } from './zip'

/** `text`: lines as a reviewer sees them; `kind`: what the file is, in words; `notes`: what to know about the reading. */
export interface Opened {
	text: string
	kind: string
	notes: string[]
}

/** Why it is not read and what to do, for the person; `cause`: what a library said, for whoever looks for the reason. */
export interface NotOpened {
	refused: string
	cause?: unknown
}

/** What only the surroundings have: the tables of Chinese encodings that old PDF files refer to, by file name. */
export interface Surroundings {
	cmap?: (name: string) => Promise<Uint8Array>
}

/**
 * A document of any kind as plain text with lines: a paragraph a line; a table's row a line, cells parted by tabs, breaks
 * inside a cell `\v`, merged cells empty after their first; `\f` before the first line of a page, where pages are known.
 * What it is, is told by its bytes first and its name second. Never throws for what is in the file.
 */
export async function openDocument(
	name: string,
	bytes: Uint8Array,
	surroundings: Surroundings = {}
): Promise<Opened | NotOpened> {
	try {
		if (bytes.length === 0) throw new Unreadable('文件是空的')
		if (bytes.length > FILE_AT_MOST) throw new Unreadable(TOO_BIG)
		const kind = kindOf(name, bytes)
		const opened = await read(kind, bytes, surroundings)
		if (opened.text.length > TEXT_AT_MOST) throw new Unreadable(TOO_LONG)
		if (opened.text.trim() === '') throw new Unreadable('文件里没有文字')
		return { ...opened, kind: kind.word }
	} catch (error) {
		if (error instanceof Unreadable) return { refused: error.sentence }
		// What a library throws is about the file, and says nothing to a person.
		return { refused: '文件打不开，可能已损坏。请在原来的软件里打开它，另存一份再选', cause: error }
	}
}

async function read(
	kind: Kind,
	bytes: Uint8Array,
	surroundings: Surroundings
): Promise<{ text: string; notes: string[] }> {
	switch (kind.reader) {
		case 'text':
			return decode(bytes)
		case 'csv': {
			const { text, notes } = decode(bytes)
			return { text: csvText(text), notes }
		}
		case 'html': {
			const { text, notes } = decode(bytes, charsetOf(bytes))
			const { htmlText } = await import('./html')
			return { text: htmlText(text), notes }
		}
		case 'docx':
			return (await import('./docx')).docxText(kind.zip as Zip)
		case 'xlsx':
			return (await import('./xlsx')).xlsxText(kind.zip as Zip)
		case 'pdf':
			return (await import('./pdf')).pdfText(bytes, surroundings.cmap)
	}
}

function csvText(text: string): string {
	const lines = new Lines()
	for (const row of parseCsv(text.replace(/^\ufeff/, ''))) {
		const cells = row.map((cell) =>
			cell
				.trim()
				.replace(/\t/g, ' ')
				.replace(/\s*(?:\r\n|[\n\r])\s*/g, '\v')
		)
		if (cells.some((cell) => cell !== '')) lines.add(cells.join('\t'))
	}
	return lines.toString()
}
