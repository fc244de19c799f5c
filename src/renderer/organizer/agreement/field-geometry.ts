/** Signature fields on a page: placing, moving and resizing, always inside the page. Boxes are fractions of the visible page. */
import type { AgreementPage, SignatureField } from '../../../shared/domain/signing/agreement.ts'
import type { FieldId, PartnerId } from '../../../shared/domain/ids.ts'
import { inFractions, inPoints } from './rect.ts'
import type { Box, Rect } from './rect.ts'
import { pulled } from './snapping.ts'
import type { Corner } from './snapping.ts'

/** A new field in points: room for a signature and the lines under it. */
const NEW_FIELD = { width: 190, height: 62 }
/** Smaller than this, in points, nobody can sign into it. */
const SMALLEST = { width: 60, height: 24 }
const LOWER_RIGHT: Corner = { x: 'right', y: 'bottom' }

/** A new box whose middle is at this point. */
export function boxAround(point: { x: number; y: number }, page: AgreementPage): Box {
  const width = Math.min(1, NEW_FIELD.width / page.width)
  const height = Math.min(1, NEW_FIELD.height / page.height)
  return moved({ x: 0, y: 0, width, height }, point.x - width / 2, point.y - height / 2)
}

/** The box moved, kept whole on the page. */
export function moved(box: Box, dx: number, dy: number): Box {
  return {
    ...box,
    x: rounded(clamp(box.x + dx, 0, 1 - box.width)),
    y: rounded(clamp(box.y + dy, 0, 1 - box.height)),
  }
}

/** The box with its lower right corner moved, neither too small nor beyond the page. */
export function resized(box: Box, dx: number, dy: number, page: AgreementPage): Box {
  const rect = pulled(inPoints(box, page), LOWER_RIGHT, dx * page.width, dy * page.height)
  return boxFrom(rect, LOWER_RIGHT, page)
}

/** A rectangle in points as a box, neither too small nor beyond the page; the corner opposite to `corner` stays where it is. */
export function boxFrom(rect: Rect, corner: Corner, page: AgreementPage): Box {
  const x = side(rect.x, rect.width, {
    least: SMALLEST.width,
    most: page.width,
    isFirst: corner.x === 'left',
  })
  const y = side(rect.y, rect.height, {
    least: SMALLEST.height,
    most: page.height,
    isFirst: corner.y === 'top',
  })
  const box = inFractions({ x: x.start, y: y.start, width: x.length, height: y.length }, page)
  return {
    x: rounded(box.x),
    y: rounded(box.y),
    width: Math.min(rounded(box.width), 1 - rounded(box.x)),
    height: Math.min(rounded(box.height), 1 - rounded(box.y)),
  }
}

/** One direction of a pulled rectangle: `isFirst` when its left or upper edge was the one that moved. */
function side(start: number, length: number, limit: { least: number; most: number; isFirst: boolean }) {
  const { least, most, isFirst } = limit
  const end = start + length
  if (isFirst) {
    const fixed = clamp(end, 0, most)
    const from = clamp(start, 0, Math.max(0, fixed - least))
    return { start: from, length: fixed - from }
  }
  const fixed = clamp(start, 0, most)
  return { start: fixed, length: clamp(end, Math.min(most, fixed + least), most) - fixed }
}

export const withBox = (fields: readonly SignatureField[], id: FieldId, box: Box): SignatureField[] =>
  fields.map((field) => (field.id === id ? { ...field, box } : field))

export const withoutField = (fields: readonly SignatureField[], id: FieldId): SignatureField[] =>
  fields.filter((field) => field.id !== id)

/** Where a partner's fields are, as page numbers from 1. */
export function pagesOf(fields: readonly SignatureField[], partnerId: PartnerId): number[] {
  const pages = fields.filter((field) => field.partnerId === partnerId).map(({ page }) => page + 1)
  return [...new Set(pages)].toSorted((a, b) => a - b)
}

const clamp = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), Math.max(least, most))
/** A millionth of a page is a thousandth of a point. Downwards, so that nothing ends up beyond the edge. */
const rounded = (value: number) => Math.floor(value * 1e6) / 1e6
