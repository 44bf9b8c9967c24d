import * as v from 'valibot'
import { decided, rule } from '../command'
import { contactOf } from '../people/contactOf'
import { refusal } from '../refusal'
import { absent, onDutySide } from './lookup'
import { id, maybe } from './schema'

/**
 * 号码测试: what came of dialling somebody's number. `phone` is the number that was dialled: a test of one that has been
 * replaced meanwhile says nothing of the new one.
 */
export const tested = rule({
	name: 'contact.tested',
	schema: v.strictObject({
		person: id('人员'),
		outcome: v.picklist(['接通', '未接', '占线', '空号', '关机'], '结果只有接通、未接、占线、空号、关机'),
		phone: maybe(v.pipe(v.string('请写明电话'), v.maxLength(24, '电话太长')))
	}),
	needs: ({ person }) => [`people/${person}`, `contacts/${contactOf(person)}`],
	mayI: (actor) => onDutySide(actor),
	decide({ args }, snapshot, { host }) {
		const { person, outcome, phone } = args
		if (!snapshot.get('people', person)) return absent(host, 'person', '人员')
		const contact = snapshot.get('contacts', contactOf(person))
		if (!contact && host === 'phone') return null
		if (!contact || contact.phone === '')
			return [refusal('state', 'person', '此人没有登记号码，请管理员补上')]
		if (phone !== null && phone !== contact.phone)
			return [refusal('state', 'phone', '号码已经改了，这次结果不算，请按新号码再试')]
		return decided({ kind: 'contact.tested', subject: person, data: { person, outcome } })
	}
})
