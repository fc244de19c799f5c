/** The pad in the page: reports what was drawn, shows it on the stage, undoes, starts over. */
import { computed, onBeforeUnmount, onMounted, ref } from 'vue'
import type { ShallowRef } from 'vue'
import { openLiveInk } from './live-ink.ts'
import type { LiveBatch } from './live-ink.ts'
import { openPad } from './pad.ts'
import type { Pad } from './pad.ts'
import type { PadCanvases } from './pad-layers.ts'
import { scaleStrokes } from './pad-strokes.ts'
import type { PointerKind } from './palm.ts'
import type { Drawn } from './signature.ts'

type Elements = {
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>
  /** Above it, for what runs ahead of the pen. */
  tip: Readonly<ShallowRef<HTMLCanvasElement | null>>
  frame: Readonly<ShallowRef<HTMLElement | null>>
}

/** How long after the last stroke buttons stay deaf to a resting palm, in ms. */
const PALM_PAUSE = 350

export function useDrawing(
  { canvas, tip, frame }: Elements,
  drawn: () => Drawn,
  on: {
    draw: (now: Drawn, input: PointerKind) => void
    /** The same ink on a pad of another size. */
    fit: (now: Drawn) => void
    live: (batch: LiveBatch) => void
    startOver: () => void
  },
) {
  const isDrawing = ref(false)
  const isEmpty = computed(() => drawn().strokes.length === 0 && !isDrawing.value)
  let pad: Pad | null = null
  let input: PointerKind = 'mouse'
  let timer = 0
  const live = openLiveInk(on.live, {
    now: () => performance.now(),
    later: (run, ms) => void window.setTimeout(run, ms),
  })

  const report = () => pad && on.draw(drawnOn(pad), input)

  function open(canvases: PadCanvases, around: HTMLElement): void {
    const opened = openPad(canvases, around, {
      begin(kind) {
        clearTimeout(timer)
        isDrawing.value = true
        input = kind
        live.begin()
      },
      move: (stroke) => live.move(stroke, opened.size()),
      end(stroke) {
        live.end(stroke, opened.size())
        report()
        timer = window.setTimeout(() => (isDrawing.value = false), PALM_PAUSE)
      },
      dropped: () => live.show(opened.strokes(), opened.size()),
      resized: () => pad && drawn().strokes.length > 0 && on.fit(drawnOn(pad)),
    })
    pad = opened
    const { strokes, width } = drawn()
    opened.show(scaleStrokes(strokes, opened.size().width / width))
    live.show(opened.strokes(), opened.size())
  }

  function undo(): void {
    if (!pad) return
    pad.show(pad.strokes().slice(0, -1))
    live.show(pad.strokes(), pad.size())
    report()
  }

  function startOver(): void {
    if (!pad) return
    pad.show([])
    pad.forgetPen()
    live.show([], pad.size())
    on.startOver()
  }

  onMounted(() => {
    if (!canvas.value || !tip.value || !frame.value) return
    open({ ink: canvas.value, tip: tip.value }, frame.value)
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    pad?.close()
  })

  return { isDrawing, isEmpty, undo, startOver }
}

const drawnOn = (pad: Pad): Drawn => ({ strokes: [...pad.strokes()], width: pad.size().width })
