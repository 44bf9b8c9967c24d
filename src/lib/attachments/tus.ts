import type { DetailedError } from 'tus-js-client'
import type { Sent } from './upload'

/** Small enough that a poor network gets one through, and that what stands between keeps little back. */
const PIECE = 2 * 1024 * 1024
/** A connection on which nothing moves for so long is dead. */
const STALLED = 30_000

/** Sends what the server lacks of a file, by the tus protocol: asks for the offset, then sends pieces from there. */
export async function sendByTus(
	url: string,
	token: string,
	bytes: Blob,
	progress: (part: number) => void,
	stop: AbortSignal
): Promise<Sent> {
	const tus = await import('tus-js-client').catch(() => null)
	if (!tus) return { failed: '连不上服务器' } // not on this phone yet
	return new Promise((resolve) => {
		let stalled: ReturnType<typeof setTimeout> | undefined
		const end = (sent: Sent) => {
			clearTimeout(stalled)
			stop.removeEventListener('abort', abort)
			resolve(sent)
		}
		const abort = () => void upload.abort().finally(() => end({ failed: '连不上服务器' }))
		const moving = () => {
			clearTimeout(stalled)
			stalled = setTimeout(abort, STALLED)
		}
		const upload = new tus.Upload(bytes, {
			uploadUrl: url,
			chunkSize: PIECE,
			headers: { Authorization: token },
			retryDelays: null, // the loop knows when
			storeFingerprintForResuming: false, // the address says it all
			onProgress(sent, total) {
				moving()
				progress(total === 0 ? 0 : sent / total)
			},
			onSuccess: () => end({ arrived: true }),
			onError: (error) => end(failure(error as DetailedError))
		})
		stop.addEventListener('abort', abort)
		moving()
		upload.start()
	})
}

function failure(error: DetailedError): Sent {
	const status = error.originalResponse?.getStatus() ?? 0
	if (status === 401) return { signIn: true }
	if (status === 404) return { refused: '服务器上没有登记这个附件' }
	if (status === 413) return { refused: '文件比登记的大' }
	if (status === 422) return { spoilt: '传到服务器的内容与手机上的不一致' }
	return { failed: status === 0 ? '连不上服务器' : `服务器答复 ${status}` }
}
