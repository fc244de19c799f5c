/** The work on PDFs that runs apart from the host, by name: it takes long, needs memory, and reads files from strangers. */
import { readAnchors } from '../reading/anchors.ts'
import { copyPdf } from '../preflight/copy.ts'
import { findFields } from '../reading/fields.ts'
import { markSpecimen } from '../preflight/specimen.ts'
import { makeOriginals } from '../stamp/originals.ts'
import type { OriginalsJob } from '../stamp/originals.ts'
import { inspectPdf } from '../preflight/preflight.ts'
import { scanKindOf } from '../preflight/scan.ts'
import { sealAgreement } from '../seal/seal-agreement.ts'
import type { SealJob } from '../seal/seal-agreement.ts'
import type { SealKey } from '../seal/seal-key.ts'
import { verifySeal } from '../seal/verify.ts'
import type { Report } from '../../work.ts'

export const pdfJobs = {
  inspect: ({ bytes }: { bytes: Uint8Array }) => inspectPdf(bytes),
  copy: ({ bytes, password }: { bytes: Uint8Array; password?: string | undefined }) =>
    copyPdf(bytes, password),
  'find-fields': ({ bytes, organisations }: { bytes: Uint8Array; organisations: readonly string[] }) =>
    findFields(bytes, organisations),
  'read-anchors': ({ bytes }: { bytes: Uint8Array }) => readAnchors(bytes),
  'check-scan': ({ bytes }: { bytes: Uint8Array }) => scanKindOf(bytes),
  originals: (job: OriginalsJob, report: Report) => makeOriginals(job, report),
  'mark-specimen': ({ bytes }: { bytes: Uint8Array }) => markSpecimen(bytes),
  seal: ({ job, key }: { job: SealJob; key: SealKey }, report: Report) => sealAgreement(job, key, report),
  verify: ({ bytes }: { bytes: Uint8Array }) => verifySeal(bytes),
}

type Jobs = typeof pdfJobs

/** Input and output of each job. Both cross to another thread, so they are plain values. */
export type PdfJobs = {
  [Name in keyof Jobs]: { input: Parameters<Jobs[Name]>[0]; output: Awaited<ReturnType<Jobs[Name]>> }
}

export type PdfJobName = keyof PdfJobs
