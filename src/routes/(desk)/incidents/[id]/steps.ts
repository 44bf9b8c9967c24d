import type { Assignment } from '$domain/events/assignment'
import type { Incident } from '$domain/events/incident'
import type { Id } from '$domain/record'

/** A step that this person can take now, with what must be said for it. The rules themselves are the commands'. */
export interface Step {
	name: string
	word: string
	args: Record<string, Id>
	asks: ('section' | 'reason' | 'text' | 'result' | 'particulars')[]
}

interface Me {
	onDutySide: boolean
	sections: readonly Id[]
	/** May sign although somebody of the section has. */
	signsToo: boolean
}

/** The next step first. */
export function steps(incident: Incident, assignment: Assignment | null, me: Me): Step[] {
	const ofIncident = { incident: incident.id }
	const reopen: Step = { name: 'incident.reopen', word: '重新打开', args: ofIncident, asks: ['reason'] }
	if (incident.state === 'closed') return me.onDutySide ? [reopen] : []

	const all: Step[] = []
	const mine = assignment !== null && me.sections.includes(assignment.section)
	const note: Step = { name: 'incident.note', word: '补记', args: ofIncident, asks: ['text'] }
	const close: Step = { name: 'incident.close', word: '办结', args: ofIncident, asks: ['result'] }
	if (assignment) {
		const args = { assignment: assignment.id }
		const pass: Step = { name: 'assignment.transfer', word: '转办', args, asks: ['section', 'reason'] }
		const unsigned = mine && assignment.state === 'waiting'
		if (unsigned || (mine && me.signsToo))
			all.push({ name: 'assignment.acknowledge', word: '签收', args, asks: [] })
		if (!unsigned && (mine || me.onDutySide)) all.push(note)
		if (mine) all.push({ name: 'assignment.return', word: '退回', args, asks: ['reason'] })
		if (mine || me.onDutySide) all.push(pass)
		if (me.onDutySide || (mine && assignment.state === 'acknowledged')) all.push(close)
	} else if (me.onDutySide) {
		all.push({ name: 'incident.assign', word: '交办', args: ofIncident, asks: ['section'] }, note, close)
	}
	if (me.onDutySide)
		all.push({ name: 'incident.amend', word: '更正', args: ofIncident, asks: ['particulars'] })
	return all
}
