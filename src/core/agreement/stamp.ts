/** Draws signatures, and the small line in the margin, on top of the pages of an agreement. */
import type { PDFDocument } from 'pdf-lib'
import { placeOnPage } from '../../shared/geometry.ts'
import type { Fractions, PageBoxes } from '../../shared/geometry.ts'
import type { Ink } from '../../shared/ink.ts'
import { printable } from '../fonts.ts'
import type { Cover } from './anchors.ts'
import {
  coverOperators,
  inkForm,
  inkOperators,
  noteOperators,
  ruleOperators,
  textOperators,
} from './drawing.ts'
import { overlaysFor } from './overlay.ts'
import type { Drawing } from './overlay.ts'
import { pageBoxes } from './page-box.ts'
import { layOutBlock } from './signature-block.ts'
import { blockTexts } from './stamp-text.ts'
import type { LocalClock } from './stamp-text.ts'
import type { Typeface } from './typeface.ts'

/** One signature and its place. `page` counts from 0; `signedAt` is ISO in UTC; without ink the words stand alone. */
export type Stamp = {
  page: number
  box: Fractions
  ink: Ink | null
  name: string
  function: string
  organisation: string
  capacity: 'in-office' | 'i.V.' | 'i.A.'
  place: string
  signedAt: string
  remark?: string | undefined
}

export type StampJob = {
  stamps: readonly Stamp[]
  /** Painted white before the stamps are drawn. */
  covers?: readonly Cover[] | undefined
  marginNote?: string | undefined
  clock: LocalClock
}

/** Draws all of the job on the document's present pages and names the pages it changed. A page that does not exist: RangeError. */
export function stampPages(doc: PDFDocument, job: StampJob, face: Typeface): number[] {
  const pages = doc.getPages()
  const missing = job.stamps.find((stamp) => pages[stamp.page] === undefined)
  if (missing) throw new RangeError(`no page ${missing.page} of ${pages.length}`)
  const overlays = overlaysFor(doc)
  const fonts = { Regular: face.regular.ref, Bold: face.bold.ref }
  const stamped = new Set(job.stamps.map(({ page }) => page))
  const changed = pages.map((_, index) => index).filter((index) => job.marginNote || stamped.has(index))
  return changed.map((index) => {
    const page = doc.getPage(index)
    const boxes = pageBoxes(page)
    const drawing: Drawing = { operators: [], fonts, xObjects: {} }
    if (job.marginNote) drawing.operators.push(...noteOperators(boxes, printable(job.marginNote), face))
    for (const { page: at, box } of job.covers ?? [])
      if (at === index) drawing.operators.push(...coverOperators(placeOnPage(boxes, box)))
    for (const stamp of job.stamps)
      if (stamp.page === index) draw(doc, drawing, boxes, stamp, job.clock, face)
    overlays.put(page, boxes, drawing)
    return index
  })
}

/** Every text a job prints, to be checked against the font before anything is drawn. */
export function textsOf({ stamps, marginNote = '', clock }: StampJob): string[] {
  return [marginNote, ...stamps.flatMap((stamp) => blockTexts(stamp, clock).flatMap(({ parts }) => parts))]
}

function draw(
  doc: PDFDocument,
  drawing: Drawing,
  boxes: PageBoxes,
  stamp: Stamp,
  clock: LocalClock,
  face: Typeface,
): void {
  const box = placeOnPage(boxes, stamp.box)
  const block = layOutBlock(box, blockTexts(stamp, clock), stamp.ink, face.measure)
  drawing.operators.push(...ruleOperators(block.rule), ...textOperators(block.lines, face))
  if (!stamp.ink || !block.ink) return
  const name = `Ink${Object.keys(drawing.xObjects).length + 1}`
  drawing.xObjects[name] = inkForm(doc, stamp.ink)
  drawing.operators.push(...inkOperators(name, block.ink))
}
