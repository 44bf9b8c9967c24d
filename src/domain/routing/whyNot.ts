import type { Candidate } from './route'

/** Scores so near to each other are as good as one. */
const NEARLY = 0.1
const WORDS_AT_MOST = 3

/** Why a candidate is not the first one, in half a sentence: the words that speak for the first alone, where there are any. */
export function whyNotFirst(first: Candidate, other: Candidate): string {
	const nearly = first.score - other.score < NEARLY ? '只差一点：' : ''
	if (first.learned && !other.learned) return `${nearly}以前像这样的话交给了前一个`
	const mine = wordsOf(other)
	if (mine.length === 0) return `${nearly}没有哪个词直接说到它`
	const only = wordsOf(first).filter((word) => !mine.some((w) => w.includes(word) || word.includes(w)))
	if (only.length > 0)
		return `${nearly}${only.slice(0, WORDS_AT_MOST).map(quoted).join('')}只对得上前一个的职责`
	return `${nearly}说到的词一样，前一个的职责写得更明确`
}

function wordsOf({ because }: Candidate): string[] {
	const words: string[] = []
	for (const reason of because) for (const word of reason.words) if (!words.includes(word)) words.push(word)
	return words
}

const quoted = (word: string) => `“${word}”`
