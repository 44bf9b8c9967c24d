import type { Opened } from './open'
import type { Answer, Request } from './worker'
import { FILE_AT_MOST, TOO_BIG } from './unreadable'

/** Longer than any honest file takes on a slow phone. */
const LONGEST = 20_000

/**
 * A chosen file as plain text with lines, see `openDocument`; read beside the screen, which stays alive whatever is in the
 * file, and given up after 20 s. Needs the network the first time: the readers are not kept ahead on the phone.
 */
export async function openInWorker(file: File): Promise<Opened | { refused: string }> {
	if (file.size > FILE_AT_MOST) return { refused: TOO_BIG }
	let bytes: Uint8Array<ArrayBuffer>
	try {
		bytes = new Uint8Array(await file.arrayBuffer())
	} catch {
		return { refused: '这个文件读不到，可能已被移走或没有权限。请重新选一次' }
	}
	const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
	let timer: ReturnType<typeof setTimeout> | undefined
	try {
		return await new Promise((resolve) => {
			timer = setTimeout(
				() => resolve({ refused: '20 秒还没有读完，不像是一份职责文件。请只留下职责部分，另存一份再选' }),
				LONGEST
			)
			worker.addEventListener('message', ({ data }: MessageEvent<Partial<Answer>>) => {
				if (data.opened) resolve(data.opened)
			})
			worker.addEventListener('error', () =>
				resolve({
					refused: navigator.onLine
						? '文件打不开，可能已损坏或太大。请在原来的软件里打开它，另存一份再选'
						: '没有网络，读文件的程序取不到。请连上网络再选'
				})
			)
			worker.postMessage({ name: file.name, bytes } satisfies Request, [bytes.buffer])
		})
	} finally {
		clearTimeout(timer)
		worker.terminate()
	}
}
