/** Room around a small signature, so that it is not blown up to a brush stroke where others are shown as large. */
import { penWidth } from '../shared/ink.ts'
import type { Ink } from '../shared/ink.ts'

/**
 * The ink in a box wide enough that its pen takes at most this share of the width: centred, standing on the bottom.
 * Ink that is large enough stays as it is.
 */
export function calmInk(ink: Ink, mostPen: number): Ink {
  const factor = penWidth(ink) / (mostPen * ink.width)
  if (!(factor > 1)) return ink
  const [width, height] = [ink.width * factor, ink.height * factor]
  const moved = { x: (width - ink.width) / 2, y: height - ink.height }
  const paths = ink.paths.map((path) => path.map((value, i) => value + (i % 2 === 0 ? moved.x : moved.y)))
  return { width, height, paths }
}
