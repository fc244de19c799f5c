/** `mappe verify`: a sealed PDF, an archive, or a data folder's journal. */
import { readFile, stat } from 'node:fs/promises'
import { hash } from 'node:crypto'
import { basename, join } from 'node:path'
import { VERDICT_SENTENCES, verdictOn } from '../../core/agreement/seal/seal-verdict.ts'
import type { Revision } from '../../core/agreement/pdf/revisions.ts'
import type { SealFinding, SealReport } from '../../core/agreement/seal/seal-report.ts'
import { isArchive, verifyArchive } from '../../core/archive/archive-check.ts'
import { createMemoryStorage } from '../../core/journal/memory-storage.ts'
import { FolderFiles } from '../../core/folder/folder-files.ts'
import { verifyJournal } from '../../core/journal/verify.ts'
import type { DataKey } from '../../core/protection/data-key.ts'
import { readRecord, unwrap } from '../../core/protection/key-record.ts'
import { openLedger } from '../../core/folder/ledger-opening.ts'
import { keptFiles } from '../../shared/domain/privacy/kept-files.ts'
import type { KeptFile, KeptFileKind } from '../../shared/domain/privacy/kept-files.ts'
import { withoutControls } from '../../shared/sealed-protocol.ts'
import type { CommandLine, Result } from './command-line.ts'
import { readArgs } from './command-line.ts'
import { readSecret, SECRET_OPTIONS, SECRET_USAGE, type SecretValues } from './secret-options.ts'
import { withPdfWorker } from './pdf-worker.ts'
import { protocolLines } from './protocol-words.ts'

export const verify: CommandLine = {
  run: async (args) => {
    const usage = `mappe verify DATEI.pdf | ARCHIV.zip | ORDNER ${SECRET_USAGE}`
    const { positionals, values } = readArgs(args, SECRET_OPTIONS, { min: 1, max: 1, usage })
    const path = positionals[0] ?? ''
    if ((await stat(path)).isDirectory()) return verifyFolder(path, values)
    const bytes = new Uint8Array(await readFile(path))
    return isArchive(bytes) ? verifyZip(basename(path), bytes) : verifyPdf(basename(path), bytes)
  },
}

/** Without what opens a protected folder the chain is checked all the same, but not what the entries say. */
async function verifyFolder(folder: string, values: SecretValues): Promise<Result> {
  const record = await readRecord(join(folder, 'keys'))
  const secret = await readSecret(values)
  const key = record && secret ? await unwrap(record, secret) : null
  const journal = await readFile(join(folder, 'journal.jsonl'))
  const verification = await verifyJournal(journal, key)
  if (verification.ok) {
    const { entries, head } = verification
    const content = record === null ? 'plain' : key ? 'opened' : 'sealed'
    const missing = content === 'sealed' ? [] : await missingIn(folder, journal, key)
    const whole = `Das Journal ist unversehrt: ${entries} Einträge, letzter Hash ${head}.${CONTENT_SENTENCES[content]}`
    return {
      isGood: missing.length === 0,
      json: { ok: missing.length === 0, kind: 'journal', entries, head, content, missing },
      text: whole,
      ...(missing.length > 0 && { complaint: `Es fehlen Dateien: ${missing.map(inWords).join('; ')}.` }),
    }
  }
  const { firstBad, reason, goodEntries } = verification
  return {
    isGood: false,
    json: { ok: false, kind: 'journal', firstBad, reason, goodEntries },
    complaint: `Das Journal ist ab Eintrag ${firstBad} nicht in Ordnung (${reason}); davor sind ${goodEntries} Einträge unversehrt.`,
  }
}

/** Files that the journal names and that are gone or changed. */
async function missingIn(folder: string, journal: Buffer, key: DataKey | null): Promise<KeptFile[]> {
  const storage = createMemoryStorage(journal)
  const { state } = await openLedger(async () => storage, { snapshot: null, problem: 'absent' }, key)
  const files = new FolderFiles(folder)
  files.key = key
  const missing: KeptFile[] = []
  for (const file of keptFiles(state)) {
    const bytes = await files.read(join(folder, 'blobs', file.sha256)).catch(() => null)
    if (!bytes || hash('sha256', bytes) !== file.sha256) missing.push(file)
  }
  return missing
}

const CONTENT_SENTENCES = {
  plain: '',
  opened: ' Der Ordner ist verschlüsselt; geprüft wurde auch der Inhalt der Einträge.',
  sealed:
    ' Der Ordner ist verschlüsselt; geprüft wurde die Kette der Einträge. Ihren Inhalt prüft der Befehl mit --passphrase-file, --key-file oder --recovery-key-file.',
} as const

const FILE_KINDS: Record<KeptFileKind, string> = {
  agreement: 'die Vereinbarung',
  source: 'die Vereinbarung, wie sie vorlag',
  readable: 'die Fassung ohne Kennwort',
  submitted: 'die Vereinbarung, wie sie eingereicht wurde',
  sealed: 'die gesiegelte Vereinbarung',
  signature: 'die Unterschrift für',
  scan: 'der Scan von Papieroriginal',
  logo: 'das Logo',
}

const inWords = ({ kind, of, sha256, document }: KeptFile): string =>
  [FILE_KINDS[kind], of, document > 0 ? `(Beitritt ${document})` : '', `blobs/${sha256}`]
    .filter(Boolean)
    .join(' ')

async function verifyZip(file: string, bytes: Uint8Array): Promise<Result> {
  const { faults, files, journal, sealed } = await withPdfWorker((pdf) => verifyArchive(bytes, pdf))
  const isGood = faults.length === 0
  const lines = [
    `${file}: ${files} Dateien, alle Prüfsummen stimmen.`,
    `Das Journal ist unversehrt: ${journal} Einträge.`,
    ...sealed.flatMap(({ name, seal }) => [VERDICT_SENTENCES[verdictOn(seal)], textOf(name, seal)]),
  ]
  return {
    isGood,
    json: { ok: isGood, kind: 'archive', file, files, journal, faults, sealed },
    ...(isGood
      ? { text: lines.join('\n') }
      : { complaint: `Das Archiv ist beschädigt: ${faults.join('; ')}.` }),
  }
}

async function verifyPdf(file: string, bytes: Uint8Array): Promise<Result> {
  const report = await withPdfWorker((pdf) => pdf.run('verify', { bytes }))
  const verdict = verdictOn(report)
  const isGood = verdict === 'good'
  return {
    isGood,
    json: { ok: isGood, kind: 'pdf', file, verdict, ...report },
    text: textOf(file, report),
    ...(!isGood && { complaint: VERDICT_SENTENCES[verdict] }),
  }
}

const textOf = (file: string, report: SealReport): string =>
  [
    `${file}: SHA-256 ${report.sha256}`,
    ...report.seals.flatMap(sealLines),
    ...(report.seals.length > 0 ? report.revisions.map(revisionLine) : []),
    ...protocolLines(report.protocol, report.seals.length > 0),
    ...(report.original
      ? [`Die Datei vor dem Siegeln: ${report.original.bytes} Bytes, SHA-256 ${report.original.sha256}`]
      : []),
  ]
    .map(withoutControls)
    .join('\n')

const sealLines = (seal: SealFinding, index: number): string[] => [
  `Siegel ${index + 1}: ${seal.intact ? 'unversehrt' : seal.problem === 'unsupported' ? 'nicht vollständig prüfbar' : 'gebrochen'}, ${
    seal.wholeFile ? 'deckt die ganze Datei' : `deckt ${seal.coveredBytes} von ${seal.fileBytes} Bytes`
  }`,
  `  gesiegelt von ${[seal.signerName, seal.organisation].filter(Boolean).join(', ')}${seal.sealedAt ? `, ${seal.sealedAt}` : ''}`,
  `  Zertifikat SHA-256 ${seal.certificateFingerprint}`,
  ...timestampLine(seal),
]

const timestampLine = ({ timestamp }: SealFinding): string[] =>
  timestamp
    ? [
        `  Zeitstempel ${timestamp.intact ? 'unversehrt' : 'passt nicht'}: ${timestamp.at ?? 'ohne Zeit'}, ${timestamp.authority}`,
      ]
    : []

const KINDS = {
  unsealed: 'vor dem Siegeln',
  sealed: 'gesiegelt',
  added: 'nach dem Siegeln angefügt',
} as const

const revisionLine = ({ end, kind }: Revision, index: number, all: readonly Revision[]): string =>
  `Fassung ${index + 1} von ${all.length}: bis Byte ${end}, ${KINDS[kind]}`
