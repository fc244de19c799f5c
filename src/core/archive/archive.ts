/** The final archive: one ZIP with everything that has to be kept, readable without this program. */
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { statesOf } from '../../shared/domain/signing/accession.ts'
import type { Agreement } from '../../shared/domain/signing/agreement.ts'
import { CHECKSUMS, contentsTable, MANIFEST, README, readme } from './archive-contents.ts'
import { shownLogo } from '../appearance/appearance.ts'
import { attendanceCsv } from '../door/attendance.ts'
import { auditReport } from '../sealing/audit-report.ts'
import type { CoreParts } from '../core-parts.ts'
import { fileNames } from '../sealing/document-names.ts'
import { linesOf, openedLine } from '../journal/entry-seal.ts'
import { originalScans } from '../sealing/original-scans.ts'
import { makeDocument } from '../sealing/paper.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { TIME_ZONE } from '../sealing/sealing.ts'
import { zipped } from './zipped.ts'
import { partOf, UNWATCHED } from '../work.ts'
import type { Work } from '../work.ts'

/**
 * Makes the archive and lays it down in the data folder's `documents`; `entries`: how far its journal goes. File names carry no umlauts.
 * Called off, it leaves none there but one of before, and rejects with the signal's reason.
 */
export async function makeArchive(
  parts: CoreParts,
  work: Work = UNWATCHED,
): Promise<NamedFile & { entries: number }> {
  // what comes meanwhile is not in it: journal, count and hash belong to one moment
  const { head, bytes: journal } = await journalNow(parts)
  const kept = { ...(await archiveFiles(parts, partOf(work, 0, 0.7))), 'journal.jsonl': journal }
  const files: Record<string, Uint8Array> = {
    ...kept,
    [README]: readme(parts, Object.keys(kept), head),
    [MANIFEST]: contentsTable(kept),
  }
  const sums = Object.entries(files).map(([name, bytes]) => `${hash('sha256', bytes)}  ${name}`)
  work.report(0.8)
  const bytes = await zipped({ ...files, [CHECKSUMS]: Buffer.from(`${sums.join('\n')}\n`) }, work.signal)
  work.report(0.95)
  const fileName = `archiv-${parts.handler.state.ceremony?.date ?? 'ohne-datum'}.zip`
  // from here on it takes no longer than to write it, which is done whole or not at all
  await parts.folder.files.write(join(parts.folder.documents, fileName), bytes)
  work.report(1)
  return { bytes, fileName, entries: head.seq }
}

/** The archive is for everybody who gets it: nothing in it is sealed, also where the folder is. */
async function journalNow({ handler, folder }: CoreParts) {
  const { head } = handler.journal
  const { bytes } = await handler.journal.linesAfter(0, head.seq)
  const { key } = folder.files
  const plain = key ? Buffer.concat(Array.from(linesOf(bytes), (line) => openedLine(line, key))) : bytes
  return { head, bytes: plain }
}

async function archiveFiles(parts: CoreParts, work: Work): Promise<Record<string, Uint8Array>> {
  const { state } = parts.handler
  const files: Record<string, Uint8Array> = {}
  const states = statesOf(state)
  const papers = partOf(work, 0, 0.5)
  for (const [document, { agreement }] of states.entries()) {
    papers.report(document / states.length)
    work.signal?.throwIfAborted()
    if (agreement) Object.assign(files, await documentFiles(parts, agreement, document))
    for (const { fileName, bytes } of await originalScans(parts, document)) files[fileName] = bytes
  }
  if (state.appearance.logo) files['logo.png'] = await shownLogo(parts)
  files['anwesenheitsliste.pdf'] = (
    await makeDocument(parts, 'attendance-list', {}, partOf(work, 0.5, 1))
  ).bytes
  files['anwesenheitsliste.csv'] = attendanceCsv(state, TIME_ZONE)
  return files
}

/** One document as it was before the signatures, as it was sealed, and its protocol. */
async function documentFiles(parts: CoreParts, agreement: Agreement, document: number) {
  const names = fileNames(document)
  const report = await auditReport(parts, { document })
  const files: Record<string, Uint8Array> = {
    ...(await unsignedFiles(parts, agreement, names.unsigned)),
    [names.auditTrail]: (await makeDocument(parts, 'audit-trail', { document })).bytes,
    [names.auditData]: Buffer.from(JSON.stringify(report, null, 2)),
  }
  if (agreement.seal)
    files[names.sealed] = (await makeDocument(parts, 'sealed-agreement', { document })).bytes
  return files
}

/** What was agreed, and the signature sheet where that file could not be signed itself. */
async function unsignedFiles(
  { blobs }: CoreParts,
  { sha256, source, copyOf, accession }: Agreement,
  name: string,
): Promise<Record<string, Uint8Array>> {
  const signed = await blobs.getBlob(sha256)
  if (copyOf)
    return {
      'vereinbarung-eingereicht.pdf': await blobs.getBlob(copyOf.sha256),
      'vereinbarung-kopie.pdf': signed,
    }
  if (!source || accession !== null) return { [name]: signed }
  return {
    'vereinbarung-quelle.pdf': await blobs.getBlob(source.sha256),
    ...(source.readAs && { 'vereinbarung-quelle-lesbar.pdf': await blobs.getBlob(source.readAs) }),
    'unterschriftenblatt.pdf': signed,
  }
}
