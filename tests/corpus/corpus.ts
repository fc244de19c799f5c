/**
 * Tries the agreement on every PDF of a folder: `npm run corpus -- DIR [--json FILE]`. Examines, stamps, seals and verifies each,
 * asks other programs about the result, and prints one line for each file and the counts. Ends with 1 if any failed.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { createPdfWorker } from '../../src/core/agreement/worker/run-in-worker.ts'
import { makeSealKey } from '../../src/core/agreement/seal/make-seal-key.ts'
import { sealKeyOf } from '../../src/core/agreement/seal/seal-key.ts'
import { hasTool } from '../fixtures/tools.ts'
import { tryFile } from './try-file.ts'
import type { Trial } from './try-file.ts'

const WORKER = new URL('../../src/core/agreement/worker/worker.ts', import.meta.url)
const LIMITS = { timeMs: 20_000, memoryMb: 1024 }
/** Each lane has a PDF thread of its own. */
const LANES = 2

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true })
const [folder] = positionals
if (folder === undefined) {
  process.stderr.write('npm run corpus -- DIR [--json FILE]\n')
  process.exit(2)
}
const tools = (['qpdf', 'pdftoppm', 'pdftotext'] as const).filter((tool) => {
  if (hasTool(tool)) return true
  console.log(`${tool} is not installed: what it would say is left out.`)
  return false
})
const made = await makeSealKey({ organisation: 'Landkreis', commonName: 'Siegel' }, new Date())
const key = sealKeyOf(made.privateKey, made.certificate, [made.root])
const files = pdfsIn(folder)
const trials: Trial[] = []
await Promise.all(Array.from({ length: LANES }, lane))

const count = (outcome: Trial['outcome']) => trials.filter((trial) => trial.outcome === outcome).length
if (values.json) {
  const inOrder = trials.toSorted((a, b) => a.name.localeCompare(b.name))
  writeFileSync(values.json, `${JSON.stringify(inOrder, null, 2)}\n`)
}
const done = count('done') + count('copied')
console.log(`of those done, ${count('copied')} as a decrypted or repaired copy`)
console.log(`${done} done, ${count('refused')} refused, ${count('failed')} failed`)
process.exit(count('failed') > 0 ? 1 : 0)

function pdfsIn(where: string): string[] {
  return readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.pdf'))
    .map((entry) => relative(where, join(entry.parentPath, entry.name)))
    .toSorted()
    .toReversed()
}

async function lane(): Promise<void> {
  const pdf = createPdfWorker(WORKER, LIMITS)
  for (let name = files.pop(); name !== undefined; name = files.pop()) {
    const trial = await tryFile(join(folder ?? '', name), name, { pdf, key, tools })
    trials.push(trial)
    console.log(lineOf(trial))
  }
  await pdf.close()
}

function lineOf({ name, pages, outcome, what, ms }: Trial): string {
  const facts = `${String(pages).padStart(5)}  ${outcome.padEnd(7)}  ${String(Math.round(ms)).padStart(6)} ms`
  return `${name.padEnd(56)} ${facts}  ${what}`
}
