/** What the organizer sends out: letters with the code for the door, and the entry for the calendar. */
import { createHmac } from 'node:crypto'
import type { Ceremony } from '../../shared/domain/evening/ceremony.ts'
import type { AttendeeId, StationId } from '../../shared/domain/ids.ts'
import { attendeeOf } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import { letterheadOf } from '../appearance/appearance.ts'
import type { CoreParts } from '../core-parts.ts'
import { calendarEntry } from '../documents/guests/calendar-entry.ts'
import { makeInvitations } from '../documents/guests/invitation.ts'
import type { InvitedGuest } from '../documents/guests/invitation.ts'
import { fontFaces } from '../fonts.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { ticketIssueOf } from '../../shared/domain/door/ticket.ts'
import { letterName } from './letter-name.ts'
import { ticketCode, ticketKey } from './tickets.ts'
import { unprintableNames } from './unprintable.ts'
import { UNWATCHED } from '../work.ts'
import type { Work } from '../work.ts'

/** How long a ceremony takes whose agenda says nothing. */
const USUAL_MINUTES = 120

export type Invitations = NamedFile & {
  /** Guests whose words have letters that the typeface lacks, by name. */
  unprintable: string[]
}

/**
 * The letter for one guest, or for all who are expected (null): nobody whose place another has taken, nobody who only walked in.
 * Throws NOT_FOUND when there is no ceremony, no such guest, or nobody to invite.
 */
export async function invitations(
  parts: CoreParts,
  attendeeId: AttendeeId | null,
  station: StationId,
  work: Work = UNWATCHED,
): Promise<Invitations> {
  const { state } = parts.handler
  const ceremony = ceremonyOf(state)
  const guests = attendeeId === null ? expectedGuests(state) : [attendeeOf(state, attendeeId)]
  if (guests.length === 0) throw new MappeError('NOT_FOUND')
  const key = await ticketKey(parts, station)
  const fonts = await fontFaces()
  const bytes = await makeInvitations(
    {
      ceremony,
      guests: guests.map((guest) => invited(state, guest, key)),
      madeAt: parts.options.now().toISOString(),
      letterhead: await letterheadOf(parts),
    },
    fonts,
    work,
  )
  const [guest] = attendeeId === null ? [] : guests
  const fileName = guest ? `${letterName('einladung', guest)}.pdf` : 'einladungen.pdf'
  return { bytes, fileName, unprintable: unprintableNames(state, guests, fonts.regular) }
}

/** The ceremony as an `.ics` file; its UID stays the same when date or place change. */
export async function calendarFile(parts: CoreParts, station: StationId): Promise<NamedFile> {
  const ceremony = ceremonyOf(parts.handler.state)
  const key = await ticketKey(parts, station)
  const minutes = ceremony.agenda.reduce((sum, item) => sum + (item.minutes ?? 0), 0)
  const text = calendarEntry({
    uid: `${createHmac('sha256', key).update('calendar').digest('hex').slice(0, 32)}@unterschriftenmappe`,
    title: ceremony.title,
    date: ceremony.date,
    time: ceremony.time,
    minutes: minutes || USUAL_MINUTES,
    place: [ceremony.room, ceremony.address].filter(Boolean).join(', '),
    description: ceremony.host,
    madeAt: parts.options.now().toISOString(),
  })
  return { bytes: Buffer.from(text, 'utf8'), fileName: 'termin.ics' }
}

/** The ceremony, or NOT_FOUND before it is described. */
export function ceremonyOf({ ceremony }: State): Ceremony {
  if (!ceremony) throw new MappeError('NOT_FOUND')
  return ceremony
}

const german = new Intl.Collator('de')

/** By name; nobody whose place another has taken, nobody who only walked in. */
export const expectedGuests = ({ attendees, substitutes }: State): Attendee[] =>
  Object.values(attendees)
    .filter(({ id, origin }) => origin !== 'walk-in' && substitutes[id] === undefined)
    .toSorted((a, b) => german.compare(a.lastName, b.lastName) || german.compare(a.firstName, b.firstName))

/** What is written to a guest, with the code for the door. */
export function invited(state: State, attendee: Attendee, key: string): InvitedGuest {
  const { salutation, title, firstName, lastName, seat, partnerId } = attendee
  return {
    salutation,
    title,
    firstName,
    lastName,
    function: attendee.function,
    organisation: partnerId === null ? '' : (state.partners[partnerId]?.name ?? ''),
    seat,
    code: ticketCode(key, attendee.id, ticketIssueOf(state, attendee.id)),
  }
}
