/** Proposes where to sign: empty form fields, anchors in the text, and signature lines with a name. A proposal only; people move and confirm it. */
import { PDFDocument } from 'pdf-lib'
import type { Fractions } from '../../../shared/geometry.ts'
import { matchOrganisation } from './field-patterns.ts'
import { readPages } from './page-text.ts'
import type { PageContent } from './page-text.ts'
import { layoutOf, roomAbove, signatureLines, textsBelow } from './signature-lines.ts'
import type { Area, FoundLine, Layout } from './signature-lines.ts'
import { emptySignatureWidgets } from './signature-widgets.ts'
import type { EmptyWidget } from './signature-widgets.ts'

/** `reason` is a code the interface puts into words. */
export type FieldReason = 'form-field' | 'anchor-in-text' | FoundLine['reason']

export type FoundField = {
  /** Counts from 0. */
  page: number
  box: Fractions
  /** The text found at the place. */
  label: string
  /** The registered organisation it most probably means. */
  organisation: string | null
  why: 'acroform' | 'anchor' | 'signature-line'
  reason: FieldReason
}

/** Share of the page: the least a field may measure. */
const MIN_SIDE = 0.01
const ANCHOR_BOX = { width: 180, height: 60 }

/** Fields in reading order, page by page. A file that cannot be read has none; `inspectPdf` says why. */
export async function findFields(bytes: Uint8Array, organisations: readonly string[]): Promise<FoundField[]> {
  const widgets = await widgetsOf(bytes)
  const pages = await readPages(bytes).catch((): PageContent[] => [])
  return fieldsOn(pages, widgets, organisations)
}

export function fieldsOn(
  pages: readonly PageContent[],
  widgets: readonly EmptyWidget[],
  organisations: readonly string[],
): FoundField[] {
  const last = Math.max(pages.length - 1, ...widgets.map(({ page }) => page))
  const numbers = Array.from({ length: last + 1 }, (_, page) => page)
  return numbers.flatMap((page) => {
    const layout = layoutOf(pages[page])
    const found = [
      ...widgets
        .filter((widget) => widget.page === page)
        .map((widget) => formField(layout, widget, organisations)),
      ...anchors(layout, pages[page], page, organisations),
      ...signatureLines(layout, organisations).map((line) => lineField(layout, page, line)),
    ]
    return withoutOverlaps(found.flatMap(onPage)).toSorted(byReadingOrder)
  })
}

async function widgetsOf(bytes: Uint8Array): Promise<EmptyWidget[]> {
  try {
    const options = { updateMetadata: false, throwOnInvalidObject: false, warnOnInvalidObjects: false }
    return emptySignatureWidgets(await PDFDocument.load(bytes, options))
  } catch {
    return []
  }
}

function formField(
  layout: Layout,
  { page, box, name }: EmptyWidget,
  organisations: readonly string[],
): FoundField {
  const [x, width] = [box.x * layout.width, box.width * layout.width]
  const bottom = (box.y + box.height) * layout.height
  const printed = textsBelow(layout, { x, y: bottom, width }).map(({ text }) => text)
  const organisation = matchOrganisation([name], organisations) ?? matchOrganisation(printed, organisations)
  return { page, box, label: name, organisation, why: 'acroform', reason: 'form-field' }
}

function anchors(
  layout: Layout,
  content: PageContent | undefined,
  page: number,
  organisations: readonly string[],
): FoundField[] {
  const signatures = content?.anchors.filter(({ kind }) => kind === 'signature') ?? []
  return signatures.map(({ label, lines }) => ({
    page,
    box: fractions(layout, anchorArea(layout, lines)),
    label,
    organisation: matchOrganisation([label], organisations),
    why: 'anchor',
    reason: 'anchor-in-text',
  }))
}

/** Stands on the anchor and grows upwards; where there is no room above, downwards. */
function anchorArea(layout: Layout, lines: readonly Area[]): Area {
  const [x, top] = [Math.min(...lines.map((line) => line.x)), Math.min(...lines.map((line) => line.y))]
  const bottom = Math.max(...lines.map((line) => line.y + line.height))
  const printed = Math.max(...lines.map((line) => line.width))
  const width = Math.min(Math.max(printed, ANCHOR_BOX.width), layout.width - x - 4)
  const above = roomAbove(layout, { x, y: top, width }) + bottom - top - 2
  const missing = Math.max(0, ANCHOR_BOX.height - above)
  const y = bottom + missing - ANCHOR_BOX.height
  return {
    x,
    y: Math.max(0, Math.min(y, layout.height - ANCHOR_BOX.height)),
    width,
    height: ANCHOR_BOX.height,
  }
}

const lineField = (
  layout: Layout,
  page: number,
  { area, label, organisation, reason }: FoundLine,
): FoundField => ({
  page,
  box: fractions(layout, area),
  label,
  organisation,
  why: 'signature-line',
  reason,
})

const fractions = ({ width, height }: Layout, area: Area): Fractions => ({
  x: area.x / width,
  y: area.y / height,
  width: area.width / width,
  height: area.height / height,
})

/** The part of the box that lies on the visible page; nothing when hardly any of it does. */
function onPage(field: FoundField): FoundField[] {
  const { box } = field
  const [x, y] = [within(box.x), within(box.y)]
  const [right, bottom] = [within(box.x + box.width), within(box.y + box.height)]
  const visible = right - x >= MIN_SIDE && bottom - y >= MIN_SIDE
  return visible ? [{ ...field, box: { x, y, width: right - x, height: bottom - y } }] : []
}

const within = (share: number): number => Math.min(1, Math.max(0, share))

/**
 * One place is proposed once: form field before anchor before line; what the dropped one knew of the organisation stays.
 * Two anchors are two places however close they stand: somebody wrote both.
 */
function withoutOverlaps(found: readonly FoundField[]): FoundField[] {
  const kept: FoundField[] = []
  for (const field of found) {
    const index = kept.findIndex((other) => !areAnchors(other, field) && overlap(other.box, field.box) > 0.3)
    const same = kept[index]
    if (!same) kept.push(field)
    else kept[index] = { ...same, organisation: same.organisation ?? field.organisation }
  }
  return kept
}

const areAnchors = (one: FoundField, other: FoundField): boolean =>
  one.why === 'anchor' && other.why === 'anchor'

/** The common area as a share of the smaller box. */
function overlap(one: Fractions, other: Fractions): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / Math.min(one.width * one.height, other.width * other.height)
}

/** By rows, as far as the feet of the boxes stand level; then from left to right. */
function byReadingOrder(one: FoundField, other: FoundField): number {
  const feet = one.box.y + one.box.height - (other.box.y + other.box.height)
  return Math.abs(feet) > 0.01 ? feet : one.box.x - other.box.x
}
