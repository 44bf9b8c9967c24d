import type { Handover } from '$domain/events/handover'
import type { Id } from '$domain/record'
import type { Task } from '$domain/roster/handover'

/** A sheet that is being written. */
export interface Draft {
	equipment: { name: string; ok: boolean; remark: string }[]
	/** Null: the phone has not been tried. */
	through: boolean | null
	phoneAt: number
	phoneRemark: string
	notes: string
	tasks: string[]
	/** Which of the tasks carried over are done. */
	done: number[]
}

const keyOf = (turn: Id) => `zhiban-handover-${turn}`

export function blank(equipment: readonly string[]): Draft {
	const looked = equipment.map((name) => ({ name, ok: true, remark: '' }))
	return { equipment: looked, through: null, phoneAt: 0, phoneRemark: '', notes: '', tasks: [], done: [] }
}

/** What was written of a turn's sheet on this device, also before the app was closed; null: nothing, or nothing readable. */
export function kept(turn: Id): Draft | null {
	const text = localStorage.getItem(keyOf(turn))
	try {
		return text === null ? null : (JSON.parse(text) as Draft)
	} catch {
		forget(turn)
		return null
	}
}

export const keep = (turn: Id, draft: Draft): void => localStorage.setItem(keyOf(turn), JSON.stringify(draft))
export const forget = (turn: Id): void => localStorage.removeItem(keyOf(turn))

/** A sheet that is withdrawn, to be written on: what it carried over is in `carried` again. */
export function draftOf({ sheet, writtenAt }: Handover, carried: readonly Task[]): Draft {
	const { phone, equipment, notes, tasks } = sheet
	const isDone = (task: Task) => sheet.done.some((d) => d.text === task.text && d.since === task.since)
	return {
		equipment: equipment.map(({ name, ok, remark }) => ({ name, ok, remark: remark ?? '' })),
		through: phone.through,
		phoneAt: phone.at,
		phoneRemark: phone.remark ?? '',
		notes: notes ?? '',
		tasks: tasks.filter((t) => t.since === writtenAt).map((t) => t.text),
		done: carried.flatMap((task, i) => (isDone(task) ? [i] : []))
	}
}
