import type { Rule } from '../command'
import { acknowledge } from './assignment.acknowledge'
import { overdue } from './assignment.overdue'
import { giveBack } from './assignment.return'
import { transfer } from './assignment.transfer'
import { attach } from './attachment.add'
import { arrived } from './attachment.arrived'
import { reportCall } from './call.report'
import { adopt } from './catalogue.adopt'
import { chaseStep } from './chase.step'
import { tested } from './contact.tested'
import { setRules } from './duty.rules'
import { give } from './handover.give'
import { late } from './handover.late'
import { setHandover } from './handover.rules'
import { takeSheet } from './handover.take'
import { withdrawSheet } from './handover.withdraw'
import { without } from './handover.without'
import { amend } from './incident.amend'
import { assign } from './incident.assign'
import { close } from './incident.close'
import { log } from './incident.log'
import { note } from './incident.note'
import { reopen } from './incident.reopen'
import { cancelLeave } from './leave.cancel'
import { called, endInspection, startInspection } from './inspection'
import { importLeaves } from './leave.import'
import { setLeave } from './leave.set'
import { accept, refuse, undo } from './lesson.answer'
import { propose } from './lesson.propose'
import { write } from './log.write'
import { noticeTried } from './notice.tried'
import { setOffice } from './office.set'
import { setPerson } from './person.set'
import { setPolicies } from './policies.set'
import { answerRollCall, setRollCall, startRollCall } from './rollCall'
import { setRoomDuty, setRooms } from './room.set'
import { draftRoster } from './roster.draft'
import { publishRoster } from './roster.publish'
import { remind } from './roster.remind'
import { staff } from './section.staff'
import { accept as acceptSwap } from './swap.accept'
import { approve } from './swap.approve'
import { ask } from './swap.ask'
import { decline } from './swap.decline'
import { expire } from './swap.expire'
import { refuse as refuseSwap } from './swap.refuse'
import { undo as undoSwap } from './swap.undo'
import { withdraw } from './swap.withdraw'
import { assignTurn } from './turn.assign'
import { setTurn } from './turn.set'
import { take } from './turn.take'

/** Every command there is, by name. */
export const rules = new Map<string, Rule>(
	(
		[
			accept,
			acceptSwap,
			acknowledge,
			adopt,
			amend,
			answerRollCall,
			approve,
			arrived,
			ask,
			assign,
			assignTurn,
			attach,
			called,
			cancelLeave,
			chaseStep,
			close,
			decline,
			draftRoster,
			endInspection,
			expire,
			give,
			giveBack,
			importLeaves,
			late,
			log,
			note,
			noticeTried,
			overdue,
			publishRoster,
			propose,
			refuse,
			refuseSwap,
			remind,
			reopen,
			reportCall,
			setHandover,
			setLeave,
			setOffice,
			setRollCall,
			setRoomDuty,
			setRooms,
			setPerson,
			setPolicies,
			setRules,
			setTurn,
			staff,
			startInspection,
			startRollCall,
			take,
			takeSheet,
			tested,
			transfer,
			undo,
			undoSwap,
			withdraw,
			withdrawSheet,
			without,
			write
		] as unknown as Rule[]
	).map((rule) => [rule.name, rule])
)
