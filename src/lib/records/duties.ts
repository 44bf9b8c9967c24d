import type { CatalogueSection } from '../../domain/event'
import type { Section } from '../../domain/events/section'
import type { Id } from '../../domain/record'
import type { Instant } from '../../domain/instant'
import type { View } from './view'
import { byOrder } from '../../domain/catalogue/byOrder'
import { type CameBy, cameBy, LOOK_BACK } from './came'

/** A section of the reader's, with its duties and what came to it by them. */
export interface OwnDuties {
	section: Section
	/** Null where the catalogue in force does not have it. */
	adopted: CatalogueSection | null
	/** Of the catalogue in force; null: there is none. */
	version: number | null
	adoptedAt: Instant | null
	came: CameBy
}

export async function ownDuties(view: View, reader: Id, now: Instant): Promise<OwnDuties[]> {
	const [me, office] = await Promise.all([view.get('people', reader), view.get('office', 'office')])
	const catalogue = office?.catalogue ? await view.get('catalogues', office.catalogue) : null
	const mine = me?.sections ?? []
	const [sections, assignments] = await Promise.all([
		view.named('sections', mine),
		view.assignmentsOfSections(mine)
	])
	const incidents = await view.named(
		'incidents',
		assignments.map((a) => a.incident)
	)
	return [...sections.values()].sort(byOrder).map((section) => {
		const adopted = catalogue?.sections.find((s) => s.section === section.id) ?? null
		const own = assignments
			.filter((a) => a.section === section.id)
			.map((assignment) => ({ assignment, incident: incidents.get(assignment.incident) ?? null }))
		return {
			section,
			adopted,
			version: catalogue?.version ?? null,
			adoptedAt: catalogue?.adoptedAt ?? null,
			came: cameBy(adopted, own, now - LOOK_BACK)
		}
	})
}
