import PocketBase, { ClientResponseError, getTokenPayload, type RecordModel } from 'pocketbase'
import type { Id } from '../../domain/record'

/** A device on which the person is signed in. */
export interface Device {
	id: Id
	name: string
	/** Epoch ms; null: never since it was made. */
	lastSeen: number | null
	/** The password was changed since: it has to sign in again. */
	ended: boolean
	/** The one this runs on. */
	here: boolean
}

/** The devices of whoever is signed in. Its methods reject with ClientResponseError; status 0 is no network. */
export class Devices {
	constructor(private readonly pb: PocketBase) {}

	async list(): Promise<Device[]> {
		const rows = await this.pb.collection('devices').getFullList<RecordModel>({ sort: '-lastSeen' })
		const devices = rows.map((row) => ({
			id: row.id,
			name: String(row['name']),
			lastSeen: row['lastSeen'] ? Date.parse(String(row['lastSeen'])) : null,
			ended: Boolean(row['ended']),
			here: row.id === this.here
		}))
		return devices.sort((a, b) => Number(b.here) - Number(a.here))
	}

	async rename(id: Id, name: string): Promise<void> {
		await this.pb.collection('devices').update(id, { name })
		if (id === this.here) localStorage.setItem(NAME, name)
	}

	/** Ends the sign-in of one device, at its next request. */
	async end(id: Id): Promise<void> {
		await this.pb.collection('devices').delete(id)
	}

	/** Ends every other sign-in of this person, also those that name no device. */
	async endOthers(): Promise<void> {
		const kept = await this.pb.send<{ token: string; record: RecordModel }>('/api/duty/devices/end-others', {
			method: 'POST',
			headers: saying()
		})
		this.pb.authStore.save(kept.token, kept.record)
	}

	/** Signing out here ends this sign-in on the server too, where the network is there. */
	async leave(): Promise<void> {
		if (!this.here) return
		await this.end(this.here).catch((error: unknown) => {
			if (!(error instanceof ClientResponseError)) throw error
		})
	}

	private get here(): Id {
		return String(getTokenPayload(this.pb.authStore.token)['device'] ?? '')
	}
}

const ID = 'zhiban-device'
const NAME = 'zhiban-device-name'

/** What a request to sign in says of the device. */
export function saying(): Record<string, string> {
	return {
		'X-Device': deviceId(),
		'X-Device-Name': encodeURIComponent(localStorage.getItem(NAME) ?? guess())
	}
}

/** This device, as the log names it: 15 of [a-z0-9]. */
export function deviceId(): string {
	const kept = localStorage.getItem(ID)
	if (kept) return kept
	const fresh = Array.from(crypto.getRandomValues(new Uint8Array(15)), (b) => (b % 32).toString(32)).join('')
	localStorage.setItem(ID, fresh)
	return fresh
}

/** The name of a device before its owner gives it one. */
export function guess(agent = navigator.userAgent): string {
	if (/iPad|Tablet|Android(?!.*Mobile)/.test(agent)) return '平板电脑'
	if (/iPhone/.test(agent)) return '我的 iPhone'
	if (/Mobile|Android|HarmonyOS/.test(agent)) return '我的手机'
	if (/Windows/.test(agent)) return '台式机（Windows）'
	if (/Macintosh/.test(agent)) return 'Mac 电脑'
	return '台式机'
}
