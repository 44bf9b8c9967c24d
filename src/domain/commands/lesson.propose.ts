import * as v from 'valibot'
import type { Key } from '../record'
import { decided, made, rule } from '../command'
import { refusal } from '../refusal'
import { absent, isOf, onDutySide } from './lookup'
import { id, line, maybe } from './schema'

/**
 * 提议: texts like this one belong elsewhere. A head proposes for what comes to the section or should: `section` (null:
 * the duty room keeps it) or `instead`, where routing sends it now, is their own.
 */
export const propose = rule({
	name: 'lesson.propose',
	schema: v.strictObject({
		text: line('一句话', 300),
		section: v.nullable(id('科室')),
		instead: maybe(id('现在的科室')),
		reason: line('理由', 300)
	}),
	needs({ section, instead }) {
		const keys: Key[] = []
		if (section !== null) keys.push(`sections/${section}`)
		if (instead !== null) keys.push(`sections/${instead}`)
		return keys
	},
	mayI: (actor, _, { section, instead }) => onDutySide(actor) || isOf(actor, section) || isOf(actor, instead),
	decide(command, snapshot, { host }) {
		const { text, section, instead, reason } = command.args
		if (section !== null && !snapshot.get('sections', section)) return absent(host, 'section', '科室')
		if (instead !== null && !snapshot.get('sections', instead)) return absent(host, 'instead', '科室')
		if (section === instead) return [refusal('same', 'section', '现在就是这样交办的，不必提议')]
		const lesson = made(command, 1)
		const data = { lesson, text, section, instead, reason }
		return decided({ kind: 'lesson.proposed', subject: lesson, data })
	}
})
