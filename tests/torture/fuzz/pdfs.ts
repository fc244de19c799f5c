/** Agreements that were damaged on their way: each is refused with a finding, or it can be sealed, and the seal holds. */
import * as fc from 'fast-check'
import { createPdfWorker } from '../../../src/core/agreement/worker/run-in-worker.ts'
import type { PdfWorker } from '../../../src/core/agreement/worker/run-in-worker.ts'
import { sealAgreement } from '../../../src/core/agreement/seal/seal-agreement.ts'
import type { SealKey } from '../../../src/core/agreement/seal/seal-key.ts'
import { verdictOn } from '../../../src/core/agreement/seal/seal-verdict.ts'
import { isMappeError } from '../../../src/shared/errors.ts'
import { agreementPdf, aSealJob, aSealKey, aStamp } from '../../fixtures/agreements.ts'
import { PDF_WORKER } from '../../fixtures/host-paths.ts'
import { damaged, damages } from './damage.ts'
import { PDFS_KEPT } from './kept.ts'
import { together, tryOut } from './report.ts'
import type { FuzzReport } from './report.ts'

const LIMITS = { timeMs: 20_000, memoryMb: 512 }
/** What a thread may answer for a file that keeps it too busy: a plain sentence follows from each. */
const GIVEN_UP = new Set<string>(['TIME_LIMIT', 'NOT_A_PDF'])

/** `count` files, damaged ones of three kinds; sealed ones are also damaged afterwards, and never found whole then. */
export async function fuzzPdfs(count: number, seed: number): Promise<FuzzReport> {
  const worker = createPdfWorker(PDF_WORKER, LIMITS)
  const key = await aSealKey()
  const whole = {
    classic: await agreementPdf([{ text: '{{Unterschrift: Jobcenter}}' }, { text: 'Anlage', rotation: 90 }]),
    packed: await agreementPdf([{ text: 'Vereinbarung' }, { crop: [20, 20, 500, 700] }], true),
  }
  const sealed = (await sealAgreement(aSealJob(whole.classic, { stamps: [aStamp()] }), key)).bytes
  const each = Math.ceil(count / 3)
  try {
    const reports: FuzzReport[] = []
    for (const [kind, bytes] of Object.entries(whole)) {
      const property = fc.asyncProperty(damages, (changes) =>
        refusedOrSealable(damaged(bytes, changes), worker, key),
      )
      reports.push(await tryOut(`pdf ${kind}`, property, { count: each, seed, kept: PDFS_KEPT[kind] ?? [] }))
    }
    const property = fc.asyncProperty(damages, (changes) => noticed(sealed, damaged(sealed, changes), worker))
    reports.push(await tryOut('pdf sealed', property, { count: each, seed, kept: PDFS_KEPT['sealed'] ?? [] }))
    return together(...reports)
  } finally {
    await worker.close()
  }
}

async function refusedOrSealable(bytes: Uint8Array, worker: PdfWorker, key: SealKey): Promise<void> {
  const inspection = await givingUp(worker.run('inspect', { bytes }))
  if (!inspection || inspection.verdict === 'refused') return
  const job = aSealJob(bytes, { stamps: [aStamp()] })
  const made = await givingUp(worker.run('seal', { job, key }))
  if (!made) return
  const verdict = verdictOn(await worker.run('verify', { bytes: made.bytes }))
  if (verdict !== 'good') throw new Error(`ready, sealed, and then ${verdict}`)
}

async function noticed(whole: Uint8Array, bytes: Uint8Array, worker: PdfWorker): Promise<void> {
  const report = await givingUp(worker.run('verify', { bytes }))
  if (!report || Buffer.compare(bytes, whole) === 0) return
  if (verdictOn(report) === 'good') throw new Error('changed after sealing, and found good')
}

/** Null for a refusal that has a sentence; throws for everything else. */
async function givingUp<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work
  } catch (error) {
    if (isMappeError(error) && (GIVEN_UP.has(error.code) || error.code.startsWith('PDF_'))) return null
    throw error
  }
}
