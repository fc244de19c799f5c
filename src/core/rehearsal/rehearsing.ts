/** How a core stands to rehearsing: as the evening, which may begin one, or as the copy, which notes what it shows and may end it. */
import type { RehearsalResult, RehearsalStatus } from '../../shared/contract/rehearsal.ts'
import type { RecordedEvent } from '../../shared/domain/events.ts'
import type { AttendeeId, StationId } from '../../shared/domain/ids.ts'
import { checksOf, nothingSeen, seeFact } from '../../shared/domain/evening/rehearsal-checks.ts'
import type { Seen } from '../../shared/domain/evening/rehearsal-checks.ts'
import type { RehearsalId } from '../../shared/domain/evening/rehearsal.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CommandHandler } from '../command-handler.ts'
import type { Presence } from '../door/presence.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { keepResult, lastResult } from './result.ts'

type Parts = { folder: DataFolder; handler: CommandHandler; presence: Presence }

export type Rehearsing = {
  /** Null in the evening itself. */
  id: RehearsalId | null
  /** What has been seen; null in the evening itself. */
  seen: Seen | null
  /** The evening rests while it is rehearsed: nothing is recorded in its journal. */
  isPaused: () => boolean
  /** The program had ended in the midst of a rehearsal; its copy was removed at the start. */
  wasCutShort: boolean
  status: (parts: Parts) => Promise<RehearsalStatus>
  /** @throws MappeError NOT_ALLOWED_NOW { reason } … */
  begin: (by: StationId) => Promise<RehearsalId>
  /** @throws MappeError NOT_ALLOWED_NOW { reason: 'no-rehearsal' } */
  end: (by: StationId) => Promise<RehearsalResult>
  /** A person's entry has been put right. */
  settle: (parts: Parts, attendeeId: AttendeeId) => Promise<void>
}

const never = (reason: string) => async () => {
  throw new MappeError('NOT_ALLOWED_NOW', { reason })
}

export const inEvening = (
  begin: Rehearsing['begin'],
  isPaused: () => boolean,
  wasCutShort: boolean,
): Rehearsing => ({
  id: null,
  seen: null,
  isPaused,
  wasCutShort,
  status: async (parts) => ({ current: null, last: await resultOfKnown(parts) }),
  begin,
  end: never('no-rehearsal'),
  settle: async (parts, attendeeId) => {
    const last = await resultOfKnown(parts)
    if (!last) return
    const corrections = last.corrections.filter((each) => each.attendeeId !== attendeeId)
    await keepResult(parts.folder, { ...last, corrections })
  },
})

/** `see` is to be told of every fact from the beginning of the rehearsal on. */
export function inRehearsal(
  id: RehearsalId,
  end: Rehearsing['end'],
): Rehearsing & { see: (fact: RecordedEvent) => void } {
  const seen = nothingSeen()
  return {
    see: (fact) => seeFact(seen, fact),
    id,
    seen,
    isPaused: () => false,
    wasCutShort: false,
    status: async ({ handler: { state }, presence }) => {
      for (const { stationId } of presence.all()) seen.heard.add(stationId)
      const began = state.rehearsal?.at ?? ''
      return { current: { id, began, checks: checksOf(state, seen) }, last: null }
    },
    begin: never('rehearsal-on'),
    end,
    settle: never('rehearsal-on'),
  }
}

/** Who was taken off the list meanwhile needs no correction any more. */
async function resultOfKnown({ folder, handler: { state } }: Parts): Promise<RehearsalResult | null> {
  const last = await lastResult(folder)
  if (!last) return null
  return { ...last, corrections: last.corrections.filter(({ attendeeId }) => state.attendees[attendeeId]) }
}
