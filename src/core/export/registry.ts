/** Partners and guests as tables. The guests' headers are those a list is read by, so that it can be taken in again. */
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type {
  Attendee,
  Capacity,
  Partner,
  PartnerCategory,
  PartnerRole,
} from '../../shared/domain/registry/registry.ts'
import { answerOf } from '../../shared/domain/door/registration.ts'
import type { Answer, Channel } from '../../shared/domain/door/registration.ts'
import { companionsToldBy } from '../../shared/domain/door/seat.ts'
import type { State } from '../../shared/domain/state.ts'
import { tableOf } from './table.ts'
import type { ExportTable } from './table.ts'

/** Words that `partnerCategoryOf` reads back. */
export const CATEGORY_NAMES: Record<PartnerCategory, string> = {
  county: 'Landkreis',
  municipality: 'Stadt oder Gemeinde',
  agency: 'Agentur oder Jobcenter',
  authority: 'Behörde',
  chamber: 'Kammer oder Verband',
  volunteers: 'Ehrenamt, Verein',
  company: 'Unternehmen',
  other: 'Sonstige',
}

const ROLE_NAMES: Record<PartnerRole, string> = {
  'contracting-party': 'Vertragspartei',
  'alliance-partner': 'Bündnispartner',
  guest: 'Gast',
}

const CAPACITY_NAMES: Record<Capacity, string> = { 'in-office': 'im Amt', 'i.V.': 'i. V.', 'i.A.': 'i. A.' }

const ANSWER_NAMES: Record<Answer, string> = {
  accepted: 'zugesagt',
  declined: 'abgesagt',
  waiting: 'Warteliste',
  unanswered: '',
}

const CHANNEL_NAMES: Record<Channel, string> = {
  telephone: 'Telefon',
  email: 'E-Mail',
  letter: 'Brief',
  'in-person': 'persönlich',
  online: 'Online',
}

const german = new Intl.Collator('de', { numeric: true })

const byName = (a: Attendee, b: Attendee) =>
  german.compare(a.lastName, b.lastName) || german.compare(a.firstName, b.firstName)

/** A guest of honour without a rank is one, too. */
const rankOf = ({ honour }: Attendee): string => (honour ? String(honour.precedence ?? 'Ehrengast') : '')

/** All guests by last and first name. Of the answers an import takes how many come along; all else is for reading. */
export function guestsTable(state: State): ExportTable {
  const { attendees, partners, registrations } = state
  const partnerOf = ({ partnerId }: Attendee) => (partnerId === null ? undefined : partners[partnerId])
  return tableOf<Attendee>(
    'Gäste',
    [
      ['Anrede', 'salutation', ({ salutation }) => salutation],
      ['Titel', 'title', ({ title }) => title],
      ['Vorname', 'firstName', ({ firstName }) => firstName],
      ['Nachname', 'lastName', ({ lastName }) => lastName],
      ['Aussprache', 'pronunciation', ({ pronunciation }) => pronunciation],
      ['Funktion', 'function', (attendee) => attendee.function],
      ['Organisation', 'organisation', (attendee) => partnerOf(attendee)?.name ?? ''],
      ['Kategorie', 'category', (attendee) => categoryName(partnerOf(attendee))],
      ['Ort', 'town', (attendee) => partnerOf(attendee)?.town ?? ''],
      ['E-Mail', 'email', ({ email }) => email],
      ['Telefon', 'phone', ({ phone }) => phone],
      ['Platz', 'seat', ({ seat }) => seat],
      ['Protokollrang', 'precedence', rankOf],
      ['Begrüßt von', 'greetedBy', ({ honour }) => honour?.greetedBy ?? ''],
      ['Zeichnungsberechtigt', 'maySign', ({ maySign }) => (maySign ? 'ja' : 'nein')],
      ['Vertretungsart', 'capacity', ({ capacity }) => CAPACITY_NAMES[capacity]],
      ['Bemerkung', 'note', ({ note }) => note],
      ['Antwort', 'answer', ({ id }) => ANSWER_NAMES[answerOf(state, id)]],
      ['Angemeldet per', 'channel', ({ id }) => channelName(registrations[id])],
      ['Begleitpersonen', 'companions', ({ id }) => String(companionsToldBy(state, id) || '')],
    ],
    Object.values(attendees).toSorted(byName),
  )
}

const channelName = (own: State['registrations'][AttendeeId] | undefined): string =>
  own ? CHANNEL_NAMES[own.channel] : ''

const categoryName = (partner: Partner | undefined): string =>
  partner ? CATEGORY_NAMES[partner.category] : ''

const place = ({ order }: Partner) => order ?? Infinity

const inOrder = (a: Partner, b: Partner) =>
  place(a) === place(b) ? german.compare(a.name, b.name) : place(a) - place(b)

/** All partners: those who sign in their order, then the others by name. */
export function partnersTable({ partners }: State): ExportTable {
  return tableOf<Partner>(
    'Partner',
    [
      ['Organisation', 'organisation', ({ name }) => name],
      ['Kurzname', 'shortName', ({ shortName }) => shortName],
      ['Kategorie', 'category', ({ category }) => CATEGORY_NAMES[category]],
      ['Ort', 'town', ({ town }) => town],
      ['Rolle', 'role', ({ role }) => ROLE_NAMES[role]],
      ['Zeichnungsfolge', 'order', ({ order }) => String(order ?? '')],
      ['Bemerkung', 'note', ({ note }) => note],
    ],
    Object.values(partners).toSorted(inOrder),
  )
}
