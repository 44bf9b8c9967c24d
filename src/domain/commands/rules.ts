import type { Rule } from '../command'
import { acknowledge } from './assignment.acknowledge'
import { overdue } from './assignment.overdue'
import { giveBack } from './assignment.return'
import { transfer } from './assignment.transfer'
import { attach } from './attachment.add'
import { arrived } from './attachment.arrived'
import { adopt } from './catalogue.adopt'
import { tested } from './contact.tested'
import { amend } from './incident.amend'
import { assign } from './incident.assign'
import { close } from './incident.close'
import { log } from './incident.log'
import { note } from './incident.note'
import { reopen } from './incident.reopen'
import { accept, refuse, undo } from './lesson.answer'
import { propose } from './lesson.propose'
import { write } from './log.write'
import { setOffice } from './office.set'
import { setPerson } from './person.set'
import { staff } from './section.staff'
import { setTurn } from './turn.set'

/** Every command there is, by name. */
export const rules = new Map<string, Rule>(
	(
		[
			accept,
			acknowledge,
			adopt,
			amend,
			arrived,
			assign,
			attach,
			close,
			giveBack,
			log,
			note,
			overdue,
			propose,
			refuse,
			reopen,
			setOffice,
			setPerson,
			setTurn,
			staff,
			tested,
			transfer,
			undo,
			write
		] as unknown as Rule[]
	).map((rule) => [rule.name, rule])
)
