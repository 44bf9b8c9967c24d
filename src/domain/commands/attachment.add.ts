import * as v from 'valibot'
import { decided, made, rule } from '../command'
import { ATTACHMENT_LIMIT, ATTACHMENTS, isAttachmentType } from '../incident/attachments'
import { refusal } from '../refusal'
import { absent, isOf, needsIncident, onDutySide } from './lookup'
import { CODES, id, instant, line, maybe } from './schema'

const pixels = v.pipe(
	v.number('图片的大小不对'),
	v.integer('图片的大小不对'),
	v.minValue(1),
	v.maxValue(100_000)
)

/**
 * 附件: announces a photo or file of an incident, by the duty room or by the section that has it in hand. The bytes go up
 * afterwards; size and hash are binding.
 */
export const attach = rule({
	name: 'attachment.add',
	schema: v.strictObject({
		incident: id('事件'),
		name: line('文件名', 200),
		type: v.pipe(
			v.string('缺少文件类型'),
			v.check(isAttachmentType, '不能添加这种文件，可以添加照片、视频、录音、PDF、OFD、Word、Excel 和文本')
		),
		size: v.pipe(
			v.number('缺少文件大小'),
			v.integer('文件大小不对'),
			v.minValue(1, '文件是空的'),
			v.maxValue(ATTACHMENT_LIMIT, `${CODES.tooLong}文件超过 20 MB，请压缩或分开后再添加`)
		),
		sha256: v.pipe(v.string('缺少校验值'), v.regex(/^[0-9a-f]{64}$/, '校验值不对')),
		width: maybe(pixels),
		height: maybe(pixels),
		takenAt: maybe(instant('拍摄时间'))
	}),
	needs: ({ incident }) => needsIncident(incident),
	mayI: (actor, snapshot, args) => {
		const incident = snapshot.get('incidents', args.incident)
		return onDutySide(actor) || !incident || isOf(actor, incident.section)
	},
	decide(command, snapshot, { host }) {
		const { args } = command
		const incident = snapshot.get('incidents', args.incident)
		if (!incident) return absent(host, 'incident', '事件')
		if (incident.state === 'closed') return [refusal('state', 'incident', '事件已办结，请先重新打开')]
		if ((incident.attached ?? 0) >= ATTACHMENTS)
			return [refusal('state', 'incident', `一个事件最多 ${ATTACHMENTS} 个附件，已经满了`)]
		const data = {
			incident: incident.id,
			holder: incident.section,
			attachment: made(command, 1),
			name: args.name,
			type: args.type,
			size: args.size,
			sha256: args.sha256,
			width: args.width,
			height: args.height,
			takenAt: args.takenAt
		}
		return decided({ kind: 'attachment.added', subject: incident.id, data })
	}
})
