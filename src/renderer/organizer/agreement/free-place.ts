/** Where a field finds room that is placed without a pointer: under what is printed and placed, as a signature follows a text. */
import type { AgreementPage } from '../../../shared/domain/signing/agreement.ts'
import { boxAround, moved } from './field-geometry.ts'
import type { Box, Rect } from './rect.ts'
import { inFractions, inPoints, overlap } from './rect.ts'

/** In points: to the edges of the page, to what stands above, and from one try to the next. */
const MARGIN = 72
const GAP = 18
const STEP = 6

/** A box of the usual size that covers none of `taken` (fractions of the page); in the middle where there is no room. */
export function freePlace(page: AgreementPage, taken: readonly Box[]): Box {
  const middle = boxAround({ x: 0.5, y: 0.5 }, page)
  const size = inPoints(middle, page)
  const others = taken.map((box) => inPoints(box, page))
  for (const x of [MARGIN, page.width - MARGIN - size.width]) {
    const place = lowestRoom({ ...size, x }, page, others)
    if (place) return moved(inFractions(place, page), 0, 0)
  }
  return middle
}

/** From the foot of the page upwards to the lowest room in this column, and there as high as it goes. */
function lowestRoom(size: Rect, page: AgreementPage, others: readonly Rect[]): Rect | undefined {
  const last = page.height - MARGIN - size.height
  const rows = Array.from({ length: Math.max(0, Math.floor((last - MARGIN) / STEP) + 1) }, (_, row) => ({
    ...size,
    y: last - row * STEP,
  }))
  const isFree = (place: Rect) =>
    !others.some((other) => overlap({ ...place, y: place.y - GAP, height: place.height + GAP }, other))
  const first = rows.findIndex(isFree)
  if (first < 0 || size.x < 0) return undefined
  const end = rows.findIndex((place, index) => index > first && !isFree(place))
  return rows[(end < 0 ? rows.length : end) - 1]
}
