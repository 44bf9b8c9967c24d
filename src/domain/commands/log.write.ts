import * as v from 'valibot'
import { decided, rule } from '../command'
import { onDutySide } from './lookup'
import { words } from './schema'

/** 值班日志: a line that belongs to no incident; "no event" is one too (零记录). */
export const write = rule({
	name: 'log.write',
	schema: v.strictObject({ text: words('请写明内容') }),
	needs: () => [],
	mayI: (actor) => onDutySide(actor),
	decide: (command) =>
		decided({ kind: 'log.written', subject: `${command.id}e1`, data: { text: command.args.text } })
})
