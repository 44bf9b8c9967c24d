/** What the browser says of the room this app has on the device. Bytes; null where it does not say. */
export class Room {
	#used = $state<number | null>(null)
	#quota = $state<number | null>(null)
	#persistent = $state<boolean | null>(null)

	get used(): number | null {
		return this.#used
	}

	get quota(): number | null {
		return this.#quota
	}

	/** False: the browser may clear it when the device runs out of room. */
	get persistent(): boolean | null {
		return this.#persistent
	}

	/** Browsers without a storage manager, and pages without https, are told nothing. */
	async look(): Promise<void> {
		const { storage } = navigator as { storage?: StorageManager }
		if (!storage) return
		const { usage, quota } = await storage.estimate()
		this.#used = usage ?? null
		this.#quota = quota ?? null
		this.#persistent = await storage.persisted()
	}

	/** Asks the browser to keep it; true when it will. Some ask the person, some decide by themselves. */
	async ask(): Promise<boolean> {
		const kept = await (navigator as { storage?: StorageManager }).storage?.persist()
		await this.look()
		return kept ?? false
	}
}

/** 1.4 MB, as people read it. */
export function size(bytes: number): string {
	if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
	if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`
	return `${(bytes / 1024 ** 3).toFixed(1)} GB`
}
