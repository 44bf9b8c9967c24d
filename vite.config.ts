import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vitest/config'
import { handbook } from './src/handbook/plugin.js'

/** Where `npm run dev` finds the server program; the same address `npm start` answers on. */
const server = process.env['ZHIBAN_SERVER'] ?? 'http://127.0.0.1:8090'

export default defineConfig({
	plugins: [handbook, tailwindcss(), sveltekit()],
	build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
	server: {
		host: '127.0.0.1',
		proxy: { '/api': server, '/_/': server }
	},
	test: {
		projects: [
			{
				extends: true,
				test: { name: 'unit', include: ['src/**/*.test.ts', 'tests/vectors/*.test.ts'], environment: 'node' }
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
