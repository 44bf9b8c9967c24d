import type { Change, Pulled } from '../remote/remote'
import type { LocalRecords } from './local'

/** How a pull ended. `ok` carries how far it led, `unwell` why the server says that it is not well, '' where it is. */
export type PullResult = { ok: number; unwell: string } | { signIn: true } | { failed: string }

/** Changes on one page: some hundred KB at most, so that a poor network gets somewhere. */
const PAGE = 500

type Ask = (since: number | null, limit: number) => Promise<Pulled>

/**
 * Reads the feed to its end. What is kept stays usable throughout: a first filling grows page by page; starting over
 * (rights changed, another log) replaces everything at once when the last page is there.
 */
export async function pull(local: LocalRecords, ask: Ask): Promise<PullResult> {
	const cursor = await local.cursor()
	let since = cursor?.since ?? null
	for (;;) {
		const answer = await ask(since, PAGE)
		if ('reset' in answer) return startOver(local, ask)
		if (!('page' in answer)) return answer
		const { changes, next, more, log, unwell = '' } = answer.page
		if (cursor && cursor.log !== log) return startOver(local, ask)
		if (changes.length > 0 || next !== since) await local.store(changes, { since: next, log })
		since = next
		if (!more) return { ok: next, unwell }
	}
}

async function startOver(local: LocalRecords, ask: Ask): Promise<PullResult> {
	const all: Change[] = []
	let since: number | null = null
	for (;;) {
		const answer: Pulled = await ask(since, PAGE)
		if ('reset' in answer) return { failed: '权限正在变动，稍后自动重试' }
		if (!('page' in answer)) return answer
		const { changes, next, more, log, unwell = '' } = answer.page
		all.push(...changes)
		since = next
		if (!more) {
			await local.store(all, { since: next, log }, true)
			return { ok: next, unwell }
		}
	}
}
