import { cmap } from './cmaps'
import { openDocument, type Opened } from './open'

/** What the page sends, once. */
export interface Request {
	name: string
	bytes: Uint8Array
}

/** What it gets. Other messages may come: the PDF library takes any worker for its own and announces itself. */
export interface Answer {
	opened: Opened | { refused: string }
}

addEventListener('message', answer)

async function answer({ data }: MessageEvent<Request>): Promise<void> {
	removeEventListener('message', answer)
	const opened = await openDocument(data.name, data.bytes, { cmap })
	// The reason is an object of a library, which may not be one that can be sent.
	postMessage({ opened: 'refused' in opened ? { refused: opened.refused } : opened } satisfies Answer)
}
