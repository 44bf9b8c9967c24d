import { cmap } from './cmaps'
import { openDocument } from './open'

/** What the page sends, and gets one answer to. */
export interface Request {
	name: string
	bytes: Uint8Array
}

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
	const opened = await openDocument(data.name, data.bytes, { cmap })
	// The reason is an object of a library, which may not be one that can be sent.
	postMessage('refused' in opened ? { refused: opened.refused } : opened)
})
