import type { Instant } from '../../domain/instant'
import type { Channel } from '../../domain/notice'
import type { Id } from '../../domain/record'
import type { Called, Remote } from './remote'
import { stepOf, type Step } from './step'

/** What an administrator typed for a channel. Secrets come as •••• and go back so where nothing is changed. */
export type ChannelSettings = Record<string, string>

export interface ChannelState {
	name: Channel
	on: boolean
	settings: ChannelSettings
	/** It is set up so that it could send. */
	ready: boolean
	/** When its settings were last saved: the counts begin there. 0: never. */
	since: Instant
	sent: number
	failed: number
	/** 0: nothing yet. */
	sentAt: Instant
	problem: string
	problemAt: Instant
}

export interface ChannelStates {
	/** Where the app is found from outside; '': nobody said, so messages carry no link. */
	address: string
	/** In the order in which they are tried. */
	channels: ChannelState[]
}

/** What is changed at once: any of the three. */
export interface ChannelChange {
	address?: string
	order?: Channel[]
	channel?: { name: Channel; on: boolean; settings: ChannelSettings }
}

const outcome = <T>(called: Called): Step<T> => stepOf(called, '只有管理员可以设置通道')

/** What the provider answered. `retry`: it may work later. */
export interface ChannelTest {
	ok: boolean
	retry: boolean
	says: string
	ms: number
}

export const readChannels = async (remote: Remote): Promise<Step<ChannelStates>> =>
	outcome(await remote.call('GET', '/api/duty/channels'))

/** Refuses on `address`, `order`, `name` and the fields of the channel. */
export const setChannels = async (remote: Remote, change: ChannelChange): Promise<Step<ChannelStates>> =>
	outcome(await remote.call('PUT', '/api/duty/channels', change))

/** Sends a test to a person now, by what is saved, whether the channel is on or not. */
export const testChannel = async (remote: Remote, name: Channel, person: Id): Promise<Step<ChannelTest>> =>
	outcome(await remote.call('POST', `/api/duty/channels/${name}/test`, { person }))
