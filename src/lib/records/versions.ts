import type { Catalogue } from '../../domain/events/catalogue'
import type { View } from './view'

export interface Versions {
	/** The latest first: the one in force is the first of them. */
	all: Catalogue[]
	inForce: Catalogue | null
}

export const noVersions: Versions = { all: [], inForce: null }

/** Every version of the catalogue that was ever adopted. */
export async function versions(view: View): Promise<Versions> {
	const [all, office] = await Promise.all([view.all('catalogues'), view.get('office', 'office')])
	all.sort((a, b) => b.version - a.version || b.adoptedAt - a.adoptedAt)
	return { all, inForce: all.find((c) => c.id === office?.catalogue) ?? null }
}
