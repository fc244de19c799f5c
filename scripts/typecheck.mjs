/** Checks the types of every environment, two at a time; each tsconfig knows only what its environment has. */
import { join } from 'node:path'
import { root, run } from './child.mjs'
import { setUp } from './setup.mjs'

/** Those that take longest begin. */
const ENVIRONMENTS = ['tests', 'renderer', 'main', 'core', 'shared', 'service-worker']

await setUp()
const waiting = [...ENVIRONMENTS]
const failures = []
await Promise.all([checkWaiting(), checkWaiting()])
process.exitCode = failures.length > 0 ? 1 : 0

async function checkWaiting() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const { code, log } = await check(name)
    process.stdout.write(`tsconfig.${name}.json: ${code === 0 ? 'ok' : 'failed'}\n${log}`)
    if (code !== 0) failures.push(name)
  }
}

async function check(name) {
  const log = []
  const tool = join(root, 'node_modules', 'vue-tsc', 'bin', 'vue-tsc.js')
  const code = await run(process.execPath, [tool, '--noEmit', '-p', `tsconfig.${name}.json`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    onOutput: (text) => log.push(text),
  })
  return { code, log: log.join('') }
}
