import { defineConfig } from '@playwright/test'

/** Run by npm test, which names the browser. One worker: every test has a server and phones of its own. */
export default defineConfig({
	testDir: '.',
	outputDir: '../results/e2e',
	timeout: 90_000,
	expect: { timeout: 10_000 },
	workers: 1,
	retries: 0,
	forbidOnly: true,
	reporter: [['list'], ['json']]
})
