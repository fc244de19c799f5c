/** How a signature stands in its box: the ink above a fine line, and under it who signed, for whom, where and when. Pure arithmetic. */
import type { Rect } from '../../../shared/geometry.ts'
import { penWidth } from '../../../shared/ink.ts'
import type { Ink } from '../../../shared/ink.ts'

export type Weight = 'regular' | 'bold'

/** The width of a text at 1 point, in points. Must be additive over words and spaces. */
export type Measure = (text: string, weight: Weight) => number

/** A sentence of the block: its parts are kept together on a line as long as they fit. */
export type BlockText = { weight: Weight; parts: string[] }

/** A line as it is drawn: baseline origin in points within the page. */
export type PlacedLine = { text: string; weight: Weight; size: number; x: number; y: number }

/** All in displayed points; `ink.scale` turns the ink's units into points, `ink.y` is its lower edge. */
export type SignatureBlock = {
  lines: PlacedLine[]
  rule: { x: number; y: number; width: number } | null
  ink: { x: number; y: number; scale: number } | null
}

const LARGEST = 7.5
/** Small print begins here; only a box too small for that gets smaller text, because a name is never cut. */
const SMALLEST_CALM = 6
const LEADING = 1.22
/** From the top of a line to its baseline, in parts of the size; what is left of the leading holds the descenders. */
const ASCENT = 0.93
/** The text may take this share of the height while it is at least SMALLEST_CALM, and this at most beyond. */
const TEXT_SHARE = 0.5
const TEXT_SHARE_MOST = 0.6
const GAP = 2
/** A small signature is not blown up until its pen is a brush. */
const THICKEST_PEN = 1.6

/** Places the block in the box (displayed points). Everything stays inside the box, whatever its size. */
export function layOutBlock(
  box: Rect,
  texts: BlockText[],
  ink: Ink | null,
  measure: Measure,
): SignatureBlock {
  const { lines, size } = fitText(box, texts, measure)
  const height = lines.length * size * LEADING
  const placed = lines.map(({ text, weight }, i) => ({
    text,
    weight,
    size,
    x: box.x,
    y: box.y + height - i * size * LEADING - size * ASCENT,
  }))
  const ruleY = box.y + height + Math.min(GAP, box.height * 0.03)
  const room = { x: box.x, y: ruleY, width: box.width, height: box.y + box.height - ruleY }
  return {
    lines: placed,
    rule: lines.length > 0 ? { x: box.x, y: ruleY, width: box.width } : null,
    ink: ink && ink.paths.length > 0 ? placeInk(room, ink) : null,
  }
}

/** The ink as large as the room and its pen allow, sitting on the line, a little in from the left. */
function placeInk(room: Rect, ink: Ink): { x: number; y: number; scale: number } {
  const pen = penWidth(ink)
  const calm = pen > 0 ? THICKEST_PEN / pen : Infinity
  const scale = Math.min(room.width / ink.width, room.height / ink.height, calm)
  const indent = Math.min(room.width * 0.04, room.width - ink.width * scale)
  return { x: room.x + Math.max(0, indent), y: room.y, scale }
}

type TextLine = { text: string; weight: Weight }

/** The largest size at which the wrapped text fits into its share of the box. */
function fitText(box: Rect, texts: BlockText[], measure: Measure): { lines: TextLine[]; size: number } {
  for (let size = LARGEST; ; size -= size > SMALLEST_CALM ? 0.25 : size * 0.05) {
    const share = size >= SMALLEST_CALM ? TEXT_SHARE : TEXT_SHARE_MOST
    const wrapped = texts.map((text) => wrap(text, box.width / size, measure))
    const lines = wrapped.flatMap((line) => line ?? [])
    const fits = wrapped.every((line) => line !== null) && lines.length * size * LEADING <= box.height * share
    if (fits || size < 0.1) return { lines, size }
  }
}

/** Lines no wider than `width` (in units of the size); null where a single word is wider. */
function wrap({ parts, weight }: BlockText, width: number, measure: Measure): TextLine[] | null {
  const whole = parts.join(', ')
  if (measure(whole, weight) <= width) return whole === '' ? [] : [{ text: whole, weight }]
  const lines: string[] = []
  const pieces = parts.map((part, i) => (i < parts.length - 1 ? `${part},` : part))
  for (const piece of pieces) {
    const last = lines.at(-1)
    const joined = last === undefined ? piece : `${last} ${piece}`
    if (measure(joined, weight) <= width) lines.splice(-1, 1, joined)
    else lines.push(...wrapWords(piece, width, weight, measure))
  }
  if (lines.some((line) => measure(line, weight) > width)) return null
  return lines.map((text) => ({ text, weight }))
}

function wrapWords(text: string, width: number, weight: Weight, measure: Measure): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && measure(longer, weight) <= width) lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines
}
