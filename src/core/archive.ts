/** The final archive: one ZIP with everything that has to be kept, readable without this program. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zip } from 'fflate'
import type { AsyncZippable } from 'fflate'
import { statesOf } from '../shared/domain/accession.ts'
import type { Agreement } from '../shared/domain/agreement.ts'
import { originalsOf, scansOf, signedOriginals } from '../shared/domain/originals.ts'
import type { State } from '../shared/domain/state.ts'
import { attendanceCsv } from './attendance.ts'
import { auditReport } from './audit-report.ts'
import type { CoreParts } from './core-parts.ts'
import { fileNames } from './document-names.ts'
import { writeFileDurably } from './durable-file.ts'
import { longTime } from './documents/german-dates.ts'
import { originalScans } from './original-scans.ts'
import { makeDocument } from './paper.ts'
import type { NamedFile } from './paper.ts'
import { TIME_ZONE } from './sealing.ts'

/** Makes the archive and lays it down in the data folder's `documents`. File names carry no umlauts. */
export async function makeArchive(parts: CoreParts): Promise<NamedFile> {
  // what comes meanwhile is not in it: journal, count and hash belong to one moment
  const { seq, hash, bytes: length } = parts.handler.journal.head
  const journal = (await readFile(parts.folder.journal)).subarray(0, length)
  const kept = { ...(await archiveFiles(parts)), 'journal.jsonl': journal }
  const about = readme(parts, Object.keys(kept), `${seq} Einträge, letzter Hash ${hash}`)
  const files: Record<string, Uint8Array> = { ...kept, 'LIESMICH.txt': Buffer.from(about) }
  const sums = Object.entries(files).map(([name, bytes]) => `${sha256(bytes)}  ${name}`)
  const bytes = await zipped({ ...files, 'SHA256SUMS.txt': Buffer.from(`${sums.join('\n')}\n`) })
  const fileName = `archiv-${parts.handler.state.ceremony?.date ?? 'ohne-datum'}.zip`
  await writeFileDurably(join(parts.folder.documents, fileName), bytes)
  return { bytes, fileName }
}

async function archiveFiles(parts: CoreParts): Promise<Record<string, Uint8Array>> {
  const { state } = parts.handler
  const files: Record<string, Uint8Array> = {}
  for (const [document, { agreement }] of statesOf(state).entries()) {
    if (agreement) Object.assign(files, await documentFiles(parts, agreement, document))
    for (const { fileName, bytes } of await originalScans(parts, document)) files[fileName] = bytes
  }
  files['anwesenheitsliste.pdf'] = (await makeDocument(parts, 'attendance-list')).bytes
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

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function zipped(files: Record<string, Uint8Array>): Promise<Uint8Array> {
  const contents: AsyncZippable = files
  return new Promise((resolve, reject) => {
    zip(contents, { level: 6 }, (error, bytes) => (error ? reject(error) : resolve(bytes)))
  })
}

function readme({ handler, options }: CoreParts, names: string[], journal: string): string {
  const { ceremony } = handler.state
  const lines = [
    `Archiv der Veranstaltung: ${ceremony?.title ?? ''}`,
    `${ceremony?.date ?? ''}, ${ceremony?.room ?? ''}`,
    '',
    'Inhalt:',
    ...names.map((name) => `  ${name}  ${contentOf(name)}`.trimEnd()),
    '',
    'SHA256SUMS.txt nennt die Prüfsumme jeder Datei; prüfen mit: sha256sum -c SHA256SUMS.txt',
    ...sealLines(handler.state),
    `Journal: ${journal}`,
    ...originalLines(handler.state),
    '',
    'Die gezeichneten Unterschriften sind einfache elektronische Signaturen; sie ersetzen nicht die Schriftform.',
    'Das Siegel zeigt, dass die Datei seit dem Siegeln unverändert ist. Es zeigt nicht, wer unterschrieben hat.',
    '',
    `Erstellt mit Unterschriftenmappe ${options.version}.`,
  ]
  return `${lines.join('\r\n')}\r\n`
}

function sealLines(state: State): string[] {
  const seals = statesOf(state).flatMap(({ agreement }) => agreement?.seal ?? [])
  const fingerprints = [...new Set(seals.map(({ certificateFingerprint }) => certificateFingerprint))]
  return fingerprints.map((fingerprint) => `Zertifikat des Siegels, SHA-256: ${fingerprint}`)
}

const originalLines = (state: State): string[] =>
  statesOf(state).flatMap((each) =>
    signedOriginals(each).map(({ number, at }) => {
      const scan = scansOf(each)[number]
      const signed = `${each.agreement?.accession ? `Beitritt ${each.agreement.accession}, ` : ''}Papieroriginal ${number} von ${originalsOf(each)}: eigenhändig unterschrieben, vermerkt ${longTime(at, TIME_ZONE)}`
      return scan ? `${signed}; Scan „${scan.fileName}“, SHA-256 ${scan.sha256}` : signed
    }),
  )

const ACCESSION = /^beitritt-(\d+)-(.+)$/

function contentOf(name: string): string {
  const [, number, what] = ACCESSION.exec(name) ?? []
  if (name.includes('-scan.')) return '– Scan eines unterschriebenen Papieroriginals'
  if (!number || !what) return CONTENTS[name] ?? ''
  return `– Beitritt Nr. ${number}: ${ACCESSION_CONTENTS[what] ?? ''}`
}

const ACCESSION_CONTENTS: Record<string, string> = {
  'erklaerung.pdf': 'die Beitrittserklärung vor den Unterschriften',
  'gesiegelt.pdf': 'mit Unterschriften, Protokoll und Siegel',
  'zeichnungsprotokoll.pdf': 'wer für wen unterschrieben hat',
  'zeichnungsprotokoll.json': 'dasselbe als Daten, Stand des Archivs',
}

const CONTENTS: Record<string, string> = {
  'vereinbarung-original.pdf': '– die Vereinbarung, wie sie vorlag',
  'vereinbarung-quelle.pdf':
    '– die Vereinbarung, unverändert; unterschrieben wurde auf dem Unterschriftenblatt',
  'vereinbarung-quelle-lesbar.pdf': '– dieselbe, entschlüsselt, zum Lesen ohne Kennwort',
  'vereinbarung-eingereicht.pdf':
    '– die Vereinbarung, wie sie eingereicht wurde: geschützt oder beschädigt, unverändert',
  'vereinbarung-kopie.pdf': '– die entschlüsselte oder reparierte Kopie davon, vor den Unterschriften',
  'unterschriftenblatt.pdf': '– das Unterschriftenblatt vor den Unterschriften',
  'vereinbarung-gesiegelt.pdf': '– mit Unterschriften, Protokoll und Siegel',
  'zeichnungsprotokoll.pdf': '– wer für wen unterschrieben hat',
  'zeichnungsprotokoll.json': '– dasselbe als Daten, Stand des Archivs',
  'anwesenheitsliste.pdf': '– wer da war',
  'anwesenheitsliste.csv': '– dasselbe als Tabelle',
  'journal.jsonl': '– alle Vorgänge, als Hash-Kette',
}
