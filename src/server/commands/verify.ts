/** `mappe verify`: a sealed PDF, or a data folder's journal. */
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { SealFinding, SealReport } from '../../core/agreement/verify.ts'
import { verifyJournal } from '../../core/journal/verify.ts'
import type { CommandLine, Result } from './command-line.ts'
import { readArgs } from './command-line.ts'
import { withPdfWorker } from './pdf-worker.ts'

export const verify: CommandLine = {
  run: async (args) => {
    const usage = 'mappe verify DATEI.pdf | ORDNER'
    const { positionals } = readArgs(args, {}, { min: 1, max: 1, usage })
    const path = positionals[0] ?? ''
    return (await stat(path)).isDirectory() ? verifyFolder(path) : verifyPdf(path)
  },
}

async function verifyFolder(folder: string): Promise<Result> {
  const verification = await verifyJournal(await readFile(join(folder, 'journal.jsonl')))
  if (verification.ok) {
    const { entries, head } = verification
    return {
      isGood: true,
      json: { ok: true, kind: 'journal', entries, head },
      text: `Das Journal ist unversehrt: ${entries} Einträge, letzter Hash ${head}.`,
    }
  }
  const { firstBad, reason, goodEntries } = verification
  return {
    isGood: false,
    json: { ok: false, kind: 'journal', firstBad, reason, goodEntries },
    complaint: `Das Journal ist ab Eintrag ${firstBad} nicht in Ordnung (${reason}); davor sind ${goodEntries} Einträge unversehrt.`,
  }
}

async function verifyPdf(file: string): Promise<Result> {
  const bytes = new Uint8Array(await readFile(file))
  const report = await withPdfWorker((pdf) => pdf.run('verify', { bytes }))
  const { seals } = report
  const last = seals.at(-1)
  const isGood = last !== undefined && seals.every(({ intact }) => intact) && last.wholeFile
  return {
    isGood,
    json: { ok: isGood, kind: 'pdf', file: basename(file), ...report },
    text: textOf(basename(file), report),
    ...(!isGood && { complaint: complaintOf(report) }),
  }
}

function complaintOf({ seals }: SealReport): string {
  if (seals.length === 0) return 'Die Datei trägt kein Siegel.'
  if (seals.some(({ intact }) => !intact))
    return 'Das Siegel ist gebrochen: Die Datei wurde nach dem Siegeln verändert.'
  return 'Das Siegel ist unversehrt, aber danach wurde etwas an die Datei angefügt.'
}

const textOf = (file: string, { seals, sha256 }: SealReport): string =>
  [`${file}: SHA-256 ${sha256}`, ...seals.flatMap(sealLines)].join('\n')

const sealLines = (seal: SealFinding, index: number): string[] => [
  `Siegel ${index + 1}: ${seal.intact ? 'unversehrt' : 'gebrochen'}, ${
    seal.wholeFile ? 'deckt die ganze Datei' : `deckt ${seal.coveredBytes} von ${seal.fileBytes} Bytes`
  }`,
  `  gesiegelt von ${[seal.signerName, seal.organisation].filter(Boolean).join(', ')}${seal.sealedAt ? `, ${seal.sealedAt}` : ''}`,
  `  Zertifikat SHA-256 ${seal.certificateFingerprint}`,
]
