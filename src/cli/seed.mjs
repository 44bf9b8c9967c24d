// npm run seed: a fresh demo office for npm start. What was there before is set aside, not deleted.
import { existsSync, renameSync } from 'node:fs'
import { join, relative } from 'node:path'
import { spawn } from 'node:child_process'
import { binary, ensureBinary, fail, root } from './ready.mjs'

await ensureBinary()
const data = join(root, 'pocketbase/pb_data')
if (existsSync(data)) {
	const aside = `${data}.${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}`
	renameSync(data, aside)
	console.log(`原来的数据移到了 ${relative(root, aside)}`)
}
// Any free port will do: the server only has to come up once.
const server = spawn(binary, ['serve', '--demo', '--dir', data, '--http', '127.0.0.1:0'], {
	stdio: ['ignore', 'pipe', 2]
})
server.stdout?.on('data', (text) => {
	if (text.toString().includes('已启动')) server.kill('SIGTERM')
})
server.on('exit', (code) => {
	if (code !== 0) fail('演示数据没有建成')
	console.log('新的演示单位已建好，npm start 启动')
})
