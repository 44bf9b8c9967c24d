/** What a rule says no with. `code` is for programs, `field` names the argument, `reason` is read by the person. */
export interface Refusal {
	code: RefusalCode
	field: string
	reason: string
}

export type RefusalCode =
	| 'unknown' // no such command
	| 'shape' // the arguments are not what the command takes
	| 'tooLong'
	| 'control' // invisible control characters
	| 'notAllowed'
	| 'notFound' // not there, or not for this person to see
	| 'state' // no longer possible, or not yet
	| 'same' // nothing would change
	| 'after' // what it builds upon was refused
	| 'conflict' // this id was used for something else
	| 'poison' // failed again and again on our side

export function refusal(code: RefusalCode, field: string, reason: string): Refusal {
	return { code, field, reason }
}
