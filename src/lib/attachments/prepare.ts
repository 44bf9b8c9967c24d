import type { Described } from '../../domain/event'
import {
	ATTACHMENT_LIMIT,
	attachmentType,
	attachmentTypes,
	isAttachmentType,
	isImage
} from '../../domain/incident/attachments'
import { withoutInvisible } from '../../domain/text'

/** Longest edge in pixels, and bytes, up to which a photo keeps its size. */
const LONGEST_EDGE = 2000
const LARGE = 1024 * 1024
const QUALITY = 0.82
const THUMB_EDGE = 360

export interface Prepared {
	described: Described
	bytes: Blob
	thumb: Blob | null
}

/**
 * Makes a chosen file ready for the way: photos are redrawn, which makes them small and leaves behind whatever the camera
 * wrote beside the picture, the place above all. `keep`: the bytes stay as they are. `taken`: the camera has just taken it.
 */
export async function prepare(
	file: File,
	{ keep, taken }: { keep: boolean; taken: number | null }
): Promise<Prepared | { refused: string }> {
	const type = attachmentType(file.name) ?? (isAttachmentType(file.type) ? file.type : null)
	if (type === null) return { refused: `${file.name}：不能添加这种文件` }
	if (file.size === 0) return { refused: `${file.name}：文件是空的` }
	const bitmap = isImage(type) ? await decode(file) : null
	if (isImage(type) && !bitmap && !keep)
		return {
			refused: `${file.name}：这部手机读不了这种照片，去不掉里面的拍摄位置。可换成 JPG，或打开“保留原图和拍摄位置”后再选`
		}
	try {
		const kept = keep || !bitmap
		const bytes = kept ? file.slice(0, file.size, type) : await redraw(bitmap, type, file.size)
		if (bytes.size > ATTACHMENT_LIMIT) return { refused: `${file.name}：超过 20 MB，请压缩或分开后再添加` }
		const { width, height } = kept ? (bitmap ?? { width: null, height: null }) : scaled(bitmap, LONGEST_EDGE)
		return {
			described: {
				name: nameFor(file.name, bytes.type),
				type: bytes.type,
				size: bytes.size,
				sha256: await digest(bytes),
				width,
				height,
				takenAt: taken
			},
			bytes,
			thumb: bitmap && (await thumbOf(bitmap))
		}
	} finally {
		bitmap?.close()
	}
}

/** A small picture of an image; null where this phone cannot read it. */
export async function thumbnail(image: Blob): Promise<Blob | null> {
	const bitmap = await decode(image)
	if (!bitmap) return null
	try {
		return await thumbOf(bitmap)
	} finally {
		bitmap.close()
	}
}

async function decode(image: Blob): Promise<ImageBitmap | null> {
	try {
		return await createImageBitmap(image, { imageOrientation: 'from-image' })
	} catch {
		return null // no image, or of a kind that this browser does not know: the caller says so
	}
}

function scaled({ width, height }: { width: number; height: number }, edge: number) {
	const scale = Math.min(1, edge / Math.max(width, height))
	return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Screenshots stay sharp (PNG) as long as they are small. */
function redraw(bitmap: ImageBitmap, type: string, size: number): Promise<Blob> {
	const large = Math.max(bitmap.width, bitmap.height) > LONGEST_EDGE || size > LARGE
	return drawn(bitmap, LONGEST_EDGE, type === 'image/png' && !large ? 'image/png' : 'image/jpeg', QUALITY)
}

const thumbOf = (bitmap: ImageBitmap) => drawn(bitmap, THUMB_EDGE, 'image/jpeg', 0.7)

/** A canvas element, for every browser has it; decoding and encoding run beside the page, so typing goes on. */
function drawn(bitmap: ImageBitmap, edge: number, type: string, quality: number): Promise<Blob> {
	const canvas = document.createElement('canvas')
	Object.assign(canvas, scaled(bitmap, edge))
	const context = canvas.getContext('2d')!
	if (type === 'image/jpeg') {
		context.fillStyle = 'white' // what is transparent would turn black
		context.fillRect(0, 0, canvas.width, canvas.height)
	}
	context.imageSmoothingQuality = 'high'
	context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
	return new Promise((resolve, reject) =>
		canvas.toBlob(
			(blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be drawn'))),
			type,
			quality
		)
	)
}

/** The name with the ending of what it has become; at most 200 characters. */
function nameFor(name: string, type: string): string {
	const clean = withoutInvisible(name).replace(/\n/g, ' ').trim()
	const endings = attachmentTypes[type] ?? []
	const dot = clean.lastIndexOf('.')
	const ending = dot < 0 ? '' : clean.slice(dot + 1).toLowerCase()
	if (endings.includes(ending)) return clean.length <= 200 ? clean : clean.slice(0, 190) + '.' + ending
	const stem = attachmentType(clean) ? clean.slice(0, dot) : clean
	return `${stem.slice(0, 190) || '照片'}.${endings[0] ?? 'bin'}`
}

async function digest(bytes: Blob): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()))
	return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
