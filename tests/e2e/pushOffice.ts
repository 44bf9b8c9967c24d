import { expect, test } from '@playwright/test'
import { Server, type Phone as Signed } from '../support/server'

/** What nobody may read outside of the app. */
export const SECRET = '北山镇后山滑坡，两人失联'

/** A demo office that sends by push first, its officer, and the head ke05 of one of its sections; anew for each test. */
export class PushOffice {
	server!: Server
	officer!: Signed
	head!: Signed
	private section = ''

	static forEachTest(): PushOffice {
		const office = new PushOffice()
		test.beforeEach(() => office.open())
		test.afterEach(() => office.server.dispose())
		return office
	}

	private async open(): Promise<void> {
		this.server = await Server.demo()
		this.officer = await this.server.signIn('zhiban1')
		this.head = await this.server.signIn('ke05')
		this.section = ((await this.head.record('people', this.head.person))!['sections'] as string[])[0]!
		const admin = await this.server.signIn('admin')
		for (const body of [{ channel: { name: 'push', on: true, settings: {} } }, { order: ['push', 'app'] }]) {
			const set = await admin.ask('/api/duty/channels', { method: 'PUT', body: JSON.stringify(body) })
			expect(set.status).toBe(200)
		}
	}

	/** An incident for the head's section. */
	handOver(): Promise<string> {
		return this.officer.must('incident.log', { kind: 'incident', text: SECRET, section: this.section })
	}

	/** The devices of the head, as the server lists them. */
	async devices(): Promise<{ push: { shownAt: number } | null }[]> {
		return (await (await this.head.ask('/api/duty/push/devices')).json()) as {
			push: { shownAt: number } | null
		}[]
	}
}
