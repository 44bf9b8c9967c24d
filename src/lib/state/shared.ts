/**
 * What other apps share with this one (a chat's text, a photo): the service worker keeps it until 记一条 takes it up, across
 * a sign-in and a restart. Each share is a few entries of one cache under an address of its own.
 */
const CACHE = 'zhiban-shared'

export interface Shared {
	text: string
	files: File[]
}

/** The service worker's side. `form` is what the manifest's share_target names: title, text, url, image. */
export async function keepShared(form: FormData, now: number): Promise<void> {
	const parts = ['title', 'text', 'url'].map((name) => form.get(name))
	const words = parts.filter((p): p is string => typeof p === 'string' && p.trim() !== '')
	// Some apps put the address into the text as well.
	const text = words.filter(
		(w, i) => !words.some((other, j) => j !== i && other.includes(w) && (other !== w || j < i))
	)
	const cache = await caches.open(CACHE)
	const at = `/shared/${String(now).padStart(15, '0')}`
	const images = form.getAll('image').filter((f): f is File => f instanceof File && f.size > 0)
	for (const [i, file] of images.entries())
		await cache.put(
			`${at}/${i}`,
			new Response(file, {
				headers: { 'Content-Type': file.type, 'X-Name': encodeURIComponent(file.name) }
			})
		)
	await cache.put(`${at}/text`, new Response(text.join('\n')))
}

/** Gives out what was shared since, oldest first, and forgets it. Null: nothing was. */
export async function takeShared(): Promise<Shared | null> {
	if (!('caches' in window) || !(await caches.has(CACHE))) return null
	const cache = await caches.open(CACHE)
	const texts: string[] = []
	const files: File[] = []
	const requests = [...(await cache.keys())].sort((a, b) => (a.url < b.url ? -1 : 1))
	for (const request of requests) {
		const response = await cache.match(request)
		if (!response) continue
		const name = response.headers.get('X-Name')
		if (name === null) texts.push(await response.text())
		else {
			const type = response.headers.get('Content-Type') ?? ''
			files.push(new File([await response.blob()], decodeURIComponent(name), { type }))
		}
	}
	await caches.delete(CACHE)
	const text = texts.filter(Boolean).join('\n')
	return text || files.length > 0 ? { text, files } : null
}
