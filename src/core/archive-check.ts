/** Checks an archive from its bytes alone: the checksums of its files, the journal's chain, the sealed agreement. */
import { createHash } from 'node:crypto'
import { unzip } from 'fflate'
import { MappeError } from '../shared/errors.ts'
import type { PdfWorker } from './agreement/run-in-worker.ts'
import { VERDICT_SENTENCES, verdictOn } from './agreement/seal-verdict.ts'
import type { SealReport } from './agreement/verify.ts'
import { verifyJournal } from './journal/verify.ts'

/** `faults` are German clauses, none for a whole archive; `journal` counts entries; `seal` is null where nothing was sealed. */
export type ArchiveCheck = { files: number; journal: number; seal: SealReport | null; faults: string[] }

const SUMS = 'SHA256SUMS.txt'
const SEALED = 'vereinbarung-gesiegelt.pdf'
const JOURNAL = 'journal.jsonl'
const MOST_BYTES = 2 * 1024 ** 3

/** By its first bytes: a ZIP. */
export const isArchive = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PK\u0003\u0004'

/** @throws MappeError ARCHIVE_DAMAGED for a ZIP that cannot be unpacked or is none of ours. */
export async function verifyArchive(bytes: Uint8Array, pdf: PdfWorker): Promise<ArchiveCheck> {
  const files = await unpacked(bytes)
  const sums = files[SUMS]
  const journal = files[JOURNAL]
  if (!sums || !journal) throw new MappeError('ARCHIVE_DAMAGED', {}, 'no sums or no journal')
  const chain = await verifyJournal(Buffer.from(journal))
  const sealed = files[SEALED]
  const seal = sealed ? await pdf.run('verify', { bytes: sealed.slice() }) : null
  return {
    files: Object.keys(files).length,
    journal: chain.ok ? chain.entries : chain.goodEntries,
    seal,
    faults: [
      ...sumFaults(files, Buffer.from(sums).toString('utf8')),
      ...(chain.ok ? [] : [`das Journal ist ab Eintrag ${chain.firstBad} nicht in Ordnung`]),
      ...(seal && verdictOn(seal) !== 'good' ? [`${SEALED}: ${VERDICT_SENTENCES[verdictOn(seal)]}`] : []),
    ].map((fault) => fault.replace(/\.$/, '')),
  }
}

function sumFaults(files: Record<string, Uint8Array>, text: string): string[] {
  const lines = text.split('\n').filter(Boolean)
  const named = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
  const wrong = [...named].flatMap(([name, sum]) => {
    const bytes = files[name]
    if (!bytes) return [`${name} fehlt`]
    return createHash('sha256').update(bytes).digest('hex') === sum ? [] : [`${name} wurde verändert`]
  })
  const unnamed = Object.keys(files).filter((name) => !named.has(name) && name !== SUMS)
  return [...wrong, ...unnamed.map((name) => `${name} steht nicht in ${SUMS}`)]
}

function unpacked(bytes: Uint8Array): Promise<Record<string, Uint8Array>> {
  let total = 0
  const filter = ({ originalSize }: { originalSize: number }) => (total += originalSize) <= MOST_BYTES
  return new Promise((resolve, reject) => {
    unzip(bytes, { filter }, (error, files) => {
      if (error) reject(new MappeError('ARCHIVE_DAMAGED', {}, String(error), { cause: error }))
      else resolve(files)
    })
  })
}
