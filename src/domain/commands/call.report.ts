import * as v from 'valibot'
import type { Facts } from '../event'
import { decided, rule } from '../command'
import { contactOf } from '../people/contactOf'
import { chaseOf } from '../events/chase'
import { calledWords } from '../escalation/words'
import { refusal } from '../refusal'
import { answerChase, isOpen, lookTimer, worldOf } from './chasing'
import { unanswered } from './handover'
import { absent, onDutySide } from './lookup'
import { id } from './schema'
import { nameOf } from './turns'

/**
 * 电话催办: what came of telephoning somebody of a section that does not answer. 接通 is 已电话告知: it counts as an answer, while
 * 签收 stays to be given. Any outcome says something of the number as well, as 号码测试 does.
 */
export const reportCall = rule({
	name: 'call.report',
	schema: v.strictObject({
		task: id('电话催办'),
		person: id('人员'),
		outcome: v.picklist(['接通', '未接', '占线', '空号', '关机'], '结果只有接通、未接、占线、空号、关机')
	}),
	needs({ task: id, person }, loaded) {
		const task = loaded.get('callTasks', id)
		if (!task) return [`callTasks/${id}`]
		const { assignment, incident } = task
		const chase = loaded.get('chases', chaseOf(assignment))
		const must = (chase?.must ?? []).map((p) => `people/${p}` as const)
		return [
			...([`callTasks/${id}`, `assignments/${assignment}`, `incidents/${incident}`] as const),
			...([`chases/${chaseOf(assignment)}`, `people/${person}`, `contacts/${contactOf(person)}`] as const),
			...must
		]
	},
	mayI: (actor) => onDutySide(actor),
	decide(command, snapshot, { host, now }) {
		const { args } = command
		const task = snapshot.get('callTasks', args.task)
		const assignment = task && snapshot.get('assignments', task.assignment)
		if (!task || !assignment) return absent(host, 'task', '电话催办')
		const incident = snapshot.get('incidents', task.incident)
		if (!incident) return absent(host, 'task', '事件')
		if (!task.persons.includes(args.person))
			return [refusal('notFound', 'person', '此人不在这次电话催办的名单里')]
		const chase = snapshot.get('chases', chaseOf(assignment.id))
		// Where it was answered meanwhile, or ended, the call is kept and changes nothing.
		const told = args.outcome === '接通' && task.state === 'open' && chase !== null && isOpen(chase)
		const world = worldOf(snapshot, task.section, null, now)
		const { waits, nextAt } = answerChase(told ? chase : null, args.person, world, now)
		const lookAt = host === 'server' ? nextAt : null
		const data: Facts['callTask.reported'] = {
			...{ incident: incident.id, holder: incident.section, chase: chaseOf(assignment.id) },
			...{ assignment: assignment.id, task: task.id, person: args.person, outcome: args.outcome },
			...{ told, waits, nextAt: lookAt, words: calledWords(nameOf(args.person, snapshot), args.outcome) }
		}
		const to = decided({ kind: 'callTask.reported', subject: incident.id, data })
		const tried = { person: args.person, outcome: args.outcome }
		if (snapshot.get('contacts', contactOf(args.person))?.phone)
			to.events.push({ kind: 'contact.tested', subject: args.person, data: tried })
		if (!told || waits || host === 'phone') return to
		to.cancelled.push(assignment.id)
		// The limit for 签收 runs on.
		if (assignment.state === 'waiting' && assignment.dueAt !== null && assignment.dueAt > now)
			to.timers.push(unanswered(`${command.id}t`, assignment.id, assignment.dueAt))
		if (chase && lookAt !== null) to.timers.push(lookTimer(assignment.id, chase.began, lookAt))
		return to
	}
})
