import type { Id } from '../../domain/record'

/** What the server sends to a device: number, kind and limit, no content. See pocketbase/channels/push.go. */
export interface Letter {
	id: string
	title: string
	body: string
	/** The page it opens, without the address. */
	url: string
	/** Whom it is for; somebody else may be signed in by now. */
	person: Id
	/** A newer one of the same tag takes the place of the older. */
	tag: string
	/** What can be signed for without opening the app. */
	assignment?: Id
	/** The device as commands name it, and what it says when it has shown the letter. */
	device: string
	to: string
	receipt: string
}

/** Not everything is in TypeScript's own list. */
export interface ShownAs extends NotificationOptions {
	actions?: { action: string; title: string }[]
	renotify?: boolean
	vibrate?: number[]
	data: Letter | null
}

export const SIGN = 'sign'

/** A letter of ours; null: not one. */
export function readLetter(text: string): Letter | null {
	try {
		const letter = JSON.parse(text) as Letter
		const { id, title, body, url, tag } = letter
		const whole = [id, title, body, url, tag].every((part) => typeof part === 'string')
		return whole && title !== '' && url.startsWith('/') ? letter : null
	} catch {
		return null
	}
}

/** How a letter is shown. A browser takes the permission away from who gets a letter and shows nothing, so there is always something. */
export function shownAs(letter: Letter | null): [title: string, options: ShownAs] {
	const look = {
		icon: '/icon-192.png',
		badge: '/icon-192.png',
		lang: 'zh-CN',
		vibrate: [300, 100, 300, 100, 300]
	}
	if (!letter) return ['值班有新的提醒', { ...look, tag: 'unknown', data: null }]
	const { title, body, tag, assignment } = letter
	const sign = assignment ? { actions: [{ action: SIGN, title: '签收' }], requireInteraction: true } : {}
	return [title, { ...look, body, tag, renotify: true, data: letter, ...sign }]
}

/** What came of signing for it from the notification, said in its place. */
export function saidAs(letter: Letter, title: string): [title: string, options: ShownAs] {
	const { assignment: _, ...rest } = letter
	const { body, tag } = letter
	return [title, { icon: '/icon-192.png', lang: 'zh-CN', body, tag, silent: true, data: rest }]
}
