import y2024 from 'chinese-days/dist/years/2024.json' with { type: 'json' }
import y2025 from 'chinese-days/dist/years/2025.json' with { type: 'json' }
import y2026 from 'chinese-days/dist/years/2026.json' with { type: 'json' }

/**
 * A State Council notice on a year's holidays: the days off, weekends among them, and the make-up workdays, each with its
 * name. It may speak of the last days of December before.
 */
export interface Notice {
	year: number
	holidays: Readonly<Record<string, string>>
	workdays: Readonly<Record<string, string>>
}

/** As the package has them: "Spring Festival,春节,4". Another year is another line here. */
export const notices: readonly Notice[] = [
	{ year: 2024, ...y2024 },
	{ year: 2025, ...y2025 },
	{ year: 2026, ...y2026 }
]
