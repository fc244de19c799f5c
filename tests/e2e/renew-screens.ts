/** `npm run screens`: keeps the surfaces as they look now; look at what `git diff` shows before it is committed. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', 'tests/e2e/vitest.config.ts', 'tests/e2e/accessible-walk.e2e.ts'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, RENEW_SCREENS: '1' } },
)
process.exitCode = status ?? 1
