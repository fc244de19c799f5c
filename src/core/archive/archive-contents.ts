/** What an archive says about itself: a README in plain text, and a table of its files for those who take it over. */
import { hash } from 'node:crypto'
import { statesOf } from '../../shared/domain/signing/accession.ts'
import { originalsOf, scansOf, signedOriginals } from '../../shared/domain/signing/originals.ts'
import type { State } from '../../shared/domain/state.ts'
import type { CoreParts } from '../core-parts.ts'
import { longTime } from '../documents/typesetting/german-dates.ts'
import { cellsOf, tableOf } from '../export/table.ts'
import type { ChainEnd } from '../journal/entry.ts'
import { toCsv } from '../registry/csv-writing.ts'
import { TIME_ZONE } from '../sealing/sealing.ts'

export const README = 'LIESMICH.txt'
export const MANIFEST = 'INHALT.csv'
export const CHECKSUMS = 'SHA256SUMS.txt'

type Listed = { name: string; about: string; format: string; bytes: number; sha256: string }

/** One row for each file: what it is, its format, size and SHA-256. UTF-8 with BOM and semicolons, as spreadsheets want it. */
export function contentsTable(files: Record<string, Uint8Array>): Uint8Array {
  const rows = Object.entries(files).map(([name, bytes]) => ({
    name,
    about: contentOf(name),
    format: formatOf(name, bytes),
    bytes: bytes.length,
    sha256: hash('sha256', bytes),
  }))
  const table = tableOf<Listed>(
    'Inhalt',
    [
      ['Datei', 'file', ({ name }) => name],
      ['Inhalt', 'content', ({ about }) => about],
      ['Format', 'format', ({ format }) => format],
      ['Bytes', 'bytes', ({ bytes }) => String(bytes)],
      ['SHA-256', 'sha256', ({ sha256 }) => sha256],
    ],
    rows,
  )
  return Buffer.from(toCsv(cellsOf(table)))
}

const FORMATS: Record<string, string> = {
  csv: 'CSV (text/csv, UTF-8)',
  json: 'JSON (application/json)',
  jsonl: 'JSON Lines (eine JSON-Zeile je Vorgang, UTF-8)',
  jpg: 'JPEG (image/jpeg)',
  png: 'PNG (image/png)',
}

function formatOf(name: string, bytes: Uint8Array): string {
  const ending = name.split('.').at(-1) ?? ''
  if (ending !== 'pdf') return FORMATS[ending] ?? ending
  const level = pdfAClaim(bytes)
  return level ? `PDF (application/pdf), bezeichnet sich als ${level}` : 'PDF (application/pdf)'
}

/** In a PDF/A the metadata lie open in the file (ISO 19005-1 § 6.7.2), so that no PDF program is needed to read them. */
function pdfAClaim(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const [, part] = /pdfaid:part\s*(?:=\s*["']|>)\s*(\d)/.exec(text) ?? []
  const [, conformance] = /pdfaid:conformance\s*(?:=\s*["']|>)\s*([A-Za-z])/.exec(text) ?? []
  return part === undefined ? null : `PDF/A-${part}${conformance?.toLowerCase() ?? ''}`
}

/** What lies in the archive, how it is checked, what it proves and what it does not. Windows line ends, as Notepad wants them. */
export function readme(
  { handler, options }: CoreParts,
  names: string[],
  { seq, hash: head }: ChainEnd,
): Uint8Array {
  const { ceremony } = handler.state
  const lines = [
    `Archiv der Veranstaltung: ${ceremony?.title ?? ''}`,
    [ceremony?.host, ceremony?.date, ceremony?.room].filter(Boolean).join(', '),
    `Erstellt am ${longTime(options.now().toISOString(), TIME_ZONE)} mit Unterschriftenmappe ${options.version}.`,
    '',
    'Zum Öffnen genügen ein ZIP-Programm und ein PDF-Betrachter; alle Dateinamen sind ohne Umlaute.',
    '',
    'Inhalt:',
    ...names.map((name) => `  ${name}  – ${contentOf(name)}`),
    `  ${MANIFEST}  – diese Liste als Tabelle, mit Format, Größe und Prüfsumme`,
    `  ${CHECKSUMS}  – die Prüfsumme jeder Datei`,
    '',
    ...howToCheck,
    ...sealLines(handler.state),
    `Journal: ${seq} Einträge, letzter Hash ${head}`,
    ...originalLines(handler.state),
    '',
    'Die gezeichneten Unterschriften sind einfache elektronische Signaturen; sie ersetzen nicht die Schriftform.',
    'Das Siegel zeigt, dass die Datei seit dem Siegeln unverändert ist. Es zeigt nicht, wer unterschrieben hat.',
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n`)
}

const howToCheck = [
  'Prüfsummen (SHA-256) prüfen:',
  `  Linux:   sha256sum -c ${CHECKSUMS}`,
  `  macOS:   shasum -a 256 -c ${CHECKSUMS}`,
  '  Windows: certutil -hashfile DATEI SHA256 (und die Zahl vergleichen)',
  'Alles auf einmal, auch Siegel und Journal, prüft die Unterschriftenmappe: mappe verify ARCHIV.zip',
  '',
]

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
  if (name.includes('-scan.')) return 'Scan eines unterschriebenen Papieroriginals'
  if (!number || !what) return CONTENTS[name] ?? ''
  return `Beitritt Nr. ${number}: ${ACCESSION_CONTENTS[what] ?? ''}`
}

const ACCESSION_CONTENTS: Record<string, string> = {
  'erklaerung.pdf': 'die Beitrittserklärung vor den Unterschriften',
  'gesiegelt.pdf': 'mit Unterschriften, Protokoll und Siegel',
  'zeichnungsprotokoll.pdf': 'wer für wen unterschrieben hat',
  'zeichnungsprotokoll.json': 'dasselbe als Daten, Stand des Archivs',
}

const CONTENTS: Record<string, string> = {
  'vereinbarung-original.pdf': 'die Vereinbarung, wie sie vorlag',
  'vereinbarung-quelle.pdf':
    'die Vereinbarung, unverändert; unterschrieben wurde auf dem Unterschriftenblatt',
  'vereinbarung-quelle-lesbar.pdf': 'dieselbe, entschlüsselt, zum Lesen ohne Kennwort',
  'vereinbarung-eingereicht.pdf':
    'die Vereinbarung, wie sie eingereicht wurde: geschützt oder beschädigt, unverändert',
  'vereinbarung-kopie.pdf': 'die entschlüsselte oder reparierte Kopie davon, vor den Unterschriften',
  'unterschriftenblatt.pdf': 'das Unterschriftenblatt vor den Unterschriften',
  'vereinbarung-gesiegelt.pdf': 'mit Unterschriften, Protokoll und Siegel',
  'zeichnungsprotokoll.pdf': 'wer für wen unterschrieben hat',
  'zeichnungsprotokoll.json': 'dasselbe als Daten, Stand des Archivs',
  'logo.png': 'das Logo, das auf den Papieren steht',
  'anwesenheitsliste.pdf': 'wer da war',
  'anwesenheitsliste.csv': 'dasselbe als Tabelle',
  'journal.jsonl': 'alle Vorgänge, als Hash-Kette',
}
