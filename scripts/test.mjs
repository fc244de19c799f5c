/**
 * `npm test`: sets up, runs every part even after one has failed, names what failed, and ends with one line of counts.
 * `npm test -- unit` (lint, format, typecheck, build, unit, demo, e2e, electron) runs single parts.
 */
import { fail, setUp } from './setup.mjs'

await setUp()
// after the set-up: the parts need what it installs
const { GROUPS, PARTS } = await import('./test-parts.mjs')

const results = new Map()
for (const part of chosenParts(process.argv.slice(2))) results.set(part.name, await runPart(part))
const sum = (kind) => [...results.values()].reduce((total, counts) => total + counts[kind], 0)
process.exitCode = sum('failed') > 0 ? 1 : 0
for (const [name, { failed, failures }] of results) {
  if (failed > 0) process.stdout.write(`\nFailed in ${name}:\n${failures.join('\n')}\n`)
}
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)

function chosenParts(words) {
  if (words.length === 0) return PARTS
  const names = words.flatMap((word) => GROUPS[word] ?? [word])
  const known = PARTS.map(({ name }) => name)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) fail(`Unbekannt: ${unknown.join(', ')}`, `npm test -- [${known.join(' | ')}]`)
  return PARTS.filter(({ name }) => names.includes(name))
}

async function runPart({ title, needs, run }) {
  process.stdout.write(`\n── ${title} ${'─'.repeat(Math.max(0, 72 - title.length))}\n`)
  if (needs && results.get(needs)?.failed) {
    process.stdout.write(`Not run: without the ${needs} there is nothing to test.\n`)
    return { passed: 0, failed: 1, skipped: 0, failures: [] }
  }
  const startedAt = Date.now()
  const counts = await run()
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  const { passed, failed, skipped } = counts
  process.stdout.write(
    `${title}: ${failed ? 'FAILED' : 'ok'} (${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s)\n`,
  )
  return counts
}
