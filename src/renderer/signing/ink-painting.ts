/** Ink on a canvas: the same samples that become the outlines, as round-ended pieces of line. */
import type { Sample } from '../../shared/ink/centreline.ts'

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

  function piece(from: Sample, to: Sample): void {
    context.lineWidth = from.radius + to.radius
    context.beginPath()
    context.moveTo(from.x, from.y)
    context.lineTo(to.x, to.y)
    context.stroke()
  }

  return {
    draw(samples) {
      Object.assign(context, { strokeStyle: INK_COLOUR, lineCap: 'round', lineJoin: 'round' })
      for (const sample of samples) {
        // a line of no length is a dot of its width
        piece(last ?? sample, sample)
        last = sample
      }
    },
    lift: () => void (last = null),
  }
}
