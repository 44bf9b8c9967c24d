/** A document that cannot be read, or is not going to be. `sentence` says in plain Chinese why and what to do. */
export class Unreadable extends Error {
	constructor(readonly sentence: string) {
		super(sentence)
	}
}

/** Bytes of a file. The longest duty document known has 0.4 MB; a Word file with pictures may have more. */
export const FILE_AT_MOST = 20 * 1024 * 1024
/** Characters of the text. Above this the file is no duty document, and reading it would hold the phone up. */
export const TEXT_AT_MOST = 5 * 1024 * 1024

export const TOO_BIG = '文件超过 20 MB，不像是一份职责文件。请去掉图片，另存一份再选'
export const TOO_LONG =
	'文件里的文字太多（超过 500 万字），不像是一份职责文件。请只留下职责部分，另存一份再选'

/** Lines of a text while it is being made. Refuses as soon as there is too much of it. */
export class Lines {
	#lines: string[] = []
	#length = 0

	/**
	 * Blank at both ends is dropped, and a line of nothing else with it, unless it is a row of a table. `opensPage`: it is
	 * the first on its page.
	 */
	add(text: string, opensPage = false): void {
		const line = text.includes('\t') ? text : text.trim()
		if (line === '') return
		this.#length += line.length + 1
		if (this.#length > TEXT_AT_MOST) throw new Unreadable(TOO_LONG)
		this.#lines.push(opensPage ? '\f' + line : line)
	}

	get count(): number {
		return this.#lines.length
	}

	toString(): string {
		return this.#lines.join('\n')
	}
}
