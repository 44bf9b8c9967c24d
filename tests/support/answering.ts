import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'

/** What was asked: its path, and whose sign-in it came under. */
export interface Asked {
	path: string
	person: string
}

/** A server that says what a test tells it to; the page's own addresses lead there until it is closed. */
export async function answering(answer: (asked: Asked, response: ServerResponse) => void) {
	const server = createServer((request, response) =>
		answer({ path: request.url ?? '', person: personIn(request.headers.authorization ?? '') }, response)
	)
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
	const { port } = server.address() as AddressInfo
	const { fetch } = globalThis
	let heard = () => {}
	vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
		const response = await fetch(new URL(path, `http://127.0.0.1:${port}/`), init)
		heard()
		return response
	})
	return {
		/** Resolves when the next answer has begun to reach the page: its body may still be on its way. */
		begun: () => new Promise<void>((resolve) => (heard = resolve)),
		close() {
			vi.stubGlobal('fetch', fetch)
			server.closeAllConnections()
			server.close()
		}
	}
}

/** A sign-in's token, good for years as far as a phone can tell, and its record. */
export function signIn(person: string) {
	const said = Buffer.from(JSON.stringify({ id: person, exp: 9e9, device: '' })).toString('base64url')
	return { token: `x.${said}.y`, record: { id: person, username: person } as never }
}

function personIn(token: string): string {
	const said = token.split('.')[1]
	return said ? (JSON.parse(Buffer.from(said, 'base64url').toString()) as { id: string }).id : ''
}
