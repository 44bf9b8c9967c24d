// The server bundle with commands that misbehave in every way we could think of; each is asked for by name. They stand in
// a bundle of their own: the product has no such door.
import type { Command, Context, Decision, Rule } from '../../src/domain/command'
import type { Key, Snapshot } from '../../src/domain/record'
import * as v from 'valibot'
import { decided } from '../../src/domain/command'
import { rules } from '../../src/domain/commands/rules'
import { refusal } from '../../src/domain/refusal'

type Decide = (command: Command<unknown>, snapshot: Snapshot, context: Context) => Decision

function saboteur(name: string, decide: Decide, needs: (loaded: Snapshot) => Key[] = () => []) {
	const rule: Rule = {
		name,
		schema: v.looseObject({}),
		needs: (_args, loaded) => needs(loaded),
		mayI: () => true,
		decide
	}
	rules.set(name, rule)
}

/** A decision that would be sound: what the saboteur has ready before it goes wrong. */
const sound = (command: Command) =>
	decided({ kind: 'log.written', subject: `${command.id}e1`, data: { text: 'sabotage' } })

let turns = 0

saboteur('bad.refuse', () => [refusal('state', 'name', '不行')])
saboteur('bad.throw', (command) => {
	sound(command)
	throw new Error('thrown on purpose')
})
saboteur('bad.loop', () => {
	for (;;) turns++
})
saboteur('bad.stubborn', () => {
	for (;;)
		try {
			for (;;) turns++
		} catch {
			turns = 0
		}
})
saboteur('bad.recurse', () => {
	const deeper = (n: number): number => 1 + deeper(n + 1)
	deeper(0)
	return null
})
saboteur(
	'bad.query',
	() => null,
	() => {
		const keys: Key[] = []
		for (let i = 0; i < 5_000_000; i++) keys.push(`incidents/x${turns++}`)
		return keys
	}
)
saboteur(
	'bad.asking',
	() => null,
	() => [`incidents/x${turns++}`]
)
saboteur('bad.write', (command) => {
	const decision = sound(command)
	for (;;) decision.events.push(decision.events[0]!)
})
saboteur('bad.flood', (command) => {
	const decision = sound(command)
	for (let i = 0; i < 200_000; i++) decision.events.push(decision.events[0]!)
	return decision
})
saboteur('bad.pattern', () => {
	// A look-ahead runs in a part of the engine that no interrupt reaches.
	return /(?=x?)(a+)+$/.test('a'.repeat(40) + '!') ? null : []
})
export { forget, replay, run } from '../../src/server/entry'
