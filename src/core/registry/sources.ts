/** Knows the programs that lists come from by their headers, and what misleads in each of them. */
import type { ListSource } from '../../shared/contract/registry.ts'
import { foldSpelling } from '../../shared/search/folding.ts'

type Source = {
  /** Headers of which all must be there; several sets for several languages. */
  marks: readonly (readonly string[])[]
  /** Headers that mean something else here than elsewhere. */
  misleading: ReadonlySet<string>
  /** The column that tells whether the person still comes, and what in it says no. */
  status?: { headers: readonly string[]; isOff: RegExp }
}

/** In the order in which they are asked: the most peculiar header first. */
export const SOURCES: Readonly<Record<ListSource, Source>> = {
  pretix: {
    marks: [
      ['Bestellnummer', 'Name Teilnehmer*in'],
      ['Bestellnummer', 'Gutscheincode'],
      ['Order code', 'Attendee name'],
    ],
    // the row number of a seat alone finds no chair; the buyer's own fields are other columns
    misleading: new Set(['Sitzplatz', 'Seat number', 'Produkt']),
    status: { headers: ['Gesperrt', 'Blocked'], isOff: /^(ja|yes)$/i },
  },
  eventbrite: {
    marks: [
      ['Order #', 'Attendee #'],
      ['Order #', 'Attendee Status'],
      ['Bestellnr.', 'Teilnehmernr.'],
    ],
    misleading: new Set(['Group']),
    status: {
      headers: ['Attendee Status', 'Teilnehmerstatus'],
      isOff: /refund|cancel|delet|not attending|transfer|erstattet|storn/i,
    },
  },
  outlook: {
    marks: [
      ['Vorname', 'Nachname', 'E-Mail-Typ'],
      ['Vorname', 'Nachname', 'Rückmeldung'],
      ['First Name', 'Last Name', 'E-mail Display Name'],
      ['First Name', 'Last Name', 'Callback'],
    ],
    // "Rückmeldung" is the telephone for calling back, "Partner" the spouse, "Beruf" a trade, "Ort" a free text, "Title" is Mr or Mrs
    misleading: new Set([
      'Rückmeldung',
      'Partner',
      'Spouse',
      'Beruf',
      'Profession',
      'Ort',
      'Privat',
      'Kategorien',
    ]),
  },
  alfio: {
    marks: [
      ['ReservationID', 'Full Name'],
      ['firstName', 'lastName', 'reference'],
    ],
    misleading: new Set(['Category', 'Event']),
    status: { headers: ['Status'], isOff: /cancel|released|expired|invalid/i },
  },
  'office-list': {
    marks: [['Vorname', 'Nachname', 'Funktion', 'Organisation']],
    misleading: new Set(),
  },
  vcard: { marks: [], misleading: new Set() },
}

const names = Object.keys(SOURCES).filter((name): name is ListSource => name in SOURCES)

/** Whose list this is; null when nobody's that is known. */
export function sourceOf(header: readonly string[]): ListSource | null {
  const known = new Set(header.map(foldSpelling))
  const fits = (marks: readonly string[]) => marks.every((mark) => known.has(foldSpelling(mark)))
  return names.find((name) => SOURCES[name].marks.some(fits)) ?? null
}

/** Tells for a row whether its person was called off where the list comes from. */
export function calledOff(
  source: ListSource | null,
  header: readonly string[],
): (cells: readonly string[]) => boolean {
  const status = source === null ? undefined : SOURCES[source].status
  const at = status ? header.findIndex((cell) => status.headers.includes(cell.trim())) : -1
  return (cells) => at >= 0 && status !== undefined && status.isOff.test(cells[at] ?? '')
}
