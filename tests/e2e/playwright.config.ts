import { defineConfig } from '@playwright/test'

/** Run by npm test, which names the browser. Every test has a server and phones of its own, so files run side by side. */
export default defineConfig({
	testDir: '.',
	outputDir: '../results/e2e',
	timeout: 150_000,
	// Most things are there within a second; a busy machine is no mistake.
	expect: { timeout: 20_000 },
	workers: 2,
	retries: 0,
	forbidOnly: true,
	projects: [
		{ name: 'together', testIgnore: '**/twoPhones.spec.ts' },
		// It holds a second between two phones to a limit, which is the product's only while nobody else has the processor.
		{ name: 'alone', testMatch: '**/twoPhones.spec.ts', dependencies: ['together'] }
	],
	reporter: [['list'], ['json']]
})
