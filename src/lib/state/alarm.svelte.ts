/** One round of the alarm: two notes, then a rest. Milliseconds. */
const ROUND = 2_400
/** Hz and when in the round, in seconds. Two notes a fifth apart are heard through a door, and not taken for a telephone. */
const notes = [
	[880, 0],
	[587, 0.28],
	[880, 0.56],
	[587, 0.84]
] as const
const NOTE = 0.22
const SHAKE = [300, 150, 300]

/** The duty room's alarm: a sound made here, needing no file, and the phone's shaking. */
export class Alarm {
	#state = $state<'off' | 'on' | 'blocked'>('off')
	#context: AudioContext | null = null
	#timer: ReturnType<typeof setInterval> | undefined

	/** off: nobody has tapped yet, and browsers let no page sound before; blocked: the system does not let it. */
	get state(): 'off' | 'on' | 'blocked' {
		return this.#state
	}

	/** Must be called by a tap. Sounds once, so that whoever sits down hears that it works. */
	async enable(): Promise<void> {
		try {
			this.#context ??= new AudioContext()
			this.#context.onstatechange = () => this.#look()
			await this.#context.resume()
		} catch {
			this.#context = null
		}
		this.#look()
		if (!this.#context) this.#state = 'blocked'
		else if (this.#state === 'on') this.#note(880, 0)
	}

	/** Phones take the sound away when another app wants it, a call comes in, or the screen was off. */
	wake(): void {
		if (this.#state !== 'off') void this.#context?.resume().catch(() => {})
	}

	start(): void {
		if (this.#timer !== undefined) return
		this.#round()
		this.#timer = setInterval(() => this.#round(), ROUND)
	}

	stop(): void {
		clearInterval(this.#timer)
		this.#timer = undefined
		if (this.#state !== 'off') navigator.vibrate?.(0)
	}

	close(): void {
		this.stop()
		void this.#context?.close().catch(() => {})
		this.#context = null
		this.#state = 'off'
	}

	#look(): void {
		if (!this.#context) return
		this.#state = this.#context.state === 'running' ? 'on' : 'blocked'
	}

	#round(): void {
		// A page that nobody has touched may not shake a phone: the browser complains instead.
		if (this.#state !== 'off') navigator.vibrate?.(SHAKE)
		if (this.#context?.state !== 'running') return
		for (const [hertz, after] of notes) this.#note(hertz, after)
	}

	#note(hertz: number, after: number): void {
		const context = this.#context!
		const from = context.currentTime + after
		const note = context.createOscillator()
		const loud = context.createGain()
		note.type = 'square'
		note.frequency.value = hertz
		// Without a slope the loudspeaker clicks.
		loud.gain.setValueAtTime(0, from)
		loud.gain.linearRampToValueAtTime(0.25, from + 0.02)
		loud.gain.linearRampToValueAtTime(0, from + NOTE)
		note.connect(loud).connect(context.destination)
		note.start(from)
		note.stop(from + NOTE)
	}
}
