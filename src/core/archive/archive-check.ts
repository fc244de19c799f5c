/** Checks an archive from its bytes alone: the checksums of its files, the journal's chain, the sealed agreement. */
import { hash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { unzip } from 'fflate'
import { z } from 'zod'
import { MappeError } from '../../shared/errors.ts'
import type { PdfWorker } from '../agreement/worker/run-in-worker.ts'
import { VERDICT_SENTENCES, verdictOn } from '../agreement/seal/seal-verdict.ts'
import type { SealReport } from '../agreement/seal/seal-report.ts'
import { CHECKSUMS as SUMS, MANIFEST } from './archive-contents.ts'
import { isSealedName } from '../sealing/document-names.ts'
import { verifyJournal } from '../journal/verify.ts'

/** A sealed document: the agreement, or an accession to it. */
export type SealedFile = { name: string; seal: SealReport }

/** `faults` are German clauses, none for a whole archive; `journal` counts entries; `sealed` has the agreement first, then the accessions. */
export type ArchiveCheck = { files: number; journal: number; sealed: SealedFile[]; faults: string[] }

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
  const sealed = await sealedFiles(files, pdf)
  return {
    files: Object.keys(files).length,
    journal: chain.ok ? chain.entries : chain.goodEntries,
    sealed,
    faults: [
      ...sumFaults(files, Buffer.from(sums).toString('utf8')),
      ...manifestFaults(files, Buffer.from(sums).toString('utf8')),
      ...(chain.ok ? [] : [`das Journal ist ab Eintrag ${chain.firstBad} nicht in Ordnung`]),
      ...sealed.flatMap(sealFault),
      ...(chain.ok ? missingSeals(journal, sealed) : []),
      ...(chain.ok ? sealed.flatMap((file) => foreignProtocol(journal, file)) : []),
    ].map((fault) => fault.replace(/\.$/, '')),
  }
}

async function sealedFiles(files: Record<string, Uint8Array>, pdf: PdfWorker): Promise<SealedFile[]> {
  const names = Object.keys(files).filter(isSealedName)
  const sealed: SealedFile[] = []
  for (const name of names.toSorted(inOrder)) {
    const bytes = files[name]?.slice()
    if (bytes) sealed.push({ name, seal: await pdf.run('verify', { bytes }) })
  }
  return sealed
}

/** The agreement, then the accessions by their number. */
const inOrder = (a: string, b: string): number =>
  Number(a.startsWith('beitritt')) - Number(b.startsWith('beitritt')) ||
  a.localeCompare(b, 'de', { numeric: true })

function sealFault({ name, seal }: SealedFile): string[] {
  const verdict = verdictOn(seal)
  return verdict === 'good' ? [] : [`${name}: ${VERDICT_SENTENCES[verdict]}`]
}

const sealedEntry = z.object({
  type: z.literal('agreement-sealed'),
  payload: z.object({ seal: z.object({ sha256: z.string() }) }),
})

/** The journal names every file that was sealed: one that was taken out is missed even where the checksums were made anew. */
function missingSeals(journal: Uint8Array, sealed: readonly SealedFile[]): string[] {
  const there = new Set(sealed.map(({ seal }) => seal.sha256))
  const lines =
    Buffer.from(journal)
      .toString('utf8')
      .match(/^.*"type":"agreement-sealed",.*$/gm) ?? []
  return lines.flatMap((line) => {
    const { data } = sealedEntry.safeParse(JSON.parse(line))
    const sha256 = data?.payload.seal.sha256
    if (!sha256 || there.has(sha256)) return []
    return [`die gesiegelte Datei mit der Prüfsumme ${sha256.slice(0, 12)}… fehlt oder wurde ausgetauscht`]
  })
}

const entryHead = z.object({ seq: z.int(), hash: z.string() })

/** The protocol in the sealed file names the journal's head of its time; the journal of the archive must have come by there. */
function foreignProtocol(journal: Uint8Array, { name, seal: { protocol } }: SealedFile): string[] {
  const stated = protocol.status === 'covered' ? protocol.protocol.journal : null
  if (!stated) return []
  const line = Buffer.from(journal).toString('utf8').split('\n')[stated.entries - 1]
  const { data } = entryHead.safeParse(line && JSON.parse(line))
  if (data?.seq === stated.entries && data.hash === stated.headHash) return []
  return [`${name} nennt in seinem Protokoll einen Stand des Journals, den das Journal im Archiv nicht hat`]
}

function sumFaults(files: Record<string, Uint8Array>, text: string): string[] {
  const lines = text.split('\n').filter(Boolean)
  const named = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
  const wrong = [...named].flatMap(([name, sum]) => {
    const bytes = files[name]
    if (!bytes) return [`${name} fehlt`]
    return hash('sha256', bytes) === sum ? [] : [`${name} wurde verändert`]
  })
  const unnamed = Object.keys(files).filter((name) => !named.has(name) && name !== SUMS)
  return [...wrong, ...unnamed.map((name) => `${name} steht nicht in ${SUMS}`)]
}

/** Older archives have no such table. It must agree with the checksums; whether the files do is said elsewhere. */
function manifestFaults(files: Record<string, Uint8Array>, sums: string): string[] {
  const manifest = files[MANIFEST]
  if (!manifest) return []
  const stated = statedIn(Buffer.from(manifest))
  if (!stated) return [`${MANIFEST} ist nicht lesbar`]
  const wrong = stated.filter(({ Datei: name, 'SHA-256': sum }) => !sums.includes(`${sum}  ${name}\n`))
  return wrong.map(({ Datei: name }) => `${MANIFEST} nennt für ${name} eine andere Prüfsumme als ${SUMS}`)
}

const manifestRows = z.array(z.object({ Datei: z.string(), 'SHA-256': z.string() }))

function statedIn(manifest: Buffer) {
  try {
    return manifestRows.parse(parse(manifest, { bom: true, delimiter: ';', columns: true }))
  } catch {
    return null
  }
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
