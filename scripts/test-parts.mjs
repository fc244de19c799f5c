/** The parts of `npm test`: each runs to its end and says how many checks passed, failed and were skipped. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { build } from './build.mjs'
import { root, run } from './child.mjs'
import { findElectron, whyNoWindow } from './electron.mjs'
import { provideBrowser, provideTools } from './tools.mjs'

const PART_LIMIT_MS = 20 * 60_000
const QUIET_STDIN = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout: PART_LIMIT_MS }

const PASSED = { passed: 1, failed: 0, skipped: 0, failures: [] }
const FAILED = { passed: 0, failed: 1, skipped: 0, failures: [] }
const oneCheck = (code) => (code === 0 ? PASSED : FAILED)

const say = (text) => process.stdout.write(`${text}\n`)
const tool = (...path) => join(root, 'node_modules', ...path)
const node = async (...args) => oneCheck(await run(process.execPath, args, QUIET_STDIN))

/** In the order in which they run. `needs` names the part without which one makes no sense. */
export const PARTS = [
  { name: 'lint', title: 'Lint', run: () => node(tool('oxlint', 'bin', 'oxlint'), '--deny-warnings') },
  {
    name: 'format',
    title: 'Format',
    run: () => node(tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'),
  },
  { name: 'typecheck', title: 'Types', run: () => node(join(root, 'scripts', 'typecheck.mjs')) },
  { name: 'build', title: 'Build', run: buildAll },
  { name: 'unit', title: 'Unit, acceptance, transport, adversarial', run: testCore },
  { name: 'demo', title: 'Demo: a whole evening on the command line', run: playDemo },
  { name: 'e2e', title: 'Pages in a real browser', needs: 'build', run: testPages },
  { name: 'electron', title: 'Electron shell', needs: 'build', run: testShell },
]

/** Which parts a word after `npm test --` stands for, besides each part's own name. */
export const GROUPS = { e2e: ['build', 'e2e'], electron: ['build', 'electron'] }

async function buildAll() {
  const { code, log } = await build()
  if (code !== 0) say(log)
  return oneCheck(code)
}

function testCore() {
  provideTools()
  return vitest('vitest.config.ts')
}

async function playDemo() {
  return inTemporaryFolder((folder) =>
    node(join(root, 'src', 'server', 'cli.ts'), 'demo', '--out', join(folder, 'demo')),
  )
}

async function testPages() {
  const browser = browserOrWord()
  return browser ? vitest('tests/e2e/vitest.config.ts', { CHROME_PATH: browser }) : FAILED
}

async function testShell() {
  const browser = browserOrWord()
  if (!browser) return FAILED
  const obstacle = findElectron() ? whyNoWindow()?.[1] : 'The Electron binary is not on this machine'
  if (obstacle)
    say(
      `${obstacle}: the real window is skipped, a stand-in takes its place and shows its pages in ${browser}.`,
    )
  const binary = obstacle ? '' : findElectron()
  return vitest('tests/electron/vitest.config.ts', { MAPPE_ELECTRON: binary, CHROME_PATH: browser })
}

/** Path of a browser, or null after saying that there is none. */
function browserOrWord() {
  const browser = provideBrowser()
  if (!browser)
    say(
      'No Chromium, Chrome or Edge was found and none could be fetched. Install one or name it in CHROME_PATH.',
    )
  return browser
}

function vitest(config, env = {}) {
  return inTemporaryFolder(async (folder) => {
    const report = join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const args = [tool('vitest', 'vitest.mjs'), 'run', '--config', config, ...reporters]
    // the same modules are loaded by many processes: hosts, calls of the command line, threads
    const cache = { NODE_COMPILE_CACHE: join(folder, 'compiled') }
    const code = await run(process.execPath, args, { ...QUIET_STDIN, env: { ...cache, ...env } })
    return countsOf(report, code)
  })
}

/** A file that could not be loaded counts as one failure, and so does a run that ends badly without saying why. */
function countsOf(report, code) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    const unloaded = testResults.filter(
      ({ status, message, assertionResults }) =>
        status === 'failed' && message && assertionResults.length === 0,
    )
    const failed = numFailedTests + unloaded.length
    return {
      passed: numPassedTests,
      failed: code === 0 ? failed : Math.max(failed, 1),
      skipped: numPendingTests + numTodoTests,
      failures: testResults.flatMap(failuresIn),
    }
  } catch {
    return FAILED
  }
}

/** Each failure in two lines: where, and the first that was said of it. A file that was not begun any more says nothing. */
function failuresIn({ name, status, message, assertionResults }) {
  if (status !== 'failed') return []
  const file = relative(root, name)
  if (assertionResults.length === 0) return message ? [sentenceOf(file, message)] : []
  return assertionResults
    .filter((each) => each.status === 'failed')
    .map(({ fullName, failureMessages }) => sentenceOf(`${file}: ${fullName}`, failureMessages[0]))
}

const sentenceOf = (where, message = '') => `${where}\n  ${message.split('\n').slice(0, 3).join(' ')}`

async function inTemporaryFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'mappe-test-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
