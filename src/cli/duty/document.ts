import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { openDocument, type Opened } from '../../lib/documents/open'
import { decode } from '../../lib/documents/text'
import { Unreadable } from '../../lib/documents/unreadable'
import { Refused } from './refused'

/** The text of a text file, or of standard input for `-`. Refuses what holds none. */
export function textOf(path: string): string {
	const bytes = bytesOf(path)
	try {
		if (bytes.length === 0) throw new Unreadable('文件是空的')
		return decode(bytes).text
	} catch (error) {
		if (error instanceof Unreadable) throw new Refused(`${error.sentence}：${named(path)}`)
		throw error
	}
}

/** A document of any kind, opened, or that of standard input for `-`. Refuses what cannot be read. */
export async function documentOf(path: string): Promise<Opened> {
	const opened = await openDocument(path, bytesOf(path), { cmap })
	if ('refused' in opened) throw new Refused(`${opened.refused}：${named(path)}`)
	return opened
}

const named = (path: string) => (path === '-' ? '标准输入' : path)

function bytesOf(path: string): Uint8Array {
	try {
		return readFileSync(path === '-' ? 0 : path)
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException
		if (code === 'ENOENT') throw new Refused(`找不到文件：${path}`)
		if (code === 'EISDIR') throw new Refused(`这是文件夹，不是文件：${path}`)
		if (code === 'EACCES' || code === 'EPERM') throw new Refused(`没有权限读这个文件：${path}`)
		throw new Refused(`读不了这个文件：${path}`)
	}
}

async function cmap(name: string): Promise<Uint8Array> {
	const library = createRequire(import.meta.url).resolve('pdfjs-dist/package.json')
	return readFile(join(library, '../cmaps', basename(name)))
}
