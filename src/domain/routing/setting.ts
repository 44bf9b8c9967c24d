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
