/** Prints the agreement for wet ink: n numbered copies in one PDF, blank signature lines where the text has none, a checklist behind each. */
import { PDFDocument, PDFName, PDFPage, PDFPageLeaf } from 'pdf-lib'
import { placeOnPage, visibleSize } from '../../../shared/geometry.ts'
import type { Fractions, PageBoxes } from '../../../shared/geometry.ts'
import type { Capacity } from '../../../shared/domain/registry/registry.ts'
import { MappeError } from '../../../shared/errors.ts'
import { makeChecklist } from '../../documents/signing/checklist.ts'
import type { Letterhead } from '../../documents/typesetting/letterhead.ts'
import { fontFaces } from '../../fonts.ts'
import { printable } from '../../printable.ts'
import { readAnchors } from '../reading/anchors.ts'
import type { PlacedAnchor } from '../reading/anchors.ts'
import { blanksFor } from './anchor-replacement.ts'
import { coverOperators, noteOperators, ruleOperators, textOperators } from '../pdf/drawing.ts'
import { overlaysFor } from '../pdf/overlay.ts'
import type { Overlays } from '../pdf/overlay.ts'
import { pageBoxes } from '../pdf/page-box.ts'
import { layOutBlock } from './signature-block.ts'
import type { BlockText } from './signature-block.ts'
import { embedTypeface } from '../pdf/typeface.ts'
import type { Typeface } from '../pdf/typeface.ts'
import type { Report } from '../../work.ts'

export type OriginalField = {
  /** Counts from 0. */
  page: number
  box: Fractions
  organisation: string
  /** Empty where it is not yet known who signs. */
  signatory: string
  function: string
  capacity?: Capacity | undefined
  /** The agreement prints line and name itself, so nothing is added. */
  hasPrintedLine?: boolean | undefined
}

/** `sha256Short` are the first characters of the agreement's checksum, printed on every page. */
export type OriginalsJob = {
  original: Uint8Array
  copies: number
  title: string
  sha256Short: string
  fields: readonly OriginalField[]
  /** The anchors in the text; read from it where they are not given. */
  anchors?: readonly PlacedAnchor[] | undefined
  /** Stands on the checklist; the agreement is nobody's to adorn. */
  letterhead?: Letterhead | null
}

type Blanks = ReturnType<typeof blanksFor>
type Press = { doc: PDFDocument; face: Typeface; overlays: Overlays }

const MAX_COPIES = 100

/**
 * One PDF (bytes) with all copies in order. It is paper in the making: written anew, without form, signatures or seal.
 * The pages' content is kept once and shared by all copies.
 * @throws MappeError INPUT_INVALID for a number of copies outside 1…100, PDF_BROKEN, PDF_ENCRYPTED
 */
export async function makeOriginals(job: OriginalsJob, report: Report = () => {}): Promise<Uint8Array> {
  if (!Number.isInteger(job.copies) || job.copies < 1 || job.copies > MAX_COPIES)
    throw new MappeError('INPUT_INVALID', { copies: job.copies })
  const faces = await fontFaces()
  const doc = await PDFDocument.create({ updateMetadata: false })
  const agreement = await pagesOf(doc, job.original)
  const blanks = await blanksOf(job)
  const checklist = await pagesOf(doc, await makeChecklist(checklistOf(job, agreement.length), faces))
  const press = { doc, face: await embedTypeface(doc, faces), overlays: overlaysFor(doc) }
  for (let copy = 1; copy <= job.copies; copy++) {
    for (const [index, page] of agreement.entries())
      printPage(press, { ...job, ...blanks }, { page, index, copy, of: agreement.length })
    for (const page of checklist) printNote(press, page, `${numbered(job, copy)} · Checkliste`)
    report(copy / job.copies)
  }
  doc.setTitle(`Originale zur Unterzeichnung: ${printable(job.title)}`, { showInWindowTitleBar: true })
  doc.setLanguage('de-DE')
  return doc.save()
}

/** Pages of a file taken into the new document, but not yet part of it. */
async function pagesOf(doc: PDFDocument, bytes: Uint8Array): Promise<PDFPage[]> {
  const source = await openSource(bytes)
  return doc.copyPages(source, source.getPageIndices())
}

async function openSource(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false, warnOnInvalidObjects: false })
  } catch (error) {
    const isEncrypted = error instanceof Error && error.message.includes('encrypted')
    throw new MappeError(isEncrypted ? 'PDF_ENCRYPTED' : 'PDF_BROKEN', {}, String(error), { cause: error })
  }
}

function printPage(
  press: Press,
  job: OriginalsJob & Blanks,
  { page, index, copy, of }: { page: PDFPage; index: number; copy: number; of: number },
): void {
  const note = `${numbered(job, copy)} · Seite ${index + 1} von ${of} · Prüfsumme ${job.sha256Short}…`
  const covers = job.covers.filter((cover) => cover.page === index)
  const blanks = job.blanks.filter((blank) => blank.page === index)
  const fields = blankFieldsOf(job).filter((field) => field.page === index)
  printNote(press, page, note, (boxes) => [
    ...covers.flatMap(({ box }) => coverOperators(placeOnPage(boxes, box))),
    ...blanks.flatMap((blank) => ruleOperators(handRule(boxes, blank))),
    ...fields.flatMap((field) => blankLine(boxes, field, press.face)),
  ])
}

/** In a sealed file the words stand there; on paper they are written by hand. */
async function blanksOf({ anchors, original, fields }: OriginalsJob): Promise<Blanks> {
  const organisations = [...new Set(fields.map(({ organisation }) => organisation))]
  return blanksFor(anchors ?? (await readAnchors(original)), organisations)
}

/** What a hand needs for a date or a name, in points, where the line has that much room. */
const HAND = 150

function handRule(boxes: PageBoxes, { box, room }: Blanks['blanks'][number]) {
  const { x, y, width, height } = placeOnPage(boxes, box)
  const most = room * visibleSize(boxes).width
  return { x, y: y + 0.15 * height, width: Math.max(width, Math.min(most, HAND)) }
}

/** Where the agreement prints no line of its own. */
const blankFieldsOf = ({ fields }: OriginalsJob): OriginalField[] =>
  fields.filter(({ hasPrintedLine }) => hasPrintedLine !== true)

const numbered = ({ copies }: OriginalsJob, copy: number): string => `Original ${copy} von ${copies}`

/** One more page that shares its content with the template, with the note in its margin. */
function printNote(
  { doc, face, overlays }: Press,
  template: PDFPage,
  note: string,
  extra: (boxes: PageBoxes) => string[] = () => [],
): void {
  const page = doc.addPage(twinOf(doc, template))
  const boxes = pageBoxes(page)
  overlays.put(page, boxes, {
    operators: [...noteOperators(boxes, note, face), ...extra(boxes)],
    fonts: { Regular: face.regular.ref, Bold: face.bold.ref },
    xObjects: {},
  })
}

/** A page of its own that refers to the same content, resources and annotations. */
function twinOf(doc: PDFDocument, { node }: PDFPage): PDFPage {
  const twin = PDFPageLeaf.fromMapWithContext(new Map(node.entries()), doc.context)
  for (const key of ['StructParents', 'B', 'Parent']) twin.delete(PDFName.of(key))
  return PDFPage.of(twin, doc.context.register(twin), doc)
}

/** A line to write on and who is meant to write there, as the electronic signature would stand. */
function blankLine(boxes: PageBoxes, field: OriginalField, face: Typeface): string[] {
  const block = layOutBlock(placeOnPage(boxes, field.box), namesUnder(field), null, face.measure)
  return [...ruleOperators(block.rule), ...textOperators(block.lines, face)]
}

function namesUnder({ organisation, signatory, function: office, capacity }: OriginalField): BlockText[] {
  const prefix = capacity === undefined || capacity === 'in-office' ? '' : `${capacity.replace('.', '. ')} `
  const texts: BlockText[] = [
    { weight: 'bold', parts: [printable(organisation)] },
    {
      weight: 'regular',
      parts: [signatory === '' ? '' : printable(`${prefix}${signatory}`), printable(office)],
    },
  ]
  return texts
    .map(({ weight, parts }) => ({ weight, parts: parts.filter((part) => part !== '') }))
    .filter(({ parts }) => parts.length > 0)
}

/** Each signature once, even where a partner signs in several places. */
function checklistOf({ title, sha256Short, fields, letterhead = null }: OriginalsJob, pages: number) {
  const signers = new Map(
    fields.map(({ organisation, signatory, function: office, capacity = 'in-office' as const }) => [
      JSON.stringify([organisation, signatory]),
      { organisation, signatory, function: office, capacity },
    ]),
  )
  return { title, pages, sha256Short, signers: [...signers.values()], letterhead }
}
