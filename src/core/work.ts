/** Work that takes its time: says how far it is, and leaves off when nobody wants it any more. */
import { setImmediate } from 'node:timers/promises'
import type { WorkKind } from '../shared/contract/live.ts'
import type { StationId } from '../shared/domain/ids.ts'
import { MappeError } from '../shared/errors.ts'
import type { SharedWork } from '../shared/shared-work.ts'
import type { Happenings } from './live-feed.ts'

/** How far it is, from 0 to 1. */
export type Report = (done: number) => void

/** `signal` comes when the work is called off. */
export type Work = { report: Report; signal: AbortSignal | undefined }

/** For those who neither look on nor call off. */
export const UNWATCHED: Work = { report: () => {}, signal: undefined }

type Told = {
  happenings: Happenings
  kind: WorkKind
  /** Who waits for it; null where every organizer may look on. */
  station: StationId | null
  signal?: AbortSignal | undefined
}

/** Told whole per cent by whole per cent: more nobody can read, and a long list would fill the wire. It never goes back. */
export function toldWork({ happenings, kind, station, signal }: Told): Work {
  let told = -1
  return {
    signal,
    report(done) {
      const percent = Math.floor(done * 100)
      if (percent <= told) return
      told = percent
      happenings.publish('work', { station, kind, done: percent / 100 })
    },
  }
}

/** Shared work under way, and how far each is. */
export type UnderWay = Map<SharedWork, number>

/** Both put the ledger in the place of another: one after the other, and never begun twice. */
const REPLACING = ['restoring', 'protecting'] as const

/**
 * Shared work: whoever begins to follow later is told of it, too, and everybody when it is over.
 * @throws MappeError NOT_ALLOWED_NOW { reason: 'under-way' } where the ledger is being replaced already
 */
export async function inSightOfAll<T>(
  { happenings, underWay }: { happenings: Happenings; underWay: UnderWay },
  kind: SharedWork,
  act: (work: Work) => Promise<T>,
): Promise<T> {
  if (kind !== 'sealing' && REPLACING.some((each) => underWay.has(each)))
    throw new MappeError('NOT_ALLOWED_NOW', { reason: 'under-way' })
  const told = toldWork({ happenings, kind, station: null })
  const report = (done: number): void => {
    underWay.set(kind, done)
    told.report(done)
  }
  report(0)
  try {
    return await act({ report, signal: undefined })
  } finally {
    underWay.delete(kind)
    happenings.publish('work', { station: null, kind, done: null })
  }
}

/** A part of the work: its own 0 to 1 is `from` to `to` of the whole. */
export const partOf = ({ report, signal }: Work, from: number, to: number): Work => ({
  signal,
  report: (done) => report(from + done * (to - from)),
})

/** So many pieces are made before others get their turn: the door must not wait for papers. */
const PORTION = 10

/** One after the other; rejects with the signal's reason between two portions once the work is called off. */
export async function inPortions<Item>(
  items: readonly Item[],
  { report, signal }: Work,
  act: (item: Item, index: number) => void,
  portion = PORTION,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    act(item, index)
    if (index % portion !== portion - 1) continue
    report((index + 1) / items.length)
    await setImmediate()
    signal?.throwIfAborted()
  }
}
