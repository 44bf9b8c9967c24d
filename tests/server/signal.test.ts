// The word "something changed" reaches those it concerns, and nobody else.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen } from '../support/listen'
import { Server, until } from '../support/server'

let server: Server
beforeAll(async () => {
	server = await Server.demo()
})
afterAll(() => server.dispose())

it('goes to the duty room and the section concerned, not to other sections, and carries no content', async () => {
	const officer = await server.signIn('zhiban1')
	const head = await listen(await server.signIn('ke05'))
	const other = await listen(await server.signIn('ke01'))
	const colleague = await listen(await server.signIn('zhiban2'))
	const section = (await officer.sees()).get('sections')!.find((s) => s?.['name'] === '秘书二室')!['id']
	await officer.must('incident.log', { kind: 'incident', text: '东河大桥险情', section })
	await until(
		'the section and the colleague to be told',
		() => head.words.length > 0 && colleague.words.length > 0
	)
	await officer.must('log.write', { text: '只与值班室有关' })
	await until('the colleague to be told again', () => colleague.words.length > 1)
	expect(other.words).toEqual([])
	// What came of the notices is told to the section as well.
	for (const word of head.words) expect(word).toMatch(/^\{"seq":\d+\}$/)
	for (const l of [head, other, colleague]) l.stop()
})

it('is not for strangers', async () => {
	const stranger = await fetch(server.url + '/api/realtime')
	const text = await stranger.body!.pipeThrough(new TextDecoderStream()).getReader().read()
	const { clientId } = JSON.parse(/data:(.*)/.exec(text.value!)![1]!) as { clientId: string }
	const headers = { 'Content-Type': 'application/json' }
	const body = JSON.stringify({ clientId, subscriptions: ['duty'] })
	const response = await fetch(server.url + '/api/realtime', { method: 'POST', headers, body })
	expect(response.status).toBe(401)
})
