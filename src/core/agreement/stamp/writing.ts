/** Fits a text into the place of an anchor: on its baseline, as large as the print around it, smaller where room is short. Pure arithmetic. */
import type { Rect } from '../../../shared/geometry.ts'
import type { Measure, PlacedLine } from './signature-block.ts'
import { ASCENT, DESCENT } from '../reading/text-anchors.ts'

/** A wording counts as fitting while it need not be made smaller than this, in parts of the size. */
const CALM = 0.85
/** Below, two lines are easier to read than one. */
const CRAMPED = 0.6
const LEADING = 1.1

/** What a text may take, in points: so much from the line's beginning, and so much to the left of it where that is not enough. */
export type Room = { width: number; before: number }

/** `line` is the anchor's line in displayed points, y up. */
export function fitWriting(
  line: Rect,
  { width, before }: Room,
  wordings: readonly string[],
  measure: Measure,
): PlacedLine[] {
  const size = line.height / (ASCENT + DESCENT)
  const within = (room: number) =>
    wordings.map((text) => ({ text, size: Math.min(size, room / measure(text, 'regular')) }))
  const isCalm = (one: { size: number }) => one.size >= CALM * size
  const most = width + before
  const best =
    within(width).find(isCalm) ??
    within(most).find(isCalm) ??
    within(most).toSorted((one, other) => other.size - one.size)[0]
  if (!best) return []
  const two = best.size < CRAMPED * size ? inTwo(best.text, line, width, measure) : []
  if ((two[0]?.size ?? 0) > best.size) return two
  const over = Math.max(0, best.size * measure(best.text, 'regular') - width)
  return [{ ...best, weight: 'regular', x: line.x - over, y: line.y + DESCENT * size }]
}

/** Broken where the longer half is shortest. */
function inTwo(text: string, line: Rect, room: number, measure: Measure): PlacedLine[] {
  const words = text.split(' ')
  const breaks = words
    .slice(1)
    .map((_, at): [string, string] => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')])
  const widest = (halves: readonly string[]) => Math.max(...halves.map((half) => measure(half, 'regular')))
  const best = breaks.toSorted((one, other) => widest(one) - widest(other))[0]
  if (!best) return []
  const size = Math.min(line.height / (2 * LEADING), room / widest(best))
  const lowest = line.y + DESCENT * size
  return best.map((half, at) => ({
    text: half,
    size,
    weight: 'regular',
    x: line.x,
    y: lowest + (1 - at) * LEADING * size,
  }))
}
