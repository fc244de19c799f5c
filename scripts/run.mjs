/** Sets up, then runs a TypeScript file under Node 24: `node scripts/run.mjs src/server/cli.ts demo --out demo`. stdout belongs to that file alone. */
import { resolve } from 'node:path'
import { buildWhenStale } from './build.mjs'
import { root, run } from './child.mjs'
import { setUp } from './setup.mjs'

await setUp()
const [file = '', ...rest] = process.argv.slice(2)
// what shows pages needs them as they are now
if (rest[0] === 'serve' || file.endsWith('bench.ts')) await buildWhenStale()
process.exitCode = await run(process.execPath, [resolve(root, file), ...rest])
