/** Ends the command with one plain sentence for the person who typed it. `code` 2: it was typed wrongly. */
export class Refused extends Error {
	constructor(
		readonly sentence: string,
		readonly code: 1 | 2 = 1
	) {
		super(sentence)
	}
}
