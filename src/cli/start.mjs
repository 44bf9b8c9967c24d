// npm start: sets up what is missing, builds what has changed, runs the server with the demo office.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { binary, ensureBinary, root } from './ready.mjs'

await ensureBinary()
const server = spawn(
	binary,
	['serve', '--demo', '--dir', join(root, 'pocketbase/pb_data'), ...process.argv.slice(2)],
	{
		stdio: 'inherit'
	}
)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
	process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 1))
