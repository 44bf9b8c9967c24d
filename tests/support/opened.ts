import { Later } from '../../src/lib/records/rules'
import { View } from '../../src/lib/records/view'
import type { Written } from '../../src/lib/records/written'

/** A view as a screen has it in the end: asked for again for as long as something is still to be worked out. */
export async function opened(written: Written): Promise<View> {
	for (;;)
		try {
			return await View.open(written)
		} catch (error) {
			if (!(error instanceof Later)) throw error
			await error.prepare()
		}
}
