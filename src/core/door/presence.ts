/** Which stations are there: every call of a station shows that it is, its heartbeat at the latest. Kept in memory only. */
import type { StationId } from '../../shared/domain/ids.ts'
import type { StationPresence } from '../../shared/contract/live.ts'

/** A page asks every two seconds and waits three for the answer; whoever missed this is not on the way. */
export const SILENT_AFTER_MS = 8_000
const LOOK_EVERY_MS = 1_000

export type Presence = {
  /** A call came from this station. */
  seen: (station: StationId) => void
  isThere: (station: StationId) => boolean
  /** All that were ever heard since the host was started. */
  all: () => StationPresence[]
  close: () => void
}

/** `changed` is called whenever a station has come or has fallen silent. */
export function watchPresence(now: () => Date, changed: () => void): Presence {
  const lastSeen = new Map<StationId, number>()
  const there = new Set<StationId>()
  const silence = (station: StationId) => now().getTime() - (lastSeen.get(station) ?? -Infinity)

  const timer = setInterval(() => {
    const gone = [...there].filter((station) => silence(station) > SILENT_AFTER_MS)
    for (const station of gone) there.delete(station)
    if (gone.length > 0) changed()
  }, LOOK_EVERY_MS)
  timer.unref()

  return {
    seen(station) {
      lastSeen.set(station, now().getTime())
      if (there.has(station)) return
      there.add(station)
      changed()
    },
    isThere: (station) => there.has(station) && silence(station) <= SILENT_AFTER_MS,
    all: () =>
      [...lastSeen.keys()].map((stationId) => ({
        stationId,
        isThere: there.has(stationId),
        silentMs: silence(stationId),
      })),
    close: () => clearInterval(timer),
  }
}
