/** Two entries of the list that are one person: two desks that could not see each other wrote the same guest down. */
import type { DomainEvent, Evolvers } from '../events.ts'
import { companionsIn, putArrival, withCompanions } from './heads.ts'
import type { AttendeeId } from '../ids.ts'
import { beforeMerge, TAKEN_OVER } from './merge-record.ts'
import type { TakenOver } from './merge-record.ts'
import { hasSigned } from '../registry/registry.ts'
import type { Attendee } from '../registry/registry.ts'
import { isSameOrganisation } from './same-name.ts'
import { renameSpeakers } from '../evening/speaker-list.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

export type MergingEvents = {
  /** The first is kept; what was done with the second is done with it. `told`: what only the second knew, absent for nothing. */
  'guests-merged': { keptId: AttendeeId; goneId: AttendeeId; told?: TakenOver[] }
}

/** Under which id the person is on the list now. */
export const nowKnownAs = ({ merged }: State, id: AttendeeId): AttendeeId => merged[id] ?? id

/**
 * One of the two stays, with what only the other one knew; who has signed stays in any case.
 * ATTENDEE_HAS_SIGNED where both have.
 */
export function asOnePerson(state: State, firstId: AttendeeId, secondId: AttendeeId): DomainEvent[] {
  const isSecondKept = hasSigned(state, secondId)
  if (isSecondKept && hasSigned(state, firstId)) throw new MappeError('ATTENDEE_HAS_SIGNED')
  const [keptId, goneId] = isSecondKept ? [secondId, firstId] : [firstId, secondId]
  const [kept, gone] = [state.attendees[keptId], state.attendees[goneId]]
  if (!kept || !gone) return []
  const completed = completedBy(kept, gone)
  return [
    ...(completed ? [{ type: 'attendee-changed' as const, payload: { attendee: completed } }] : []),
    {
      type: 'guests-merged',
      payload: { keptId, goneId, ...(completed && { told: toldBy(kept, completed) }) },
    },
    ...organisationOnlyOf(state, kept, gone),
  ]
}

/** Null where the second knows nothing more. */
function completedBy(kept: Attendee, gone: Attendee): Attendee | null {
  const texts = ['salutation', 'title', 'firstName', 'function', 'email', 'phone', 'seat', 'note'] as const
  const news = texts.filter((field) => kept[field] === '' && gone[field] !== '')
  const partnerId = kept.partnerId ?? gone.partnerId
  const companionOf = kept.companionOf ?? gone.companionOf
  if (news.length === 0 && partnerId === kept.partnerId && companionOf === kept.companionOf) return null
  const told = Object.fromEntries(news.map((field) => [field, gone[field]]))
  return { ...kept, ...told, partnerId, ...(companionOf && companionOf !== kept.id && { companionOf }) }
}

/** What differs since. */
const toldBy = (kept: Attendee, completed: Attendee): TakenOver[] =>
  TAKEN_OVER.filter((field) => kept[field] !== completed[field])

/** The other desk's entry of the same organisation, to which nobody else belongs. */
function organisationOnlyOf(state: State, kept: Attendee, gone: Attendee): DomainEvent[] {
  const { partnerId } = gone
  if (partnerId === null || kept.partnerId === null || partnerId === kept.partnerId) return []
  const partner = state.partners[partnerId]
  const isSame = isSameOrganisation(state.partners[kept.partnerId], partner)
  const isTheirsAlone = !Object.values(state.attendees).some(
    (guest) => guest.partnerId === partnerId && guest.id !== gone.id,
  )
  return isSame && isTheirsAlone && partner?.role === 'guest'
    ? [{ type: 'partner-removed', payload: { partnerId } }]
    : []
}

export const mergingEvolvers: Evolvers<MergingEvents> = {
  'guests-merged': (state, { seq, at, payload: { keptId, goneId, told = [] } }) => {
    const record = beforeMerge(state, at, { keptId, goneId, told })
    mergeArrivals(state, keptId, goneId)
    const takenOver = takeOverStandIn(state, keptId, goneId)
    if (record) {
      const { arrivals, merges } = state
      const pointed = { ...record.pointed, takenOver }
      state.merges = [...merges, { ...record, pointed, mergedArrival: arrivals[keptId] ?? null }]
    }
    pointTo(state, keptId, goneId)
    delete state.attendees[goneId]
    delete state.registrations[goneId]
    for (const [id, now] of Object.entries(state.merged))
      if (now === goneId) state.merged[id as AttendeeId] = keptId
    state.merged[goneId] = keptId
    state.registrySeq = seq
  },
}

/** In since the first of the two came through a door; both desks may have counted the same companions. */
function mergeArrivals(state: State, keptId: AttendeeId, goneId: AttendeeId): void {
  const [kept, gone] = [state.arrivals[keptId], state.arrivals[goneId]]
  putArrival(state, goneId, null)
  if (!gone) return
  const first = kept && kept.at <= gone.at ? kept : gone
  putArrival(state, keptId, withCompanions(first, Math.max(companionsIn(kept), companionsIn(gone))))
}

/** Who was written down as a stranger standing in does so as the guest they are. */
function takeOverStandIn(state: State, keptId: AttendeeId, goneId: AttendeeId): AttendeeId | null {
  const gone = state.attendees[goneId]
  const absentId = gone?.substituteFor ?? null
  if (!gone || absentId === null || state.substitutes[absentId] !== goneId) return null
  if (state.attendees[keptId]?.substituteFor === absentId) return null
  const { maySign, capacity, authoritySeenBy } = gone
  state.standIns[absentId] = { guestId: keptId, maySign, capacity, authoritySeenBy, takesSeat: false }
  return absentId
}

/** Whatever names the one names the other from now on. */
function pointTo(state: State, keptId: AttendeeId, goneId: AttendeeId): void {
  const now = (id: AttendeeId) => (id === goneId ? keptId : id)
  for (const guest of Object.values(state.attendees))
    if (guest.companionOf === goneId) state.attendees[guest.id] = { ...guest, companionOf: keptId }
  for (const [id, standIn] of Object.entries(state.standIns))
    state.standIns[id as AttendeeId] = { ...standIn, guestId: now(standIn.guestId) }
  for (const [id, standInId] of Object.entries(state.substitutes))
    state.substitutes[id as AttendeeId] = now(standInId)
  for (const { seq, ...conflict } of Object.values(state.conflicts)) {
    const [attendeeId, otherId] = [now(conflict.attendeeId), conflict.otherId && now(conflict.otherId)]
    if (attendeeId === otherId) delete state.conflicts[seq]
    else state.conflicts[seq] = { ...conflict, seq, attendeeId, otherId }
  }
  for (const [id, turn] of Object.entries(state.signing))
    if (turn.status === 'called' && turn.attendeeId === goneId)
      Object.assign(state.signing, { [id]: { ...turn, attendeeId: keptId } })
  renameSpeakers(state, ({ attendeeId }) => (attendeeId === goneId ? keptId : attendeeId))
}
