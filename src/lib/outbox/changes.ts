import Dexie, { RangeSet, type ObservabilitySet } from 'dexie'

/**
 * Calls back when anybody, in any tab, has written to a table: in this tab before the writing is said to be done. Gives back
 * what ends it.
 */
export function whenChanged(database: string, table: string, changed: () => void): () => void {
	const listener = (parts: ObservabilitySet) => {
		// `all`: the page may have missed anything.
		const touched =
			'all' in parts || Object.keys(parts).some((p) => p.startsWith(`idb://${database}/${table}/`))
		if (touched) changed()
	}
	Dexie.on.storagemutated.subscribe(listener)
	return () => Dexie.on.storagemutated.unsubscribe(listener)
}

/** As when the page was away: whoever watches or asks by liveQuery, of any database, asks again. */
export function anyMayHaveChanged(): void {
	Dexie.on.storagemutated.fire({ all: new RangeSet(-Infinity, [[]]) })
}
