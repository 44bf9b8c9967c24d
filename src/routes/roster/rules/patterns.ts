/** Whoever chooses this writes the times themselves. */
export const TIMES = 'times'

/** 班制 by the words that the planner knows. */
export const patterns = [
	{ value: '24h', word: '全天' },
	{ value: 'day/night', word: '白班、夜班' },
	{ value: 'night+noon', word: '夜班和午间' },
	{ value: 'weekly', word: '整周' },
	{ value: TIMES, word: '自己写时间' }
]

const hours: Record<string, string> = {
	'24h': '08:30 至次日 08:30',
	'day/night': '白班 08:00–20:00，夜班 20:00–08:00',
	'night+noon': '工作日夜班和午间，休息日全天',
	weekly: '一人值一周'
}

export const patternWords = (pattern: string): string => hours[pattern] ?? pattern
