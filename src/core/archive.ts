/** The final archive: one ZIP with everything that has to be kept, readable without this program. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zip } from 'fflate'
import type { AsyncZippable } from 'fflate'
import type { Agreement } from '../shared/domain/agreement.ts'
import { originalsOf, scansOf, signedOriginals } from '../shared/domain/originals.ts'
import type { State } from '../shared/domain/state.ts'
import { attendanceCsv } from './attendance.ts'
import { auditReport } from './audit-report.ts'
import type { CoreParts } from './core-parts.ts'
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
  if (state.agreement) {
    Object.assign(files, await agreementFiles(parts, state.agreement))
    files['zeichnungsprotokoll.pdf'] = (await makeDocument(parts, 'audit-trail', 1)).bytes
    files['zeichnungsprotokoll.json'] = Buffer.from(JSON.stringify(await auditReport(parts), null, 2))
  }
  if (state.agreement?.seal) {
    files['vereinbarung-gesiegelt.pdf'] = (await makeDocument(parts, 'sealed-agreement', 1)).bytes
  }
  for (const { fileName, bytes } of await originalScans(parts)) files[fileName] = bytes
  files['anwesenheitsliste.pdf'] = (await makeDocument(parts, 'attendance-list', 1)).bytes
  files['anwesenheitsliste.csv'] = attendanceCsv(state, TIME_ZONE)
  return files
}

/** What was agreed, and the signature sheet where that file could not be signed itself. */
async function agreementFiles({ blobs }: CoreParts, { sha256, source }: Agreement) {
  const signed = await blobs.getBlob(sha256)
  if (!source) return { 'vereinbarung-original.pdf': signed }
  return { 'vereinbarung-quelle.pdf': await blobs.getBlob(source.sha256), 'unterschriftenblatt.pdf': signed }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function zipped(files: Record<string, Uint8Array>): Promise<Uint8Array> {
  const contents: AsyncZippable = files
  return new Promise((resolve, reject) => {
    zip(contents, { level: 6 }, (error, bytes) => (error ? reject(error) : resolve(bytes)))
  })
}

function readme({ handler, options }: CoreParts, names: string[], journal: string): string {
  const { ceremony, agreement } = handler.state
  const lines = [
    `Archiv der Veranstaltung: ${ceremony?.title ?? ''}`,
    `${ceremony?.date ?? ''}, ${ceremony?.room ?? ''}`,
    '',
    'Inhalt:',
    ...names.map((name) => `  ${name}  ${contentOf(name)}`.trimEnd()),
    '',
    'SHA256SUMS.txt nennt die Prüfsumme jeder Datei; prüfen mit: sha256sum -c SHA256SUMS.txt',
    ...(agreement?.seal ? [`Zertifikat des Siegels, SHA-256: ${agreement.seal.certificateFingerprint}`] : []),
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

const originalLines = (state: State): string[] =>
  signedOriginals(state).map(({ number, at }) => {
    const scan = scansOf(state)[number]
    const signed = `Papieroriginal ${number} von ${originalsOf(state)}: eigenhändig unterschrieben, vermerkt ${longTime(at, TIME_ZONE)}`
    return scan ? `${signed}; Scan „${scan.fileName}“, SHA-256 ${scan.sha256}` : signed
  })

const contentOf = (name: string): string =>
  CONTENTS[name] ?? (name.includes('-scan.') ? '– Scan eines unterschriebenen Papieroriginals' : '')

const CONTENTS: Record<string, string> = {
  'vereinbarung-original.pdf': '– die Vereinbarung, wie sie vorlag',
  'vereinbarung-quelle.pdf':
    '– die Vereinbarung, unverändert; unterschrieben wurde auf dem Unterschriftenblatt',
  'unterschriftenblatt.pdf': '– das Unterschriftenblatt vor den Unterschriften',
  'vereinbarung-gesiegelt.pdf': '– mit Unterschriften, Protokoll und Siegel',
  'zeichnungsprotokoll.pdf': '– wer für wen unterschrieben hat',
  'zeichnungsprotokoll.json': '– dasselbe als Daten, Stand des Archivs',
  'anwesenheitsliste.pdf': '– wer da war',
  'anwesenheitsliste.csv': '– dasselbe als Tabelle',
  'journal.jsonl': '– alle Vorgänge, als Hash-Kette',
}
