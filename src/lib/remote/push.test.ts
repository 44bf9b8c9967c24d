import { expect, it } from 'vitest'
import { day, hour } from '../../domain/instant'
import { deviceWord, type DeviceWithPush, type PushState } from './push'

const now = 100 * day
const push: PushState = { at: now - 10 * day, problem: '', problemAt: 0, tookAt: 0, shownAt: 0 }
const device = (over: Partial<DeviceWithPush>): DeviceWithPush => ({
	person: 'p',
	id: 'd',
	name: '我的手机',
	lastSeen: now - hour,
	ended: false,
	push,
	...over
})
const word = (over: Partial<DeviceWithPush>) => deviceWord(device(over), now)?.word ?? null

it('says of each device what its owner should know', () => {
	expect(word({})).toBe('推送已打开')
	expect(word({ push: null })).toBeNull()
	expect(word({ lastSeen: now - 15 * day })).toBe('两周没有用过')
	expect(word({ push: null, lastSeen: now - 15 * day })).toBe('两周没有用过')
	expect(word({ push: { ...push, problem: 'gone' } })).toBe('推送已失效')
	expect(word({ push: { ...push, problem: '推送服务不收（403）' } })).toBe('推送发不出去')
})

it('a device that takes notices and shows none is not believed for ever', () => {
	expect(word({ push: { ...push, tookAt: now, shownAt: now - 2 * hour } })).toBe('推送已打开')
	expect(word({ push: { ...push, tookAt: now, shownAt: now - 2 * day } })).toBe('推送没有显示')
	expect(word({ push: { ...push, at: now - hour, tookAt: now } })).toBe('推送已打开')
})
