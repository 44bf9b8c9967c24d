// Photos go with the entry they were chosen for, however long they take to be made ready.
import { full } from '../../../tests/support/page'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { admin, office as world } from '../../../tests/support/world'
import { IndexedDbAttachments } from '../attachments/indexeddb'
import { NEW } from '../attachments/store'
import { MemoryOutbox } from '../outbox/memory'
import { Remote } from '../remote/remote'
import { Logging, type LogContent } from './logging.svelte'
import { OfficeState } from './office.svelte'

let office: OfficeState
let logging: Logging
let outbox: MemoryOutbox
const files = new IndexedDbAttachments()
const how = { keep: true, taken: false }
const paper = (name: string) => new File([name], name)

/** Made ready when `ready` is called, not before. */
function slow(name: string) {
	let ready = () => {}
	const gate = new Promise<void>((resolve) => (ready = resolve))
	const bytes = new Blob([name], { type: 'application/pdf' })
	const read = bytes.arrayBuffer.bind(bytes)
	bytes.arrayBuffer = () => gate.then(read)
	return { file: Object.assign(paper(name), { slice: () => bytes }), ready }
}

const lying = async () => (await files.all()).map((f) => [f.name, f.state, f.incident])
const texts = async () => (await outbox.all()).filter((e) => e.command.name !== 'attachment.add')

/** The text is kept, and on the disk it says that photos are still to follow. */
const held = async () => {
	const kept = async () => ((await outbox.draft(admin))?.content as LogContent | undefined)?.kept ?? null
	await expect.poll(kept, { timeout: 15_000 }).not.toBeNull()
}

async function write(text: string): Promise<void> {
	await logging.load()
	logging.content.text = text
	logging.touched()
}

beforeEach(async () => {
	outbox = new MemoryOutbox()
	office = new OfficeState(admin, await Remote.open(), outbox)
	const records = world().sees(admin)
	const changes = records.map(({ collection, record }, i) => ({
		seq: i + 1,
		collection,
		id: record.id,
		record: structuredClone(record) as unknown as Record<string, unknown>
	}))
	await office.local.store(changes, { since: changes.length, log: 'log-1' })
	logging = new Logging(office)
})
afterEach(async () => {
	logging.stop()
	await office.sync.stop()
	for (const { id } of await files.all()) await files.arrived(id)
})

it('what is still being made ready goes with its entry, not with the next one; the text is kept first', async () => {
	await write('后山滑坡')
	const [late, later] = [slow('late.pdf'), slow('later.pdf')]
	const choosing = office.photos.choose([paper('quick.pdf'), late.file], NEW, how)
	const saved = logging.save()
	await held()
	expect(await texts()).toHaveLength(1)
	void office.photos.choose([later.file], NEW, how)
	late.ready()
	await choosing
	later.ready()
	const address = await saved
	const incident = address!.split('/').pop()!
	expect(await lying()).toEqual(
		['quick.pdf', 'late.pdf', 'later.pdf'].map((name) => [name, 'waiting', incident])
	)
	expect(await outbox.draft(admin)).toBeNull()
	expect(logging.content).toMatchObject({ text: '', kept: null })

	await write('城南断电')
	expect(await logging.save()).not.toBe(address)
	expect((await lying()).map(([, , of]) => of)).toEqual([incident, incident, incident])
})

it('what cannot be taken while it is being saved is said beside it', async () => {
	await write('后山滑坡')
	const late = slow('late.pdf')
	void office.photos.choose([late.file, new File(['<p>'], '网页.html')], NEW, how)
	const saved = logging.save()
	await held()
	late.ready()
	expect(await saved).toBeNull()
	expect(logging.trouble).toBe('有照片或文件没有加上')
	expect(await logging.save()).toBe(`/incidents/${(await lying())[0]![2]}`)
	expect(await texts()).toHaveLength(1)
})

it('a full phone says that the photos did not go along, and saves the text once', async () => {
	await write('后山滑坡')
	await office.photos.choose([paper('1.pdf')], NEW, how)
	const emptied = full('zhiban-attachments')
	try {
		expect(await logging.save()).toBeNull()
	} finally {
		emptied()
	}
	expect(logging.trouble).toBe('手机存储已满，照片没有加上。请先腾出空间')
	expect(logging.content.text).toBe('后山滑坡')
	expect(await lying()).toEqual([['1.pdf', 'chosen', null]])
	const { kept } = logging.content
	expect(await logging.save()).toBe(`/incidents/${kept}`)
	expect(await lying()).toEqual([['1.pdf', 'waiting', kept]])
	expect(await texts()).toHaveLength(1)
})

it('where the phone died in between, the photos follow at the next opening', async () => {
	await write('后山滑坡')
	await office.photos.choose([paper('1.pdf')], NEW, how)
	const emptied = full('zhiban-attachments')
	await logging.save()
	emptied()
	const { kept } = logging.content
	logging = new Logging(office)
	await logging.load()
	expect(await lying()).toEqual([['1.pdf', 'waiting', kept]])
	expect(logging.content).toMatchObject({ text: '', kept: null })
})

it('the log takes no photos: it is not kept while any is chosen, or they would go with the next incident', async () => {
	await write('今日无事')
	const late = slow('late.pdf')
	const choosing = office.photos.choose([late.file], NEW, how)
	logging.content.kind = 'log'
	expect(await logging.save()).toBeNull()
	late.ready()
	await choosing
	expect(await logging.save()).toBeNull()
	expect(logging.trouble).toBe('值班日志不带照片。请先去掉照片，或改记“一般事项”')
	expect(await outbox.all()).toEqual([])
	await office.photos.remove((await files.all())[0]!.id)
	expect(await logging.save()).toBe('/')
})
