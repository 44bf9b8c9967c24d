import type { CoverState, Covered, Holder } from '../../domain/catalogue/coverage'

/** What each state is called, and the colour that supports the word. */
export const stateWord = {
	nobody: { word: '无人承担', tone: 'late' },
	mentioned: { word: '只是提到', tone: 'soon' },
	shared: { word: '多头', tone: 'soon' },
	one: { word: '一家承担', tone: 'ok' }
} as const satisfies Record<CoverState, { word: string; tone: 'late' | 'soon' | 'ok' }>

/** In the picture: the shape tells what the colour supports. */
export function markOf(covered: Covered, holder: Holder): { sign: string; word: string } {
	if (!holder.holds) return { sign: '○', word: '提到' }
	return covered.state === 'shared' ? { sign: '◆', word: '多头承担' } : { sign: '●', word: '承担' }
}
