// npm run dev: the server with the demo office, and Vite with hot reload in front of it.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { binary, ensureBinary, root } from './ready.mjs'

await ensureBinary()
const data = join(root, 'pocketbase/pb_data')
const server = spawn(binary, ['serve', '--demo', '--clock-control', '--dir', data], { stdio: 'inherit' })
const vite = spawn(
	process.execPath,
	[join(root, 'node_modules/vite/bin/vite.js'), 'dev', ...process.argv.slice(2)],
	{
		cwd: root,
		stdio: 'inherit'
	}
)
const end = () => {
	vite.kill()
	server.kill('SIGTERM')
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
vite.on('exit', end)
server.on('exit', (code) => {
	vite.kill()
	process.exit(code ?? 1)
})
