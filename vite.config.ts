import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { handbook } from './src/handbook/plugin.js'
import { icons } from './src/lib/ui/iconsPlugin.js'

/** Where `npm run dev` finds the server program; the same address `npm start` answers on. */
const server = process.env['ZHIBAN_SERVER'] ?? 'http://127.0.0.1:8090'

/** What nobody needs without a network: the gallery, what an administrator does by day, turning push on, and what reads and writes spreadsheets. Phones do not keep it ahead. */
const later = [
	'/src/domain/catalogue/read.ts',
	'/src/routes/gallery/',
	'/src/routes/health/Health.svelte',
	'/src/routes/policies/Policies.svelte',
	'/src/routes/roll-call/RollCall.svelte',
	'/src/routes/channels/Channels.svelte',
	'/src/lib/state/push.svelte.ts',
	'/src/lib/ui/PushPanel.svelte',
	'/src/routes/me/Push.svelte',
	'/src/routes/(desk)/AskPush.svelte',
	'/src/routes/catalogue/coverage/Coverage.svelte',
	'/src/routes/people/Devices.svelte',
	'/src/routes/setup/people/Staff.svelte',
	// Shown there and in the gallery only, so in files of their own.
	'/src/lib/ui/CoverageMatrix.svelte',
	'/src/lib/ui/PolicyLine.svelte',
	'/src/lib/ui/PolicyView.svelte',
	'/src/lib/ui/RuleList.svelte',
	'/src/routes/roster/import/Import.svelte',
	'/src/routes/roster/plan/Plan.svelte',
	'/src/routes/roster/rules/Rules.svelte',
	'/node_modules/read-excel-file/',
	'/node_modules/unzipper-esm/',
	'/node_modules/fflate/',
	'/node_modules/saxen/',
	'/node_modules/write-excel-file/'
]

/** What the first screen needs, with all that it imports: in one file, for each file more costs a slow phone time. */
const first =
	/\/src\/routes\/(\(desk\)\/)?\+(layout|page)\.(svelte|ts)$|\/kit\/src\/runtime\/client\/(client|entry)\.js$/

/** What a tap on a row opens, likewise. */
const incident = /\/src\/routes\/\(desk\)\/incidents\/\[id\]\/\+page\.svelte$/

/**
 * Cuts the app into files: the first screen's, and those that the service worker leaves out, which get a folder of their
 * own.
 */
const cut: Plugin = {
	name: 'cut',
	outputOptions(options) {
		const usual = options.chunkFileNames
		if (typeof usual !== 'string' || !usual.includes('/immutable/')) return null
		const chunkFileNames: typeof options.chunkFileNames = ({ moduleIds }) => {
			// What shares a chunk is loaded by the same screens.
			const aside = moduleIds.some((id) => later.some((place) => id.includes(place)))
			return aside ? usual.replace('/chunks/', '/later/') : usual
		}
		return {
			...options,
			chunkFileNames,
			codeSplitting: {
				groups: [
					{ name: 'first', test: first },
					{ name: 'incident', test: incident }
				]
			}
		}
	}
}

/**
 * Has V8 compile a whole file while it is read, beside the page's own thread, and not function by function on that thread
 * as each is first called. Chromium 156 keeps no compiled code of what a service worker answers: without this an installed
 * app compiles all anew at each opening. Other browsers see a comment. It must be the file's first line, thus last of all.
 */
const compiledAhead: Plugin = {
	name: 'compiled-ahead',
	enforce: 'post',
	generateBundle: {
		order: 'post',
		handler(_options, bundle) {
			for (const file of Object.values(bundle))
				if (file.type === 'chunk' && file.moduleIds.some((id) => first.test(id) || incident.test(id)))
					file.code = '//# allFunctionsCalledOnLoad\n' + file.code
		}
	}
}

export default defineConfig({
	plugins: [handbook, icons, tailwindcss(), sveltekit(), cut, compiledAhead],
	// Its own entry leads to a file for browsers before 2018: larger and slower.
	resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
	worker: { format: 'es' }, // the worker that opens documents loads the reader it needs
	build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
	server: {
		host: '127.0.0.1',
		proxy: { '/api': server, '/_/': server }
	},
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['src/**/*.test.ts', 'tests/vectors/*.test.ts'],
					environment: 'node',
					testTimeout: 20_000 // most take milliseconds; a machine with other work must not fail one
				}
			},
			{
				extends: true,
				test: {
					name: 'server',
					include: ['tests/server/*.test.ts'],
					environment: 'node',
					testTimeout: 60_000,
					hookTimeout: 60_000,
					fileParallelism: false
				}
			}
		]
	}
})
