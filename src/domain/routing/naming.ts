import type { Group } from './lexicon/group'
import type { Matcher } from './matcher'
import { find, matcherOf } from './matcher'
import { plain } from './plain'
import { NEUTRAL_IN_DUTIES } from './lexicon/neutral'
import { listed, Vocabulary } from './vocabulary'

/** What groups are called in catalogues, ready to be found in a line. */
export interface Naming {
	groups: readonly Group[]
	matcher: Matcher
	/** By word: group, weight, … */
	means: number[][]
}

const NAME = 1
/** A name that other work bears too. */
const MENTION = 0.5
/** A function named beside a list of fields is done for those fields alone. */
const FOR_FIELDS = 0.15
/** A field that the office looks after only within its own walls. */
const WITHIN = 0.3
const INDOORS = /(?:机关|办公室|本办|我室)内部|办公楼|办公区|办公场所|政府大楼|大院|室机关|后勤/
/** A line that lists no fields gives one only where it opens with it; further in, the field is what a function serves. */
const OPENS_WITHIN = 6
const FURTHER_IN = 0.25
/** 配合, 协助: somebody else's work. */
const HELPING = 0.6
const HELPS = /^(?:负责|承担)?(?:配合|协助|协同)/
const LISTS = /等(?:方面|领域|条线|行业)/
/** A function done for certain meetings, people or fields only: 常务会议的会务, 有关会议组织, 人大等方面的文电. */
const QUALIFIED = 0.5
const QUALIFIES =
	/(?:有关|相关|等方面的?|方面的?|全体会议|常务会议|办公会议?|党组会议?|中心组学习)[^，。；]{0,6}$/
/** Each further function in a line takes something from the others. */
const SHARED = 0.08

export function namingOf(groups: readonly Group[]): Naming {
	const vocabulary = new Vocabulary()
	const means: number[][] = []
	const add = (word: string, group: number, weight: number) => {
		const id = vocabulary.id(word)
		means[id] ??= []
		means[id].push(group, weight)
	}
	for (let group = 0; group < groups.length; group++) {
		for (const word of listed(groups[group]!.names)) add(word, group, NAME)
		for (const word of listed(groups[group]!.mentions)) add(word, group, MENTION)
	}
	for (const word of listed(NEUTRAL_IN_DUTIES)) means[vocabulary.id(word)] ??= []
	return { groups, matcher: matcherOf(vocabulary.words), means }
}

/** The groups a line names, as group, weight, …; the longest name at a place is the one meant. */
export function namedIn(naming: Naming, line: string): number[] {
	const weights = new Map<number, number>()
	const places = new Map<number, number>()
	const fieldNames = new Set<number>()
	let functions = 0
	const found = find(naming.matcher, plain(line).codes)
	let covered = 0
	for (let i = 0; i < found.word.length; i++) {
		if (found.to[i]! <= covered) continue
		covered = found.to[i]!
		const means = naming.means[found.word[i]!]!
		for (let m = 0; m < means.length; m += 2) {
			const group = means[m]!
			if (isField(naming, group)) fieldNames.add(found.word[i]!)
			else if (!weights.has(group)) functions++
			const before = line.slice(Math.max(0, found.from[i]! - 14), found.from[i]!)
			const worth = isField(naming, group) || !QUALIFIES.test(before) ? 1 : QUALIFIED
			weights.set(group, Math.max(weights.get(group) ?? 0, means[m + 1]! * worth))
			if (!places.has(group)) places.set(group, found.from[i]!)
		}
	}
	const listsFields = fieldNames.size >= 3 || (fieldNames.size > 0 && LISTS.test(line))
	const indoors = INDOORS.test(line) ? WITHIN : 1
	const helping = HELPS.test(line) ? HELPING : 1
	const flat: number[] = []
	weights.forEach((weight, group) => {
		const further = listsFields || places.get(group)! <= OPENS_WITHIN ? 1 : FURTHER_IN
		if (isField(naming, group)) flat.push(group, weight * helping * indoors * further)
		else if (listsFields) flat.push(group, weight * FOR_FIELDS)
		else flat.push(group, (weight * helping) / (1 + SHARED * (functions - 1)))
	})
	return flat
}

function isField({ groups }: Naming, group: number): boolean {
	return groups[group]!.kind === 'field'
}
