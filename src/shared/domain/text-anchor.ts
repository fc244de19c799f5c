/** Anchors in the agreement's text: places where date, place, names and functions are put in once they are known. */
import { z } from 'zod'
import { lineSchema, partnerIdSchema } from './ids.ts'

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
})
export type TextAnchor = z.infer<typeof textAnchorSchema>
