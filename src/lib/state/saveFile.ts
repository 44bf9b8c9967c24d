import type { RosterSheet } from '../../domain/document/rosterSheet'
import { asText, writeCsv } from '../../domain/people/csv'

/** Gives the person a file to keep, under this name without its ending. */
export function saveCsv(name: string, rows: readonly (readonly string[])[]): void {
	save(new Blob([writeCsv(rows)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`)
}

export async function saveXlsx(name: string, rows: readonly (readonly string[])[]): Promise<void> {
	const { default: write } = await import('write-excel-file/universal')
	const cells = rows.map((row, i) =>
		row.map((cell) => ({ value: asText(cell), ...(i === 0 ? { fontWeight: 'bold' as const } : {}) }))
	)
	const columns = (rows[0] ?? []).map((_, i) => ({
		width: Math.min(40, Math.max(...rows.map((r) => (r[i] ?? '').length * 2 + 4)))
	}))
	save(await write(cells, { columns, stickyRowsCount: 1 }).toBlob(), `${name}.xlsx`)
}

/** Rejects where the app has no network and what writes .xlsx is not on this device yet. */
export async function saveRoster(sheet: RosterSheet): Promise<void> {
	const { rosterXlsx } = await import('../documents/rosterXlsx')
	save(await rosterXlsx(sheet), `${sheet.title}.xlsx`)
}

function save(blob: Blob, name: string): void {
	const url = URL.createObjectURL(blob)
	const link = document.createElement('a')
	link.href = url
	link.download = name
	link.click()
	// The browser has its own hold on the file once the click has been handled.
	setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
