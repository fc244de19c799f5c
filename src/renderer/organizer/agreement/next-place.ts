/** Where the field of the next partner goes: beside or below, at the distance of the last two. */
import type { AgreementPage, SignatureField } from '../../../shared/domain/signing/agreement.ts'
import type { PartnerId } from '../../../shared/domain/ids.ts'
import type { Partner } from '../../../shared/domain/registry/registry.ts'
import { moved } from './field-geometry.ts'
import type { Box, Rect } from './rect.ts'
import { inFractions, inPoints, isWithin, overlap } from './rect.ts'

/** In points: between two fields, and from the top of a new page. */
const GAP = 24
const TOP = 72
/** Fields that differ by less stand in one row or column. */
const ALIGNED = 6

export type NextPlace = { page: number; box: Box }

/** The partner after `partnerId` in signing order who has no field, from the start again at the end. */
export function nextWithoutField(
  partners: readonly Partner[],
  fields: readonly SignatureField[],
  partnerId: PartnerId,
): Partner | undefined {
  const placed = new Set(fields.map((field) => field.partnerId))
  const at = partners.findIndex(({ id }) => id === partnerId)
  return [...partners.slice(at + 1), ...partners.slice(0, at + 1)].find(({ id }) => !placed.has(id))
}

/**
 * A place of the same size for a copy of `source`. `fields` in the order in which they were placed; `texts` are the printed
 * texts of its page, in fractions, which are kept clear where that is possible.
 */
export function nextPlace(
  source: SignatureField,
  fields: readonly SignatureField[],
  pages: readonly AgreementPage[],
  texts: readonly Box[],
): NextPlace {
  const page = pages[source.page]
  if (!page) return { page: source.page, box: source.box }
  const rect = inPoints(source.box, page)
  const taken = rectsOn(fields, source.page, page)
  const printed = texts.map((box) => inPoints(box, page))
  const open = candidates(rect, predecessor(source, fields, page), taken).filter(
    (place) => isWithin(place, page) && isFree(place, taken),
  )
  const best = open.find((place) => isFree(place, printed)) ?? open[0]
  if (best) return { page: source.page, box: placed(best, page) }
  return onNextPage(source, rect, fields, pages) ?? { page: source.page, box: placed(rect, page, GAP, GAP) }
}

function candidates(rect: Rect, before: Rect | null, taken: readonly Rect[]): Rect[] {
  const row = taken.filter((other) => Math.abs(other.y - rect.y) < ALIGNED)
  const rowStart = Math.min(rect.x, ...row.map(({ x }) => x))
  const above = Math.max(...taken.map(({ y }) => y).filter((y) => y < rect.y - ALIGNED))
  const pitch = Number.isFinite(above) ? Math.max(rect.y - above, rect.height) : rect.height + GAP
  const columns = taken
    .map(({ x }) => x)
    .filter((x) => x >= rect.x + rect.width)
    .toSorted((a, b) => a - b)
  return [
    ...(before ? [{ ...rect, x: 2 * rect.x - before.x, y: 2 * rect.y - before.y }] : []),
    ...columns.map((x) => ({ ...rect, x })),
    { ...rect, x: rect.x + rect.width + GAP },
    { ...rect, x: rowStart, y: rect.y + pitch },
    { ...rect, x: rowStart, y: rect.y + rect.height + GAP },
  ]
}

/** The field placed just before this one, where both stand in a row or in a column. */
function predecessor(
  source: SignatureField,
  fields: readonly SignatureField[],
  page: AgreementPage,
): Rect | null {
  const own = fields.filter((field) => field.page === source.page)
  const before = own[own.findIndex(({ id }) => id === source.id) - 1]
  if (!before) return null
  const [from, to] = [inPoints(before.box, page), inPoints(source.box, page)]
  const isAligned = Math.abs(from.x - to.x) < ALIGNED || Math.abs(from.y - to.y) < ALIGNED
  return isAligned ? from : null
}

function onNextPage(
  source: SignatureField,
  rect: Rect,
  fields: readonly SignatureField[],
  pages: readonly AgreementPage[],
): NextPlace | null {
  const next = source.page + 1
  const page = pages[next]
  if (!page) return null
  const top = { ...rect, y: TOP }
  const isOpen = isWithin(top, page) && isFree(top, rectsOn(fields, next, page))
  return isOpen ? { page: next, box: placed(top, page) } : null
}

const rectsOn = (fields: readonly SignatureField[], index: number, page: AgreementPage): Rect[] =>
  fields.filter((field) => field.page === index).map(({ box }) => inPoints(box, page))
const isFree = (place: Rect, taken: readonly Rect[]) => !taken.some((other) => overlap(place, other, 0.5))
const placed = (rect: Rect, page: AgreementPage, dx = 0, dy = 0): Box =>
  moved(inFractions(rect, page), dx / page.width, dy / page.height)
