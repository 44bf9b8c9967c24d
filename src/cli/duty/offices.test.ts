// Duty documents of invented offices, two of each layout, each beside a careful reading: opened and read as `duty import`
// does. The reader's last rules were written with all of them at hand, so they say that nothing got lost.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compare, type Gold } from '../../../tests/support/gold'
import { openDocument } from '../../lib/documents/open'
import { readCatalogue } from '../../domain/catalogue/read'

const root = new URL('../../../tests/data/offices/', import.meta.url)
const files = readdirSync(root).filter((name) => !name.endsWith('.json'))

describe('别的单位的职责文件', () => {
	it('二十二种版式，各两份', () => {
		expect(files).toHaveLength(44)
	})

	it.each(files)('%s', async (name) => {
		const opened = await openDocument(name, readFileSync(new URL(name, root)))
		if ('refused' in opened) throw new Error(opened.refused)
		const careful = readFileSync(new URL(name.replace(/\.\w+$/, '.json'), root), 'utf8')
		const gold = JSON.parse(careful) as Gold
		const reading = readCatalogue(opened.text)
		const score = compare(reading, gold)
		expect(score).toMatchObject({ missing: [], extra: [], ordered: true })
		expect(score.duties).toBeGreaterThanOrEqual(0.98)
		expect(score.tasks).toBeGreaterThanOrEqual(0.98)
		expect(reading.office).toBe(gold.office)
	})
})
