/** Seats on which more than one guest would sit tonight, so that somebody is told before the paper is out. */
import type { AttendeeId } from '../ids.ts'
import { seatOf } from '../door/seat.ts'
import type { Attendee } from '../registry/registry.ts'
import type { State } from '../state.ts'
import { comingGuests } from './paper.ts'

export type SharedSeat = { seat: string; guests: Attendee[] }

/** The whole of such a text is a place for several: "Tisch 3", "Reihe B". */
const FOR_SEVERAL = /^(?:tisch|table|reihe|row|block|bereich|area|sektor|gruppe|group)\s*[-.:]?\s*\S+$/i
/** From so many seats on their numbers say whether they are tables. */
const ENOUGH_SEATS = 4

/**
 * In the order of their seats. A text without a number ("Empore"), one that names a table or row, and numbers most of which are given
 * to several (tables that are only numbered) are no single seats. Whoever is represented sits nowhere.
 */
export function seatsGivenTwice(state: State): SharedSeat[] {
  const seats = bySeat(state)
  return areTables(seats) ? [] : sharedOf(seats).toSorted((a, b) => german.compare(a.seat, b.seat))
}

/** Who sits there already; `id` is the guest who is being given this seat. */
export function othersOnSeat(state: State, { id, seat }: { id: AttendeeId; seat: string }): Attendee[] {
  const seats = bySeat(state)
  const { guests = [] } = seats.get(keyOf(seat)) ?? {}
  return areTables(seats) ? [] : guests.filter((guest) => guest.id !== id)
}

const german = new Intl.Collator('de', { numeric: true })

const keyOf = (seat: string): string => seat.normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLowerCase()

type Seats = Map<string, SharedSeat>

const sharedOf = (seats: Seats) => [...seats.values()].filter(({ guests }) => guests.length > 1)
const areTables = (seats: Seats) => seats.size >= ENOUGH_SEATS && sharedOf(seats).length > seats.size / 2

function bySeat(state: State): Seats {
  const seats: Seats = new Map()
  for (const guest of comingGuests(state)) {
    const seat = seatOf(state, guest).trim()
    if (!isSingle(seat)) continue
    const known = seats.get(keyOf(seat))
    if (known) known.guests.push(guest)
    else seats.set(keyOf(seat), { seat, guests: [guest] })
  }
  return seats
}

const isSingle = (seat: string): boolean => /\d/.test(seat) && !FOR_SEVERAL.test(seat)
