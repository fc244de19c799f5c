/** Ink on a canvas: the same outlines that are kept, filled by the same rule. */
import type { Sample } from '../../shared/ink/centreline.ts'
import { outlines } from '../../shared/ink/outline.ts'

/** Document blue, readable in print and told apart from the printed text. */
export const INK_COLOUR = '#10246b'

/** Paints a line onto the context, whose unit is one CSS pixel. */
export const brushOn = (context: CanvasRenderingContext2D) => (line: Sample[]) => {
  context.fillStyle = INK_COLOUR
  context.beginPath()
  for (const loop of outlines(line)) {
    loop.forEach(({ x, y }, i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
    context.closePath()
  }
  context.fill('nonzero')
}
