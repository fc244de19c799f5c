/** Ink on a canvas: the same outlines that are kept, filled by the same rule. */
import type { Sample } from '../../shared/ink/centreline.ts'
import { outlines } from '../../shared/ink/outline.ts'

/** Document blue, readable in print and told apart from the printed text. */
const INK_COLOUR = '#10246b'

export type Brush = {
  /** Goes on from where the last samples ended. */
  draw(samples: readonly Sample[]): void
  /** Lifts the pen: what follows is a stroke of its own. */
  lift(): void
}

/** Paints onto the context, whose unit is one CSS pixel. */
export function brushOn(context: CanvasRenderingContext2D): Brush {
  let last: Sample | null = null
  return {
    draw(samples) {
      const line = last ? [last, ...samples] : [...samples]
      last = line.at(-1) ?? null
      context.fillStyle = INK_COLOUR
      context.beginPath()
      for (const loop of outlines(line)) {
        loop.forEach(({ x, y }, i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
        context.closePath()
      }
      context.fill('nonzero')
    },
    lift: () => void (last = null),
  }
}
