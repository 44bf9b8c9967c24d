import type { Plain } from './plain'
import { listed } from './vocabulary'

/** Said after a place: something is there, not with it. */
const AFTER = listed(
	'门口 门前 门外 大门 旁 附近 对面 隔壁 边上 后面 后门 前面 外面 一带 路口 方向 背后 跟前 楼下 后头 前头'
)
/** Said before a place: something or somebody is brought there. */
const BEFORE = listed('往 送 送到 送往 搬到 转到 撤到 挪到 躲到 躲进 住进 赶到 安置在 借用 借')

/** The words at [from, to) only tell where something is, or where it is brought. */
export function isSetting(codes: readonly number[], from: number, to: number): boolean {
	for (let i = 0; i < AFTER.length; i++) if (stands(codes, to, AFTER[i]!)) return true
	for (let i = 0; i < BEFORE.length; i++) if (stands(codes, from - BEFORE[i]!.length, BEFORE[i]!)) return true
	return false
}

function stands(codes: readonly number[], at: number, word: string): boolean {
	if (at < 0) return false
	for (let k = 0; k < word.length; k++) if (codes[at + k] !== word.charCodeAt(k)) return false
	return true
}

/** Said after whoever calls. */
const CALLS = listed(
	'来电 打来 来问 来函 来人 来催 来报 那头问 那边问 问 催 报 电 说 讲 打电话 反映 通报 传真 送来 发来 要求 通知'
)
/** Codes from the beginning of a text within which its caller is named, and from the caller to the word that says so. */
const CALLER_WITHIN = 10
const CALLS_WITHIN = 4

/** The words at [from, to) name who calls, not what about. */
export function calls({ codes, clause }: Plain, from: number, to: number): boolean {
	if (from > CALLER_WITHIN) return false
	for (let at = to; at <= to + CALLS_WITHIN && clause[at] === clause[from]; at++)
		for (let i = 0; i < CALLS.length; i++) if (stands(codes, at, CALLS[i]!)) return true
	return false
}
