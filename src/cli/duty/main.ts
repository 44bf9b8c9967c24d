import { spawnSync } from 'node:child_process'
import { importing } from './import'
import { recognising } from './intake'
import { Refused } from './refused'
import { rostering } from './roster'
import { routing } from './route'
import { weighing } from './weigh'

const USAGE =
	'用法：duty import <文件> [--json] ｜ duty route --catalogue <文件> <jsonl 文件|-> ｜ duty intake <jsonl 文件|-> ｜ duty roster <排班请求.json> ｜ duty weigh ｜ duty verify --dir <数据目录> [--anchor seq:hash]'

/** Runs one subcommand; `server` is the server binary. What it prints goes to stdout; the answer is the exit code. */
export async function main(args: readonly string[], server: string): Promise<number> {
	try {
		const [command, ...rest] = args
		if (command === 'verify') return verify(rest, server)
		process.stdout.write(await run(command, rest))
		return 0
	} catch (error) {
		if (!(error instanceof Refused)) throw error
		console.error(error.sentence)
		return error.code
	}
}

async function run(command: string | undefined, args: readonly string[]): Promise<string> {
	if (command === 'import') {
		const { positional, flags } = split(args, ['--json'])
		if (positional.length === 1) return importing(positional[0]!, flags.includes('--json'))
	}
	if (command === 'intake') {
		const { positional } = split(args, [])
		if (positional.length === 1) return recognising(positional[0]!)
	}
	if (command === 'roster') {
		const { positional } = split(args, [])
		if (positional.length === 1) return rostering(positional[0]!)
	}
	if (command === 'weigh' && args.length === 0) return weighing()
	if (command === 'route') {
		const at = args.indexOf('--catalogue')
		const catalogue = at < 0 ? undefined : args[at + 1]
		const { positional } = split(at < 0 ? [] : [...args.slice(0, at), ...args.slice(at + 2)], [])
		if (catalogue !== undefined && positional.length === 1) return routing(catalogue, positional[0]!)
	}
	throw new Refused(USAGE, 2)
}

function split(args: readonly string[], known: readonly string[]): { positional: string[]; flags: string[] } {
	const flags = args.filter((arg) => arg.startsWith('--'))
	if (flags.some((flag) => !known.includes(flag))) throw new Refused(USAGE, 2)
	return { positional: args.filter((arg) => !arg.startsWith('--')), flags }
}

function verify(args: readonly string[], server: string): number {
	const done = spawnSync(server, ['verify', ...args], { stdio: 'inherit' })
	if (done.error) throw new Refused('服务程序还没有编好，先运行一次 npm start')
	return done.status ?? 1
}
