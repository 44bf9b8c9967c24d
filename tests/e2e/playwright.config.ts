import { defineConfig } from '@playwright/test'

/** Run by npm test, which names the browser. Every test has a server and phones of its own, so files run side by side. */
export default defineConfig({
	testDir: '.',
	outputDir: '../results/e2e',
	timeout: 90_000,
	expect: { timeout: 10_000 },
	workers: 2,
	retries: 0,
	forbidOnly: true,
	reporter: [['list'], ['json']]
})
