import type { Category, Level } from '../event'

/** From this many on, a level is reached; any one suffices and the highest counts. */
export interface Step {
	level: Level
	deaths: number
	seriousInjuries: number
	lossYuan: number
}

export interface Thresholds {
	/** Highest first. Whoever reaches none of them, with a figure, is 一般. */
	steps: readonly Step[]
	/** Where the missing are counted with the dead. */
	missingCount: readonly Category[]
	/** The only categories that get a level by figures. */
	applies: readonly Category[]
}

/** 国务院令第493号 第三条 ("以上" includes the number). An office's own numbers take their place. */
export const order493: Thresholds = {
	steps: [
		{ level: 1, deaths: 30, seriousInjuries: 100, lossYuan: 100_000_000 },
		{ level: 2, deaths: 10, seriousInjuries: 50, lossYuan: 50_000_000 },
		{ level: 3, deaths: 3, seriousInjuries: 10, lossYuan: 10_000_000 }
	],
	missingCount: ['自然灾害'],
	applies: ['事故灾难', '自然灾害']
}
