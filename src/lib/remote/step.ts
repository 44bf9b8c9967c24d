import type { Refusal } from '../../domain/refusal'
import type { Called } from './remote'

/** What came of a step that needs the server: done, refused field by field, or not done, in words for the person. */
export type Step<T> = { done: T } | { refused: Refusal[] } | { failed: string }

/** Reads an answer; `forbidden` says who may take the step. */
export function stepOf<T>(called: Called, forbidden: string): Step<T> {
	if (called === null) return { failed: '连不上服务器，这一步要有网络' }
	const { status, body } = called
	if (status === 200) return { done: body as T }
	const refusals = (body as { refusals?: Refusal[] } | null)?.refusals
	if (refusals) return { refused: refusals }
	if (status === 401) return { failed: '登录已过期，请重新登录后再试' }
	if (status === 403) return { failed: forbidden }
	if (status === 429) return { failed: '试得太频繁，请过一分钟再试' }
	return { failed: '服务器出了问题，请稍后再试' }
}
