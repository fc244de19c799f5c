/** Knows the programs that lists come from by their headers, and what misleads in each of them. */
import type { ListSource } from '../../shared/contract/registry.ts'
import { foldSpelling } from '../../shared/search/folding.ts'

type Source = {
  /** Headers of which all must be there; several sets for several languages. */
  marks: readonly (readonly string[])[]
  /** Headers that mean something else here than elsewhere. */
  misleading: ReadonlySet<string>
  /** The column that tells whether the person still comes, and what in it says no. */
  status?: Status
}
type Status = { headers: readonly string[]; isOff: RegExp }

/** In lists that offices keep themselves. */
const ANSWER: Status = {
  headers: [
    'Status',
    'Teilnahme',
    'Teilnahmestatus',
    'Anmeldestatus',
    'Zusage',
    'Zu-/Absage',
    'Rückmeldung',
    'RSVP',
  ],
  isOff: /^(?:(?:nein|no|absage|abgesagt|sagt ab|verhindert|entschuldigt)(?!\p{L})|storn|cancel|declin)/iu,
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
      // alone it is the answer in an office's own list
      ['Vorname', 'Nachname', 'Rückmeldung', 'Telefon geschäftlich'],
      ['First Name', 'Last Name', 'E-mail Display Name'],
      ['First Name', 'Last Name', 'Callback', 'Business Phone'],
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
    status: { headers: [], isOff: /^$/ },
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
  const { headers, isOff } = (source && SOURCES[source].status) ?? ANSWER
  const at = header.findIndex((cell) => headers.includes(cell.trim()))
  return (cells) => at >= 0 && isOff.test((cells[at] ?? '').trim())
}
