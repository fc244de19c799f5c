/** The order in which a reader meets the fields: by page, from top to bottom, in a row from left to right. */
import type { SignatureField } from '../../../shared/domain/signing/agreement.ts'

export function inReadingOrder(fields: readonly SignatureField[]): SignatureField[] {
  const pages = Map.groupBy(fields, ({ page }) => page)
  return [...pages.keys()].toSorted((a, b) => a - b).flatMap((page) => rowsOf(pages.get(page) ?? []).flat())
}

/** A field stands in the row whose first field it overlaps by half of the smaller height. */
function rowsOf(fields: readonly SignatureField[]): SignatureField[][] {
  const rows: SignatureField[][] = []
  for (const field of fields.toSorted((a, b) => a.box.y - b.box.y)) {
    const row = rows.find(([first]) => first && isBeside(first, field))
    if (row) row.push(field)
    else rows.push([field])
  }
  return rows.map((row) => row.toSorted((a, b) => a.box.x - b.box.x))
}

function isBeside({ box: a }: SignatureField, { box: b }: SignatureField): boolean {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return shared >= Math.min(a.height, b.height) / 2
}
