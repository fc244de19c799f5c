/** One PDF through the whole of it: examined, stamped on its pages, sealed, verified, and looked at by other programs. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { examinePdf } from '../../src/core/agreement/preflight/examination.ts'
import type { PdfWorker } from '../../src/core/agreement/worker/run-in-worker.ts'
import type { Statement } from '../../src/core/agreement/seal/seal-agreement.ts'
import type { SealKey } from '../../src/core/agreement/seal/seal-key.ts'
import type { Stamp } from '../../src/core/agreement/stamp/stamp-job.ts'
import { isMappeError } from '../../src/shared/errors.ts'
import { outlineOf } from '../../src/shared/ink.ts'
import { longSignature } from '../fixtures/handwriting.ts'
import { complaintOf } from './second-opinions.ts'
import type { JudgingTool } from './second-opinions.ts'

/** `copied`: done with a decrypted or repaired copy. `what` is the finding that refuses, the warnings of a file that is done, or what went wrong. */
export type Trial = {
  name: string
  pages: number
  outcome: 'done' | 'copied' | 'refused' | 'failed'
  what: string
  ms: number
}

export type Bench = { pdf: PdfWorker; key: SealKey; tools: readonly JudgingTool[] }

/** Pages beyond this one get no stamp. */
const MOST_STAMPS = 60
const INK = outlineOf(longSignature(100))
const STATEMENT: Statement = {
  document: 'agreement',
  title: 'Probe',
  about: null,
  journal: null,
  signatories: [],
}
const SEAL = { name: 'Landkreis', reason: 'Probe', location: 'Tübingen', at: '2017-02-21T17:42:00Z' }

/** Never throws: whatever happens is the outcome. `ms` is our own work, without that of the other programs. */
export async function tryFile(path: string, name: string, bench: Bench): Promise<Trial> {
  const original = new Uint8Array(await readFile(path))
  const startedAt = performance.now()
  const trial = { name, pages: 0, ms: 0 }
  try {
    const { verdict, findings, pages, copy } = await examinePdf(bench.pdf, original)
    trial.pages = pages.length
    const codes = (severity: string) => findings.filter((one) => one.severity === severity).map(nameOf)
    if (verdict === 'refused')
      return { ...trial, outcome: 'refused', what: codes('refuse').join(', '), ms: since(startedAt) }
    if (verdict === 'ready' && copy) await sealAndVerify(copy.bytes, pages.length, bench)
    const agreed = verdict === 'copy' && copy ? copy.bytes : original
    const sealed = await sealAndVerify(agreed, pages.length, bench)
    trial.ms = since(startedAt)
    const complaint = await judge(original, sealed, pages.length, bench.tools)
    const outcome = complaint ? 'failed' : verdict === 'copy' ? 'copied' : 'done'
    return { ...trial, outcome, what: complaint ?? codes('warn').join(', ') }
  } catch (error) {
    return { ...trial, outcome: 'failed', what: reasonOf(error), ms: since(startedAt) }
  }
}

const nameOf = ({ code }: { code: string }) => code
const since = (startedAt: number) => performance.now() - startedAt

function reasonOf(error: unknown): string {
  if (!isMappeError(error)) return String(error)
  return `${error.code} ${JSON.stringify(error.data)} ${error.message.split('\n')[0] ?? ''}`
}

async function sealAndVerify(original: Uint8Array, pages: number, { pdf, key }: Bench): Promise<Uint8Array> {
  const stamps = Array.from({ length: Math.min(pages, MOST_STAMPS) }, (_, page) => stampOn(page))
  const job = {
    original,
    stamps,
    marginNote: 'Siegelprobe',
    statement: STATEMENT,
    seal: SEAL,
    timeZone: 'Europe/Berlin',
  }
  const { bytes } = await pdf.run('seal', { job, key })
  const { seals, protocol } = await pdf.run('verify', { bytes })
  if (seals.length !== 1 || !seals[0]?.intact || !seals[0].wholeFile)
    throw new Error('the seal is not intact')
  if (protocol.status !== 'covered') throw new Error('what is stated cannot be read')
  return bytes
}

const stampOn = (page: number): Stamp => ({
  page,
  box: { x: 0.55, y: 0.8, width: 0.36, height: 0.1 },
  ink: INK,
  name: 'Dr. Jörg Weiß',
  function: 'Oberbürgermeister',
  organisation: 'Universitätsstadt Tübingen',
  capacity: 'in-office',
  place: 'Tübingen',
  signedAt: SEAL.at,
})

async function judge(
  original: Uint8Array,
  sealed: Uint8Array,
  pages: number,
  tools: readonly JudgingTool[],
): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-corpus-'))
  try {
    const files = { before: join(folder, 'before.pdf'), after: join(folder, 'after.pdf') }
    await writeFile(files.before, original)
    await writeFile(files.after, sealed)
    return await complaintOf(files, pages, tools)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
