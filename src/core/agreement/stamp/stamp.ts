/** Draws signatures, and the small line in the margin, on top of the pages of an agreement. */
import type { PDFDocument } from 'pdf-lib'
import { placeOnPage, visibleSize } from '../../../shared/geometry.ts'
import type { PageBoxes } from '../../../shared/geometry.ts'
import { printable } from '../../printable.ts'
import {
  PRINT,
  coverOperators,
  inkForm,
  inkOperators,
  noteOperators,
  ruleOperators,
  textOperators,
} from '../pdf/drawing.ts'
import { overlaysFor } from '../pdf/overlay.ts'
import type { Drawing } from '../pdf/overlay.ts'
import { pageBoxes } from '../pdf/page-box.ts'
import type { Structure } from '../pdf/structure.ts'
import { UNTAGGED, taggingFor } from '../pdf/tagging.ts'
import type { Tagging } from '../pdf/tagging.ts'
import { layOutBlock } from './signature-block.ts'
import type { LocalClock, Stamp, StampJob, Writing } from './stamp-job.ts'
import { blockTexts } from './stamp-text.ts'
import type { Typeface } from '../pdf/typeface.ts'
import { fitWriting } from './writing.ts'

/** The pages on which more than the small line in the margin is drawn. */
export const pagesDrawnOn = ({
  stamps,
  covers = [],
  writings = [],
}: Pick<StampJob, 'stamps' | 'covers' | 'writings'>): Set<number> =>
  new Set([...stamps, ...covers, ...writings].map(({ page }) => page))

/**
 * Draws all of the job on the document's present pages and names the pages it changed; `structure` is where it is tagged.
 * A page that does not exist: RangeError.
 */
export function stampPages(doc: PDFDocument, job: StampJob, face: Typeface, structure?: Structure): number[] {
  const pages = doc.getPages()
  const missing = job.stamps.find((stamp) => pages[stamp.page] === undefined)
  if (missing) throw new RangeError(`no page ${missing.page} of ${pages.length}`)
  const overlays = overlaysFor(doc)
  const fonts = { Regular: face.regular.ref, Bold: face.bold.ref }
  const { stamps, covers = [], writings = [] } = job
  const drawnOn = pagesDrawnOn(job)
  const changed = pages.map((_, index) => index).filter((index) => job.marginNote || drawnOn.has(index))
  return changed.map((index) => {
    const page = doc.getPage(index)
    const boxes = pageBoxes(page)
    const tagging = structure ? taggingFor(doc, structure, boxes) : UNTAGGED
    const drawing: Drawing = { operators: [], fonts, xObjects: {} }
    if (job.marginNote) drawing.operators.push(...noteOperators(boxes, printable(job.marginNote), face))
    for (const { page: at, box } of covers)
      if (at === index) drawing.operators.push(...coverOperators(placeOnPage(boxes, box)))
    for (const writing of writings)
      if (writing.page === index)
        drawing.operators.push(...tagging.paragraph(writingOperators(boxes, writing, face)))
    const press = { doc, drawing, tagging, boxes, clock: job.clock, face }
    for (const stamp of stamps) if (stamp.page === index) draw(press, stamp)
    const form = overlays.put(page, boxes, { ...drawing, structParents: tagging.number() })
    tagging.close(page.ref, form)
    return index
  })
}

/** Every text a job prints, to be checked against the font before anything is drawn. */
export function textsOf({ stamps, writings = [], marginNote = '', clock }: StampJob): string[] {
  return [
    marginNote,
    ...writings.flatMap(({ wordings }) => wordings),
    ...stamps.flatMap((stamp) => blockTexts(stamp, clock).flatMap(({ parts }) => parts)),
  ]
}

function writingOperators(boxes: PageBoxes, writing: Writing, face: Typeface): string[] {
  const { width } = visibleSize(boxes)
  const room = { width: writing.room * width, before: writing.before * width }
  const lines = fitWriting(placeOnPage(boxes, writing.box), room, writing.wordings, face.measure)
  return textOperators(lines, face, PRINT)
}

type Press = {
  doc: PDFDocument
  drawing: Drawing
  tagging: Tagging
  boxes: PageBoxes
  clock: LocalClock
  face: Typeface
}

/** The ink first: it stands above the words, and is read out before them. */
function draw({ doc, drawing, tagging, boxes, clock, face }: Press, stamp: Stamp): void {
  const box = placeOnPage(boxes, stamp.box)
  const block = layOutBlock(box, blockTexts(stamp, clock), stamp.ink, face.measure)
  drawing.operators.push(...ruleOperators(block.rule))
  if (stamp.ink && block.ink) {
    const name = `Ink${Object.keys(drawing.xObjects).length + 1}`
    drawing.xObjects[name] = inkForm(doc, stamp.ink)
    drawing.operators.push(...tagging.figure(inkOperators(name, block.ink), altOf(stamp), box))
  }
  drawing.operators.push(...tagging.paragraph(textOperators(block.lines, face)))
}

/** What stands there, for those who do not see it. */
const altOf = ({ name, organisation }: Stamp) =>
  organisation ? `Unterschrift von ${name} für ${organisation}` : `Unterschrift von ${name}`
