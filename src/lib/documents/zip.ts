import { Inflate, zipSync } from 'fflate'
import { Unreadable } from './unreadable'

const BROKEN = '文件不完整或已损坏，打不开。请在原来的软件里打开它，另存一份再选'
const LOCKED = '文件加了密码，打不开。请在原来的软件里去掉密码，另存一份再选'
export const SWOLLEN = '文件解压后太大，不像是一份职责文件。请去掉图片和用不着的部分，另存一份再选'
/** Bytes inflated at one go: a bound on how far one step may overshoot (deflate swells 1032 times at most). */
const STEP = 8 * 1024
const ENTRIES_AT_MOST = 20_000

interface Entry {
	method: number
	locked: boolean
	packed: number
	size: number
	offset: number
}

/**
 * The parts of a zip file, by name, found through its directory and inflated on demand. What a directory claims about
 * sizes is not believed: inflating stops at the limit. Names are only looked up, nothing is ever written under them.
 */
export class Zip {
	#entries = new Map<string, Entry>()
	#bytes: Uint8Array
	#view: DataView

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
		const end = this.#end()
		const count = this.#view.getUint16(end + 10, true)
		let at = this.#view.getUint32(end + 16, true)
		if (count === 0xffff || at === 0xffffffff || count > ENTRIES_AT_MOST) throw new Unreadable(SWOLLEN)
		for (let i = 0; i < count; i++) {
			if (at + 46 > bytes.length || this.#view.getUint32(at, true) !== 0x02014b50)
				throw new Unreadable(BROKEN)
			const name = this.#view.getUint16(at + 28, true)
			const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name))
			this.#entries.set(path.replace(/\\/g, '/').replace(/^\//, ''), {
				method: this.#view.getUint16(at + 10, true),
				locked: (this.#view.getUint16(at + 8, true) & 1) === 1,
				packed: this.#view.getUint32(at + 20, true),
				size: this.#view.getUint32(at + 24, true),
				offset: this.#view.getUint32(at + 42, true)
			})
			at += 46 + name + this.#view.getUint16(at + 30, true) + this.#view.getUint16(at + 32, true)
		}
	}

	/** Where the directory's end record is: the last one, comments may follow it. */
	#end(): number {
		const from = this.#bytes.length - 22
		for (let at = from; at >= 0 && at >= from - 0xffff; at--)
			if (this.#view.getUint32(at, true) === 0x06054b50) return at
		throw new Unreadable(BROKEN)
	}

	get names(): string[] {
		return [...this.#entries.keys()]
	}

	has(name: string): boolean {
		return this.#entries.has(name)
	}

	/** A part's bytes, at most `limit` of them; null if there is no such part. */
	read(name: string, limit: number): Uint8Array | null {
		const entry = this.#entries.get(name)
		if (!entry) return null
		if (entry.locked) throw new Unreadable(LOCKED)
		if (entry.size > limit) throw new Unreadable(SWOLLEN)
		const { offset } = entry
		if (offset + 30 > this.#bytes.length || this.#view.getUint32(offset, true) !== 0x04034b50)
			throw new Unreadable(BROKEN)
		const from =
			offset + 30 + this.#view.getUint16(offset + 26, true) + this.#view.getUint16(offset + 28, true)
		const packed = this.#bytes.subarray(from, from + entry.packed)
		if (packed.length < entry.packed) throw new Unreadable(BROKEN)
		if (entry.method === 0) return packed
		if (entry.method !== 8) throw new Unreadable(BROKEN)
		return inflate(packed, entry.size, limit)
	}

	/** A part as text; null if there is no such part. */
	text(name: string, limit: number): string | null {
		const bytes = this.read(name, limit)
		if (!bytes) return null
		const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
		return new TextDecoder(!utf16 ? 'utf-8' : bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes)
	}
}

function inflate(packed: Uint8Array, size: number, limit: number): Uint8Array {
	const parts: Uint8Array[] = []
	let length = 0
	const stream = new Inflate((part) => {
		length += part.length
		if (length > limit) throw new Unreadable(SWOLLEN)
		parts.push(part)
	})
	try {
		for (let at = 0; at === 0 || at < packed.length; at += STEP)
			stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
	} catch (error) {
		if (error instanceof Unreadable) throw error
		throw new Unreadable(BROKEN) // what fflate throws is about the bytes
	}
	if (length !== size && size !== 0) throw new Unreadable(BROKEN)
	const whole = new Uint8Array(length)
	let at = 0
	for (const part of parts) {
		whole.set(part, at)
		at += part.length
	}
	return whole
}

/** These parts as a zip file again, not compressed: for libraries that take nothing else. */
export function zipped(parts: Record<string, Uint8Array | string>): ArrayBuffer {
	const files: Record<string, Uint8Array> = {}
	for (const [name, part] of Object.entries(parts))
		files[name] = typeof part === 'string' ? new TextEncoder().encode(part) : part
	const bytes = zipSync(files, { level: 0 })
	return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
