/** Anchors in the agreement's text: places where date, place, names and functions are put in once they are known. */
import { z } from 'zod'
import type { Fractions } from '../../geometry.ts'
import { lineSchema, partnerIdSchema } from '../ids.ts'

export const anchorKindSchema = z.enum(['signature', 'date', 'place', 'name', 'function'])
export type AnchorKind = z.infer<typeof anchorKindSchema>

const share = z.number().min(-1).max(2)
/** In fractions of the visible page, from its top left; printed text may reach beyond the page. */
const areaSchema = z.strictObject({ x: share, y: share, width: share, height: share })

export const textAnchorSchema = z.strictObject({
  kind: anchorKindSchema,
  /** The partner as the text names it; empty where the anchor names none. */
  label: lineSchema,
  /** Of the anchor's own word: it decides how a date is written. */
  language: z.enum(['de', 'en']),
  /** Whom the label meant when the agreement was taken in. */
  partnerId: partnerIdSchema.nullable(),
  /** Counts from 0. */
  page: z.int().min(0),
  /** Where it is printed, first line first. */
  lines: z.array(areaSchema).min(1).max(4),
  /** How far a text in its place may run to the right, as a share of the page's width. */
  room: share,
  /** How far left of its place it may begin where the room is short; anchors read earlier have none. */
  before: share.optional(),
})
export type TextAnchor = z.infer<typeof textAnchorSchema>

/** How far a name or function may stand from the signature whose block then leaves it out, as a share of the page's height. */
const NEAR = 0.09

/** What of a signature's block the text right above or below it says already; `anchors` are those of its partner. */
export function saidBeside(
  { page, box }: { page: number; box: Fractions },
  anchors: readonly Pick<TextAnchor, 'kind' | 'page' | 'lines'>[],
): { name: boolean; function: boolean } {
  const says = (kind: AnchorKind) =>
    anchors.some(
      (anchor) =>
        anchor.kind === kind &&
        anchor.page === page &&
        anchor.lines.some((line) => isOverlapping(line, box) && gapBetween(line, box) <= NEAR),
    )
  return { name: says('name'), function: says('function') }
}

/** Whether two boxes stand in one column. */
export const isOverlapping = (one: Fractions, other: Fractions): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width

/** Between two boxes, from above to below; negative where they overlap. */
export const gapBetween = (one: Fractions, other: Fractions): number =>
  Math.max(one.y - (other.y + other.height), other.y - (one.y + one.height))
