// npm run duty: bundles the command line when it or the domain has changed, then runs it.
import { pathToFileURL } from 'node:url'
import { binary, ensureBinary, ensureDuty } from './ready.mjs'

const args = process.argv.slice(2)
const bundle = await ensureDuty()
if (args[0] === 'verify') await ensureBinary()
const { main } = await import(pathToFileURL(bundle).href)
process.exitCode = await main(args, binary)
