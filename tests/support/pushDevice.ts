import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/** The keys of a subscription, and what opens the bodies that come for it (RFC 8291). */
export class PushDevice {
	private readonly key = createECDH('prime256v1')
	private readonly secret = randomBytes(16)

	constructor(readonly endpoint: string) {
		this.key.generateKeys()
	}

	/** As a browser gives it to the app. */
	toJSON(): { endpoint: string; keys: { p256dh: string; auth: string } } {
		const p256dh = this.key.getPublicKey().toString('base64url')
		return { endpoint: this.endpoint, keys: { p256dh, auth: this.secret.toString('base64url') } }
	}

	open(body: Buffer): Record<string, string> {
		const [salt, their, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)]
		const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.key.getPublicKey(), their])
		const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, n: number) =>
			Buffer.from(hkdfSync('sha256', secret, salt, info, n))
		const ikm = derive(this.key.computeSecret(their), this.secret, info, 32)
		const key = derive(ikm, salt, 'Content-Encoding: aes128gcm\0', 16)
		const nonce = derive(ikm, salt, 'Content-Encoding: nonce\0', 12)
		const cipher = createDecipheriv('aes-128-gcm', key, nonce)
		cipher.setAuthTag(sealed.subarray(-16))
		const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]).toString()
		return JSON.parse(plain.slice(0, plain.lastIndexOf('\u0002'))) as Record<string, string>
	}
}
