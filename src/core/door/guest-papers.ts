/** Makes the papers for door and hall from the state: lists, badges, place cards. */
import type { PrintOrder } from '../../shared/contract/printing.ts'
import type { AttendeeId, StationId } from '../../shared/domain/ids.ts'
import { guestsOfHonour } from '../../shared/domain/door/guests-of-honour.ts'
import { listName } from '../../shared/domain/paper/list-order.ts'
import {
  codeOf,
  comingGuests,
  isGuestOfHonour,
  shownOn,
  standingOf,
} from '../../shared/domain/paper/paper.ts'
import type { PaperKind, Print } from '../../shared/domain/paper/paper.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { seatOf } from '../../shared/domain/door/seat.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import { attendanceRows } from './attendance.ts'
import { letterheadOf } from '../appearance/appearance.ts'
import type { CoreParts } from '../core-parts.ts'
import { deletionNote } from '../privacy/deletion-note.ts'
import { makeAttendanceList } from '../documents/guests/attendance-list.ts'
import { makeBadges } from '../documents/guests/badges.ts'
import type { Badge } from '../documents/guests/badges.ts'
import { makeHonourList } from '../documents/guests/honour-list.ts'
import type { HonourRow } from '../documents/guests/honour-list.ts'
import type { ListPaper } from '../documents/typesetting/list-head.ts'
import { makePlaceCards } from '../documents/guests/place-cards.ts'
import { makeSeatingList } from '../documents/guests/seating-list.ts'
import type { SeatingRow } from '../documents/guests/seating-list.ts'
import { fontFaces } from '../fonts.ts'
import type { FontFaces } from '../fonts.ts'
import { groupOf } from './guest-groups.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { organisationOf, remarkOn } from './people.ts'
import { TIME_ZONE } from '../sealing/sealing.ts'
import { ticketIssueOf } from '../../shared/domain/door/ticket.ts'
import { unprintableNames } from './unprintable.ts'
import { ticketCode, ticketKey } from './tickets.ts'
import { UNWATCHED } from '../work.ts'
import type { Work } from '../work.ts'

type PieceOrder = Extract<PrintOrder, { what: 'badges' | 'cards' }>

export type Printed = { kind: PaperKind; prints: Print[] }
export type GuestPaper = NamedFile & {
  /** What is to be noted once the pieces have come out well; null for lists. */
  printed: Printed | null
  /** Guests whose words have letters that the typeface lacks, by name. */
  unprintable: string[]
}
type Made = NamedFile & { printed: Printed | null; guests: readonly Attendee[] }

/**
 * Makes one paper for a station; rejects with the signal's reason once it is called off. That it was printed is not noted: only a person knows whether the printer did its work.
 * NOT_ALLOWED_NOW { reason: 'nothing-to-print' | 'no-guests-of-honour' }
 */
export async function makeGuestPaper(
  parts: CoreParts,
  order: PrintOrder,
  station: StationId,
  work: Work = UNWATCHED,
): Promise<GuestPaper> {
  // Badges carry the same code as the invitations; the key is there before it is asked what a badge shows.
  const key = order.what === 'badges' ? await ticketKey(parts, station) : ''
  const { state } = parts.handler
  const fonts = await fontFaces()
  const { guests, ...paper } = await make(parts, order, { key, fonts, work })
  return { ...paper, unprintable: unprintableNames(state, guests, fonts.regular) }
}

type Making = { key: string; fonts: FontFaces; work: Work }

async function make(parts: CoreParts, order: PrintOrder, { key, fonts, work }: Making): Promise<Made> {
  const { state } = parts.handler
  const letterhead = await letterheadOf(parts)
  const paper = { ...listPaper(parts), letterhead }
  switch (order.what) {
    case 'attendance': {
      const list = {
        ...paper,
        rows: attendanceRows(state),
        deletionNote: deletionNote(state),
        withSignatureColumn: order.toSign,
        sortedBy: order.order,
      }
      const fileName = order.toSign ? 'anwesenheitsliste-zum-unterschreiben.pdf' : 'anwesenheitsliste.pdf'
      const bytes = await makeAttendanceList(list, fonts, TIME_ZONE, work)
      return { bytes, fileName, printed: null, guests: Object.values(state.attendees) }
    }
    case 'seating': {
      const guests = comingGuests(state)
      const rows = guests.map((guest) => seatingRow(state, guest))
      const bytes = await makeSeatingList({ ...paper, rows, sortedBy: order.order }, fonts, work)
      return { bytes, fileName: 'sitzordnung.pdf', printed: null, guests }
    }
    case 'honour': {
      const rows = honourRows(state)
      const honoured = guestsOfHonour(state).flatMap(({ id }) => state.attendees[id] ?? [])
      if (rows.length === 0) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'no-guests-of-honour' })
      const bytes = await makeHonourList({ ...paper, rows }, fonts)
      return { bytes, fileName: 'ehrengaeste.pdf', printed: null, guests: honoured }
    }
    case 'badges': {
      const guests = requireSome(guestsFor(state, 'badge', order))
      const badges = guests.map((guest) => badgeOf(state, guest, key))
      const bytes = await makeBadges(badges, { ...order, ...heading('Namensschilder', paper) }, fonts, work)
      return { bytes, fileName: 'namensschilder.pdf', printed: printedOf(state, 'badge', guests), guests }
    }
    case 'cards': {
      const guests = requireSome(guestsFor(state, 'place-card', order))
      const cards = guests.map((guest) => ({ ...wordsOn(state, guest), seat: seatOf(state, guest) }))
      const bytes = await makePlaceCards(cards, { ...order, ...heading('Tischkarten', paper) }, fonts, work)
      return { bytes, fileName: 'tischkarten.pdf', printed: printedOf(state, 'place-card', guests), guests }
    }
  }
}

const heading = (name: string, { ceremony, madeAt, letterhead }: Omit<ListPaper, 'name'>) => ({
  title: `${name}: ${ceremony.title}`,
  madeAt,
  logo: letterhead?.logo ?? null,
})

function listPaper({ handler, options }: CoreParts): Omit<ListPaper, 'name'> {
  const { ceremony } = handler.state
  return {
    ceremony: {
      title: ceremony?.title ?? '',
      host: ceremony?.host ?? '',
      place: [ceremony?.room, ceremony?.address].filter(Boolean).join(', '),
      date: ceremony?.date ?? '',
      time: ceremony?.time ?? '',
    },
    madeAt: options.now().toISOString(),
    timeZone: TIME_ZONE,
  }
}

const german = new Intl.Collator('de', { numeric: true })

/** Whom an order for badges or cards means, in its order. */
function guestsFor(
  state: State,
  kind: PaperKind,
  { whom, which, attendeeIds, order }: PieceOrder,
): Attendee[] {
  const named = attendeeIds && new Set<AttendeeId>(attendeeIds)
  return comingGuests(state)
    .filter(({ id }) => !named || named.has(id))
    .filter((guest) => whom !== 'seated' || seatOf(state, guest) !== '')
    .filter((guest) => whom !== 'honoured' || isGuestOfHonour(state, guest))
    .filter((guest) => which === 'every' || standingOf(state, kind, guest) !== 'current')
    .toSorted(inOrder(state, order))
}

function inOrder(state: State, order: PieceOrder['order']) {
  const first: Record<PieceOrder['order'], (guest: Attendee) => string> = {
    name: () => '',
    organisation: (guest) => organisationOf(state, guest),
    seat: (guest) => seatOf(state, guest) || '\uFFFF',
  }
  return (a: Attendee, b: Attendee) =>
    german.compare(first[order](a), first[order](b)) || german.compare(listName(a), listName(b))
}

function requireSome(guests: Attendee[]): Attendee[] {
  if (guests.length === 0) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'nothing-to-print' })
  return guests
}

const printedOf = (state: State, kind: PaperKind, guests: readonly Attendee[]): Printed => ({
  kind,
  prints: guests.map((guest) => ({ attendeeId: guest.id, shown: shownOn(state, kind, guest) })),
})

const wordsOn = (state: State, guest: Attendee) => ({
  title: guest.title,
  firstName: guest.firstName,
  lastName: guest.lastName,
  function: guest.function,
  organisation: organisationOf(state, guest),
  code: codeOf(state, guest.id),
})

function badgeOf(state: State, guest: Attendee, key: string): Badge {
  const category = guest.partnerId === null ? undefined : state.partners[guest.partnerId]?.category
  return {
    ...wordsOn(state, guest),
    group: groupOf(category),
    isGuestOfHonour: isGuestOfHonour(state, guest),
    qr: ticketCode(key, guest.id, ticketIssueOf(state, guest.id)),
  }
}

const seatingRow = (state: State, guest: Attendee): SeatingRow => ({
  name: listName(guest),
  function: guest.function,
  organisation: organisationOf(state, guest),
  seat: seatOf(state, guest),
  isGuestOfHonour: isGuestOfHonour(state, guest),
  remark: remarkOn(state, guest),
})

const honourRows = (state: State): HonourRow[] =>
  guestsOfHonour(state).map(({ address, arrivedAt, ...card }) => ({
    name: address,
    pronunciation: card.pronunciation,
    function: card.function,
    organisation: card.organisation,
    isPresent: arrivedAt !== null,
    standsInFor: card.standsInFor,
  }))
