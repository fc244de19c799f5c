/** What a report on seals comes to, in one word and one sentence. */
import type { SealReport } from './seal-report.ts'

/** `unclear`: sealed in a way of which this program cannot check every byte, or with a timestamp that does not fit. */
export type SealVerdict = 'good' | 'no-seal' | 'broken' | 'unclear' | 'added-to'

/** Good is only: every seal intact, and the last one over the whole file. */
export function verdictOn({ seals }: Pick<SealReport, 'seals'>): SealVerdict {
  const last = seals.at(-1)
  if (!last) return 'no-seal'
  const faults = seals.filter(({ intact }) => !intact)
  if (faults.some(({ problem }) => problem !== 'unsupported')) return 'broken'
  const isTimestampBroken = seals.some(({ timestamp }) => timestamp !== null && !timestamp.intact)
  if (faults.length > 0 || isTimestampBroken) return 'unclear'
  return last.wholeFile ? 'good' : 'added-to'
}

export const VERDICT_SENTENCES: Readonly<Record<SealVerdict, string>> = {
  good: 'Das Siegel ist unversehrt und deckt die ganze Datei.',
  'no-seal': 'Die Datei trägt kein Siegel.',
  broken: 'Das Siegel ist gebrochen: Die Datei wurde nach dem Siegeln verändert.',
  unclear: 'Die Datei ist auf eine Art gesiegelt, die dieses Programm nicht vollständig prüfen kann.',
  'added-to': 'Das Siegel ist unversehrt, aber danach wurde etwas an die Datei angefügt.',
}
