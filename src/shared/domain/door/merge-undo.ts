/** Two people were taken for one by mistake: they are two again, each as their desk had let them in; the history stays. */
import { z } from 'zod'
import type { Arrival } from './check-in.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import { companionsIn, putArrival, withCompanions } from './heads.ts'
import { attendeeIdSchema, noteSchema } from '../ids.ts'
import type { AttendeeId } from '../ids.ts'
import { isSameValue } from '../registry/import-record.ts'
import { without } from './merge-record.ts'
import type { MergeRecord } from './merge-record.ts'
import { hasSigned, isCalled } from '../registry/registry.ts'
import type { Attendee } from '../registry/registry.ts'
import { renameSpeakers } from '../evening/speaker-list.ts'
import type { State } from '../state.ts'
import { standingOf, PAPER_KINDS } from '../paper/paper.ts'
import { MappeError } from '../../errors.ts'

export const mergeUndoCommands = {
  'undo-merge': z.strictObject({
    keptId: attendeeIdSchema,
    goneId: attendeeIdSchema,
    reason: noteSchema.min(1),
  }),
}

export type MergeUndoEvents = {
  'merge-undone': { keptId: AttendeeId; goneId: AttendeeId; reason: string }
}

/** What has happened under the one name since and stays with the one that was kept. */
export const STAYING = ['signed', 'door', 'company', 'badge'] as const
export type Staying = (typeof STAYING)[number]
export type MergeHindrance = 'called' | 'merged-since'

export const mergeUndoDeciders: Deciders<typeof mergeUndoCommands> = {
  /** CONFLICT { reason: 'merge-not-known' } · NOT_ALLOWED_NOW { reason: 'called' | 'merged-since' } */
  'undo-merge': (state, { keptId, goneId, reason }) => {
    // Both desks may have tapped.
    if (
      state.parted.some((pair) => pair.keptId === keptId && pair.goneId === goneId) &&
      state.attendees[goneId]
    )
      return unchanged({ type: 'nothing-to-do' })
    const record = state.merges.findLast((each) => each.keptId === keptId && each.goneId === goneId)
    const kept = state.attendees[keptId]
    if (!record || !kept) throw new MappeError('CONFLICT', { reason: 'merge-not-known' })
    const hindrance = mergeHindrance(state, record)
    if (hindrance) throw new MappeError('NOT_ALLOWED_NOW', { reason: hindrance })
    return happened(...organisationAgain(state, record), ...withoutTheOther(state, record, kept), {
      type: 'merge-undone',
      payload: { keptId, goneId, reason },
    })
  },
}

/** Why two cannot be parted just now; the latest of several merges of a person comes first. */
export function mergeHindrance(state: State, record: MergeRecord): MergeHindrance | null {
  if (isCalled(state, record.keptId)) return 'called'
  const later = state.merges.slice(state.merges.indexOf(record) + 1)
  const isAgain = later.some(({ keptId, goneId }) => keptId === record.keptId || goneId === record.keptId)
  return isAgain ? 'merged-since' : null
}

/** What stays with the person who was kept, to be said before anything is done. */
export function stayingWith(state: State, record: MergeRecord): Staying[] {
  const { keptId, mergedArrival } = record
  const now = state.arrivals[keptId] ?? null
  const kept = state.attendees[keptId]
  const isBadgeNew = PAPER_KINDS.some(
    (kind) =>
      state.prints[kind][keptId] !== record.prints[kind] &&
      kept &&
      standingOf(state, kind, kept) === 'current',
  )
  const is: Record<Staying, boolean> = {
    signed: hasSigned(state, keptId),
    door: !isSameArrival(now, mergedArrival),
    company: isSameArrival(now, mergedArrival) && !isSameValue(now, mergedArrival),
    badge: isBadgeNew,
  }
  return STAYING.filter((each) => is[each])
}

/** It went with the one who was taken off the list. */
function organisationAgain(state: State, { gone, partner }: MergeRecord): DomainEvent[] {
  if (!partner || gone.partnerId === null || state.partners[partner.id]) return []
  return [{ type: 'partner-added', payload: { partner } }]
}

/** Takes off what was taken over from the other, where it is still that; whoever has signed stays as they signed. */
function withoutTheOther(state: State, { told, gone }: MergeRecord, kept: Attendee): DomainEvent[] {
  const borrowed = told.filter((field) => isSameValue(kept[field], gone[field]))
  if (borrowed.length === 0 || hasSigned(state, kept.id)) return []
  return [{ type: 'attendee-changed', payload: { attendee: without(kept, borrowed) } }]
}

export const mergeUndoEvolvers: Evolvers<MergeUndoEvents> = {
  'merge-undone': (state, { seq, payload: { keptId, goneId } }) => {
    const record = state.merges.findLast((each) => each.keptId === keptId && each.goneId === goneId)
    if (!record) return
    state.merges = state.merges.filter((each) => each !== record)
    state.parted = [...state.parted, { keptId, goneId, told: record.told }]
    delete state.merged[goneId]
    for (const id of record.pointed.merged) state.merged[id] = goneId
    state.attendees[goneId] = record.gone
    if (record.registration) state.registrations[goneId] = record.registration
    partArrivals(state, record)
    pointBack(state, record)
    state.registrySeq = seq
  },
}

/** The kept one is in as before the merge, unless their own arrival was taken back or noted anew since. */
function partArrivals(state: State, record: MergeRecord): void {
  const { keptId, goneId, keptArrival, goneArrival, mergedArrival } = record
  const now = state.arrivals[keptId] ?? null
  if (isSameArrival(now, mergedArrival)) {
    const since = companionsIn(now ?? undefined) - companionsIn(mergedArrival ?? undefined)
    putArrival(state, keptId, keptArrival && joinedBy(keptArrival, since))
  }
  putArrival(state, goneId, goneArrival)
}

const joinedBy = (arrival: Arrival, since: number): Arrival =>
  since === 0 ? arrival : withCompanions(arrival, Math.max(0, companionsIn(arrival) + since))

/** The same moment at the same desk; how many came along may have changed. */
const isSameArrival = (one: Arrival | null, other: Arrival | null): boolean =>
  one?.at === other?.at && one?.station === other?.station

/** What named the other one before, and the kept one since, names the other one again. */
function pointBack(state: State, { keptId, goneId, pointed }: MergeRecord): void {
  for (const id of pointed.companions) {
    const guest = state.attendees[id]
    if (guest?.companionOf === keptId) state.attendees[id] = { ...guest, companionOf: goneId }
  }
  for (const id of pointed.standIns) {
    const standIn = state.standIns[id]
    if (standIn?.guestId === keptId) state.standIns[id] = { ...standIn, guestId: goneId }
  }
  const { takenOver } = pointed
  if (takenOver !== null && state.standIns[takenOver]?.guestId === keptId) delete state.standIns[takenOver]
  for (const id of pointed.substitutes) if (state.substitutes[id] === keptId) state.substitutes[id] = goneId
  for (const conflict of pointed.conflicts)
    if (state.conflicts[conflict.seq]) state.conflicts[conflict.seq] = conflict
  const isOther = new Set(pointed.speakers)
  renameSpeakers(state, ({ id, attendeeId }) =>
    isOther.has(id) && attendeeId === keptId ? goneId : attendeeId,
  )
}
