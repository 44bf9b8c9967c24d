import Dexie, { type ObservabilitySet } from 'dexie'

/**
 * Calls back when anybody, in any tab, has written to a table: in this tab before the writing is said to be done. Gives back
 * what ends it.
 */
export function whenChanged(database: string, table: string, changed: () => void): () => void {
	const listener = (parts: ObservabilitySet) => {
		// `all`: the page was away and may have missed anything.
		const touched =
			'all' in parts || Object.keys(parts).some((p) => p.startsWith(`idb://${database}/${table}/`))
		if (touched) changed()
	}
	Dexie.on.storagemutated.subscribe(listener)
	return () => Dexie.on.storagemutated.unsubscribe(listener)
}
