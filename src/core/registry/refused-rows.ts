/** Gives refused rows back as a table to correct and to import again. */
import type { RefusedRow } from '../../shared/contract/registry.ts'
import type { Column } from './columns.ts'
import { toCsv } from './csv-writing.ts'

/** For the spreadsheet of the person who keeps the list; the window shows the same reasons from its locales. */
const REASONS: Readonly<Record<RefusedRow['reason'], string>> = {
  'last-name-missing': 'Der Nachname fehlt.',
  'email-invalid': 'Das ist keine gültige E-Mail-Adresse.',
  'yes-no-unknown': 'Bitte ja oder nein eintragen.',
  'capacity-unknown': 'Bitte „im Amt“, „i. V.“ oder „i. A.“ eintragen.',
  'too-many-cells': 'Die Zeile hat mehr Zellen als die Kopfzeile.',
  'text-too-long': 'Der Text ist zu lang.',
  'duplicate-in-file': 'Diese Person steht schon weiter oben in der Liste.',
  'called-off': 'In der Herkunftsliste abgesagt, storniert oder gesperrt.',
}

/** The file's header and the refused rows, followed by line, column and reason; null when nothing is refused. */
export function refusedRowsCsv(columns: readonly Column[], refused: readonly RefusedRow[]): string | null {
  if (refused.length === 0) return null
  const width = refused.reduce((most, { cells }) => Math.max(most, cells.length), columns.length)
  const padded = (cells: readonly string[]): string[] =>
    Array.from({ length: width }, (_, at) => cells[at] ?? '')
  return toCsv([
    [...padded(columns.map(({ header }) => header)), 'Zeile', 'Spalte', 'Grund'],
    ...refused.map(({ cells, line, column, reason }) => [
      ...padded(cells),
      String(line),
      column,
      REASONS[reason],
    ]),
  ])
}
