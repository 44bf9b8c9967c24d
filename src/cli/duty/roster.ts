import { planRoster } from '../../domain/roster/plan'
import { readRequest } from '../../domain/roster/request'
import { textOf } from './document'
import { Refused } from './refused'

/** `duty roster`: a request as JSON in, the plan as JSON out. */
export function rostering(file: string): string {
	let json: unknown
	try {
		json = JSON.parse(textOf(file).replace(/^\ufeff/, ''))
	} catch (error) {
		if (error instanceof Refused) throw error
		throw new Refused('排班请求不是 JSON')
	}
	const read = readRequest(json)
	if ('refused' in read)
		throw new Refused(
			'排班请求有问题：\n' +
				read.refused.map(({ field, reason }) => (field === '' ? reason : `${field}：${reason}`)).join('\n')
		)
	return JSON.stringify(planRoster(read.request), null, '\t') + '\n'
}
