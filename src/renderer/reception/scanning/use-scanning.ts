/** From a code to the door: who it belongs to, whether it still counts, and what came of it. */
import { shallowRef } from 'vue'
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import { fullName } from '../../../shared/domain/registry/registry.ts'
import { seatOf } from '../../../shared/domain/door/seat.ts'
import type { State } from '../../../shared/domain/state.ts'
import { playSound } from '../desk-sound.ts'
import type { Outcome } from '../outcome.ts'
import type { ScanOutcome } from './scan-outcome.ts'
import { createTickets } from './tickets.ts'

/** What scanning needs of the desk. */
type Desk = {
  isLoaded: { readonly value: boolean }
  state: { readonly value: State }
  outcome: { value: Outcome | null }
  /** Null when nobody said how many came along. */
  checkIn: (guest: { id: AttendeeId; name: string }, keepsQuery: boolean) => Promise<boolean | null>
}

/** A scanner or a camera reads one code several times: within so many ms that is one reading. */
const SAME_READING = 2_500

export function useScanning(desk: Desk) {
  const tickets = createTickets()
  const scanned = shallowRef<ScanOutcome | null>(null)
  let last = { code: '', at: -Infinity }
  let count = 0

  const show = (type: ScanOutcome['type'], facts: Partial<ScanOutcome> = {}): void => {
    count += 1
    const blank = { name: '', organisation: '', seat: '', at: '', stationName: '', standIn: '' }
    scanned.value = { ...blank, ...facts, type, number: count }
    playSound(type)
  }

  /** `codes`: the ways to read one code, likeliest first. */
  async function scan(codes: readonly string[], now = performance.now()): Promise<void> {
    const code = codes[0] ?? ''
    const isAgain = code === last.code && now - last.at < SAME_READING
    last = { code, at: now }
    if (isAgain) return
    // Without the list nobody can say that a code is unknown.
    if (!desk.isLoaded.value) return show('not-ready')
    const holder = await tickets.holderOf(codes, desk.state.value)
    if (holder === null) show('unknown')
    else if (holder.isReplaced) show('replaced', factsOf(desk.state.value, holder.id))
    else await admit(holder.id)
  }

  async function admit(id: AttendeeId): Promise<void> {
    const guest = factsOf(desk.state.value, id)
    if (guest.standIn !== '') return show('void', guest)
    // Somebody may be typing another guest's name: a scan takes nothing away from that.
    const isDone = await desk.checkIn({ id, name: guest.name }, true)
    if (isDone === null) return
    if (!isDone) return show('failed', guest)
    const { type, at = '', stationName = '' } = desk.outcome.value ?? {}
    desk.outcome.value = null
    show(type === 'already-checked-in' ? type : 'checked-in', { ...guest, at, stationName })
  }

  return { scanned, scan, close: () => void (scanned.value = null) }
}

function factsOf(state: State, id: AttendeeId) {
  const { attendees, arrivals, partners, substitutes } = state
  const attendee = attendees[id]
  const standInId = arrivals[id] ? undefined : substitutes[id]
  const standIn = standInId ? attendees[standInId] : undefined
  const partnerId = attendee?.partnerId ?? null
  return {
    name: attendee ? fullName(attendee) : '',
    organisation: partnerId === null ? '' : (partners[partnerId]?.name ?? ''),
    seat: attendee ? seatOf(state, attendee) : '',
    standIn: standIn ? fullName(standIn) : '',
  }
}
