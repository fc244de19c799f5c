/** Signature fields on a page: placing, moving and resizing, always inside the page. Boxes are fractions of the visible page. */
import type { AgreementPage, SignatureField } from '../../../shared/domain/agreement.ts'
import type { FieldId, PartnerId } from '../../../shared/domain/ids.ts'

export type Box = SignatureField['box']

/** A new field in points: room for a signature and the lines under it. */
const NEW_FIELD = { width: 190, height: 62 }
/** Smaller than this, in points, nobody can sign into it. */
const SMALLEST = { width: 60, height: 24 }

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
  const least = { width: SMALLEST.width / page.width, height: SMALLEST.height / page.height }
  return {
    ...box,
    width: rounded(clamp(box.width + dx, Math.min(least.width, 1 - box.x), 1 - box.x)),
    height: rounded(clamp(box.height + dy, Math.min(least.height, 1 - box.y), 1 - box.y)),
  }
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
