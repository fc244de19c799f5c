/** Sends running ink to the stage, at most thirty times a second and without waiting for an answer. */
import type { LiveStroke } from '../../shared/contract/signing.ts'
import type { PadStroke } from '../../shared/ink.ts'
import { LIVE_INTERVAL, nextBatch, nothingSent, wholeStroke } from './live-stroke.ts'
import type { LiveProgress, PadSize } from './live-stroke.ts'

export type LiveBatch = Omit<LiveStroke, 'partnerId'>

/** Milliseconds that only grow, and a timer; `window`'s own in the page. */
export type LiveClock = { now(): number; later(run: () => void, ms: number): void }

export type LiveInk = {
  begin(): void
  /** The stroke as it stands; sent now or, when the last batch is too fresh, a little later. */
  move(stroke: PadStroke, pad: PadSize): void
  end(stroke: PadStroke, pad: PadSize): void
  /** Wipes the stage's pad and draws these strokes instead: after undo, starting over, a reload. */
  show(strokes: readonly PadStroke[], pad: PadSize): void
}

export function openLiveInk(send: (batch: LiveBatch) => void, clock: LiveClock): LiveInk {
  let stroke = -1
  let progress: LiveProgress = nothingSent()
  let sentAt = -Infinity
  let waiting: (() => void) | null = null

  function flush(drawn: PadStroke, pad: PadSize, ended: boolean): void {
    waiting = null
    const { points, sent } = nextBatch(drawn, progress, pad, ended)
    progress = sent
    if (points.length === 0) return
    sentAt = clock.now()
    send({ stroke, aspect: pad.width / pad.height, points })
  }

  function move(drawn: PadStroke, pad: PadSize): void {
    const wait = sentAt + LIVE_INTERVAL - clock.now()
    if (wait <= 0) return flush(drawn, pad, false)
    const isScheduled = waiting !== null
    waiting = () => flush(drawn, pad, false)
    if (!isScheduled) clock.later(() => waiting?.(), wait)
  }

  return {
    begin() {
      waiting = null
      stroke += 1
      progress = nothingSent()
    },
    move,
    end: (drawn, pad) => flush(drawn, pad, true),
    show(strokes, pad) {
      waiting = null
      stroke = strokes.length - 1
      send({ stroke: -1, aspect: pad.width / pad.height, points: [] })
      strokes.forEach((drawn, i) => {
        for (const points of wholeStroke(drawn, pad))
          send({ stroke: i, aspect: pad.width / pad.height, points })
      })
    },
  }
}
