/** Recognises the columns of a list by their headers, German and English. */
import { foldSpelling } from '../../shared/search/folding.ts'
import type { ColumnTarget } from '../../shared/domain/registry/list-columns.ts'
import type { TableRow } from './csv-table.ts'
import { SOURCES, sourceOf } from './sources.ts'

export type Column = { header: string; target: ColumnTarget | null }

/**
 * Headers in the order of preference; of several columns for one property the best is used, and the others where that is empty only for
 * what everybody has several of.
 * Left out on purpose, they mislead in Outlook's export: "Rückmeldung" (a phone), "Priorität", "Vertraulichkeit".
 */
const HEADERS: Readonly<Record<ColumnTarget, string>> = {
  salutation: 'Anrede|Anrede/Titel|Anrede und Titel|Titel/Anrede|Salutation',
  title: 'Titel|Akademischer Titel|Akad. Titel|Title|Academic Title|Name Prefix',
  firstName: 'Vorname|Vornamen|Rufname|First Name|Given Name|Forename|first_name|Attendee First Name',
  lastName: 'Nachname|Familienname|Zuname|Last Name|Surname|Family Name|last_name|Attendee Last Name',
  name: 'Name|Vor- und Nachname|Vorname und Nachname|Vorname Nachname|Nachname, Vorname|Name, Vorname|Vollständiger Name|Name Teilnehmer*in|Teilnehmer|Teilnehmerin|Teilnehmer*in|Teilnehmende|Gast|Gäste|Person|Ansprechpartner|Ansprechpartnerin|Ansprechperson|Kontaktperson|Vertreten durch|Full Name|Attendee|Attendee Name|Guest',
  nickname: 'Spitzname|Kurzname|Genannt|Nickname|Preferred Name|Known As',
  pronunciation: 'Aussprache|Gesprochen|Lautschrift|Pronunciation',
  function:
    'Funktion|Position|Amt|Amtsbezeichnung|Dienststellung|Rolle|Aufgabe|Tätigkeit|Function|Job Title|Organization Title|Office|Role|Beruf',
  organisation:
    'Organisation|Firma|Institution|Einrichtung|Behörde|Dienststelle|Unternehmen|Verein|Verband|Körperschaft|Kommune|Gemeinde|Partnerorganisation|Organization|Organization Name|Company|Affiliation|Employer|Authority|Partner',
  category: 'Kategorie|Bereich|Art der Organisation|Organisationsart|Category|Sector',
  town: 'Ort geschäftlich|Dienstort|Ort|Stadt|Wohnort|Business City|City|Town|Home City',
  email:
    'E-Mail|E-Mail-Adresse|Mail|Mailadresse|E-Mail geschäftlich|Email|Email Address|Attendee Email|E-mail 1 - Value|E-Mail 2: Adresse|E-mail 2 Address|E-mail 2 - Value',
  phone:
    'Telefon|Telefonnummer|Tel|Tel.-Nr.|Rufnummer|Telefon geschäftlich|Telefon dienstlich|Mobil|Mobiltelefon|Mobilnummer|Handy|Telefon geschäftlich 2|Telefon Firma|Telefon privat|Telefon privat 2|Haupttelefon|Phone|Phone Number|Telephone|Business Phone|Mobile|Mobile Phone|Phone 1 - Value|Company Main Phone|Home Phone|Primary Phone|Phone 2 - Value',
  seat: 'Platz|Sitzbezeichnung|Sitzplatz|Sitz|Platznummer|Platz-Nr.|Tisch|Seat|Seat Name|Seat Number|Table',
  precedence: 'Protokollrang|Ehrengast|Rangfolge|Protokollarischer Rang|Precedence|Guest of Honour',
  greetedBy: 'Begrüßt von|Begrüßung durch|Greeted by',
  maySign:
    'Zeichnungsberechtigt|Zeichnungsberechtigung|Unterschriftsberechtigt|Unterzeichnet|Unterschreibt|Unterzeichner|Unterzeichner/in|Zeichnet|Darf unterschreiben|Darf zeichnen|May Sign|Signatory|Authorised to sign|Authorized to sign',
  capacity: 'Vertretungsart|Vertretungsverhältnis|Zeichnet als|Capacity',
  companions:
    'Anzahl Begleitpersonen|Anzahl der Begleitpersonen|Zahl der Begleitpersonen|Anzahl Begleitung|Anzahl Begleiter|Begleitpersonen|Begleitperson|Begleitung|Begleiter|Number of Companions|Companions|Accompanying Persons|Plus One|Plus Ones',
  persons:
    'Personenzahl|Anzahl Personen|Anzahl der Personen|Personenanzahl|Zahl der Personen|Personen|Number of Persons|Number of People|Persons|Party Size',
  note: 'Bemerkung|Bemerkungen|Anmerkung|Anmerkungen|Hinweis|Hinweise|Notiz|Notizen|Kommentar|Note|Notes|Comment|Comments|Remark|Remarks',
}

const SEVERAL: ReadonlySet<ColumnTarget> = new Set(['phone', 'email'])

/** Folded header to what it fills and how readily: 0 is the first choice. */
const KNOWN_HEADERS: ReadonlyMap<string, { target: ColumnTarget; choice: number }> = new Map(
  targets().flatMap((target) =>
    HEADERS[target].split('|').map((header, choice) => [foldSpelling(header), { target, choice }] as const),
  ),
)

function targets(): ColumnTarget[] {
  return Object.keys(HEADERS).filter((key): key is ColumnTarget => key in HEADERS)
}

/**
 * The columns of a header row. "Name" beside "Vorname" is the last name; what is not recognised, or means something else in this
 * source, has no target.
 */
export function columnsOf(cells: readonly string[]): Column[] {
  const misleading = SOURCES[sourceOf(cells) ?? 'office-list'].misleading
  const known = cells.map((cell) => (misleading.has(cell.trim()) ? undefined : knownHeader(cell)))
  const hasFirstName = known.some((entry) => entry?.target === 'firstName')
  const hasLastName = known.some((entry) => entry?.target === 'lastName')
  const wanted = known.map((entry) => {
    if (entry?.target !== 'name' || !(hasFirstName || hasLastName)) return entry
    return hasLastName || entry.choice > 0 ? undefined : { target: 'lastName' as const, choice: 0 }
  })
  return cells.map((header, at) => ({
    header,
    target: isBest(wanted, at) ? (wanted[at]?.target ?? null) : null,
  }))
}

/** With what stands in brackets behind it, or without; pretix writes "Name Teilnehmer*in: Vorname". */
function knownHeader(header: string) {
  const own = header.replace(/^[^:]+: (?=\S)/, '')
  return (
    KNOWN_HEADERS.get(foldSpelling(header)) ??
    KNOWN_HEADERS.get(foldSpelling(own)) ??
    KNOWN_HEADERS.get(foldSpelling(own.replace(/\([^)]*\)\s*$/, '')))
  )
}

/** Columns of a meaning with their places; of several with one meaning the more readily meant comes first. */
export function readingOrder(columns: readonly Column[]): { target: ColumnTarget; at: number }[] {
  return columns
    .flatMap(({ header, target }, at) => {
      const known = knownHeader(header)
      const choice = known?.target === target ? known.choice : 0
      return target === null ? [] : [{ target, at, choice }]
    })
    .toSorted((a, b) => a.choice - b.choice)
}

type Wanted = readonly ({ target: ColumnTarget; choice: number } | undefined)[]

function isBest(wanted: Wanted, at: number): boolean {
  const own = wanted[at]
  if (!own) return false
  if (SEVERAL.has(own.target)) return true
  return wanted.every(
    (other, place) =>
      other?.target !== own.target ||
      other.choice > own.choice ||
      (other.choice === own.choice && place >= at),
  )
}

export const hasNames = (columns: readonly Column[]): boolean =>
  columns.some(({ target }) => target === 'lastName' || target === 'name')

const recognised = (columns: readonly Column[]): number =>
  columns.filter(({ target }) => target !== null).length

/** How far down a header is looked for, below titles and dates. */
export const HEADER_ROWS = 30

export type Header = { at: number; columns: Column[]; recognised: number }

/** The row among the first ones that reads most like a header with names in it; null when none does. */
export function findHeader(rows: readonly TableRow[]): Header | null {
  return rows
    .slice(0, HEADER_ROWS)
    .map(({ cells }, at) => ({ at, columns: columnsOf(cells) }))
    .filter(({ columns }) => hasNames(columns))
    .map((header) => ({ ...header, recognised: recognised(header.columns) }))
    .reduce<Header | null>(
      (best, header) => (best && best.recognised >= header.recognised ? best : header),
      null,
    )
}
