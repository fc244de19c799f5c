/** The history in the Zeichnungsprotokoll: what happened at the signing table, in short lines. */
import type { AuditEvent, AuditReport } from './audit-report.ts'
import { clockTime, isOn, shortDay } from '../typesetting/german-dates.ts'
import { drawTable } from '../typesetting/table.ts'
import type { Cell } from '../typesetting/table.ts'
import type { Typesetter } from '../typesetting/typesetter.ts'

/** Short lines in two columns, read down the left one first. */
export function drawHistory(sheet: Typesetter, { events, ceremony }: AuditReport, timeZone: string): void {
  if (events.length === 0) return
  sheet.heading(2, 'Verlauf', { size: 10.5 })
  const half = Math.ceil(events.length / 2)
  const cells = (event: AuditEvent | undefined): Cell[] =>
    event ? [eventTime(event, ceremony.date, timeZone), sentence(event)] : ['', '']
  const rows = events.slice(0, half).map((event, index) => [...cells(event), ...cells(events[half + index])])
  const columns = [
    { title: 'Uhrzeit', share: 8.5 },
    { title: 'Vorgang', share: 41.5 },
    { title: 'Uhrzeit', share: 8.5 },
    { title: 'Vorgang', share: 41.5 },
  ]
  drawTable(sheet, columns, rows, { size: 6.2, padding: 0.7 })
}

function sentence({ kind, organisation, station, reason }: AuditEvent): string {
  const what = [EVENTS[kind], organisation ?? ''].filter(Boolean).join(': ')
  const details = [kind === 'called' ? '' : station, reason === '' ? '' : `Grund: ${reason}`]
    .filter(Boolean)
    .join('; ')
  return details === '' ? what : `${what} (${details})`
}

const EVENTS: Record<AuditEvent['kind'], string> = {
  opened: 'Zur Zeichnung geöffnet',
  reopened: 'Zurück in den Entwurf',
  called: 'Aufgerufen',
  'call-cancelled': 'Aufruf beendet',
  moved: 'An ein anderes Gerät gegeben',
  signed: 'Gezeichnet',
  withdrawn: 'Unterschrift zurückgenommen',
  declined: 'Abgelehnt',
  'decline-withdrawn': 'Ablehnung zurückgenommen',
  'left-to-paper': 'Auf Papier verwiesen',
  'paper-withdrawn': 'Verweis auf Papier zurückgenommen',
  'taken-over': 'Auf anderem Rechner fortgesetzt',
  'takeover-overruled': 'Hier fortgesetzt trotz Übernahme',
  'journal-repaired': 'Nach Beschädigung des Journals fortgesetzt',
}

/** The day is said only where it is not the day of the ceremony. */
const eventTime = ({ at }: AuditEvent, day: string, timeZone: string): string =>
  isOn(day, at, timeZone) ? clockTime(at, timeZone) : `${shortDay(at, timeZone)} ${clockTime(at, timeZone)}`
