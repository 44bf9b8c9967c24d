/** A duty without its blanks and marks: a line of which only these were changed is the same line. */
export function bare(duty: string): string {
	return duty.replace(/[\s，。；：、,.;:]/g, '')
}
