import type { Entry } from '../events/entry'
import { minute } from '../instant'

/** Bytes of one file. */
export const ATTACHMENT_LIMIT = 20 * 1024 * 1024
/** Files of one incident. */
export const ATTACHMENTS = 30

/** What may be attached, by media type, with the endings its files have. Nothing in it can run in a browser. */
export const attachmentTypes: Record<string, readonly string[]> = {
	'image/jpeg': ['jpg', 'jpeg'],
	'image/png': ['png'],
	'image/webp': ['webp'],
	'image/heic': ['heic', 'heif'],
	'video/mp4': ['mp4', 'm4v'],
	'video/quicktime': ['mov'],
	'audio/mp4': ['m4a'],
	'audio/mpeg': ['mp3'],
	'audio/amr': ['amr'],
	'application/pdf': ['pdf'],
	'application/ofd': ['ofd'],
	'application/msword': ['doc', 'wps'],
	'application/vnd.ms-excel': ['xls', 'et'],
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
	'text/plain': ['txt']
}

export const isAttachmentType = (type: string): boolean => Object.keys(attachmentTypes).includes(type)
export const isImage = (type: string): boolean => type.startsWith('image/')

/** The type of a file by the ending of its name; null: it cannot be attached. */
export function attachmentType(name: string): string | null {
	const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
	for (const type of Object.keys(attachmentTypes)) if (attachmentTypes[type]!.includes(ending)) return type
	return null
}

/** 812 KB, 8.2 MB */
export function fileSize(bytes: number): string {
	if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
	return `${(bytes / (1024 * 1024)).toFixed(1)} MB`
}

/** Files added by one person within this time are told in one line. */
const TOGETHER = 10 * minute

/** The lines of a timeline (latest last), those of files that were added together merged into one. */
export function withFilesTogether(entries: readonly Entry[]): Entry[] {
	const lines: Entry[] = []
	let run: Entry[] = []
	const end = () => {
		if (run.length > 0) lines.push({ ...run[0]!, text: files(run) })
		run = []
	}
	for (const entry of entries) {
		const first = run[0]
		const joins =
			entry.kind === 'attachment.added' &&
			(!first || (first.by === entry.by && told(entry) - told(first) < TOGETHER))
		if (!joins) end()
		if (entry.kind === 'attachment.added') run.push(entry)
		else lines.push(entry)
	}
	end()
	return lines
}

const told = (entry: Entry) => entry.receivedAt ?? entry.at

/** 3 张照片、现场通报.pdf */
function files(run: readonly Entry[]): string {
	const photos = run.filter((e) => isImage(e.type ?? '')).length
	const named = run.filter((e) => !isImage(e.type ?? '')).map((e) => e.text ?? '')
	return (photos > 0 ? [`${photos} 张照片`, ...named] : named).join('、')
}
