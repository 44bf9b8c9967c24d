/**
 * What an office divides its work by, as plain data. A field (条线) is a part of public life, whatever is to be done
 * about it; a function is a kind of office work, whatever it is about; `severity` tells a sudden emergency; `inside`
 * that a text is about the office itself; `kept` that nobody but the duty room has anything to do; `open` that somebody
 * still waits for something.
 *
 * Words are parted by blanks. In `names`, as a catalogue prints them; in `mentions`, names that other work bears too.
 * In `cues`, what a report says, by weight: 4 leaves no doubt, 3 is typical, 2 is usual, 1 is a hint. A cue written
 * `甲/乙~丙/丁` is one of the first near one of the second, in either order.
 */
export interface Group {
	name: string
	kind: 'field' | 'function' | 'severity' | 'inside' | 'kept' | 'open'
	names?: string
	mentions?: string
	/** Where no section holds this, the ones that would, nearest first. */
	near?: readonly string[]
	/** Comes before the fields it occurs in: whatever befalls a foreigner is foreign affairs first. */
	comesFirst?: true
	cues: { 4?: string; 3?: string; 2?: string; 1?: string }
}
