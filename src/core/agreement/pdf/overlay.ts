/** Puts one drawing on top of a page without touching what is there: a Form XObject of its own, reached by one new name. */
import { PDFArray, PDFDict, PDFInvalidObject, PDFName, PDFRef, PDFStream } from 'pdf-lib'
import type { PDFContext, PDFDocument, PDFObject, PDFPage } from 'pdf-lib'
import { viewMatrix, visibleSize } from '../../../shared/geometry.ts'
import type { PageBoxes } from '../../../shared/geometry.ts'
import { openGraphicsStates } from './graphics-depth.ts'
import { packedStream } from './packed-stream.ts'

/** A drawing: its content operators in displayed points, and the objects they name. The colour space `Colour` is there for all. */
export type Drawing = {
  operators: string[]
  fonts: Record<string, PDFRef>
  xObjects: Record<string, PDFRef>
  /** Graphics states, such as transparency. */
  states?: Record<string, PDFRef>
  /** Of its marked contents in the document's structure, where it has one. */
  structParents?: number | undefined
}

/** CalRGB with the sRGB primaries (ISO 32000-2 § 8.6.5.3): means the same on every device, and PDF/A takes it without an output intent. */
const WHITE = [0.9505, 1, 1.089]
const SRGB = [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505]
const SRGB_SPACE = { WhitePoint: WHITE, Gamma: [2.2, 2.2, 2.2], Matrix: SRGB }

/** What stands before the old content. */
export const SAVE_STATE = 'q\n'
export const OVERLAY_NAME = 'Unterschriftenmappe'

const drawOverlay = (open: number, name: string) => `\n${'Q '.repeat(open + 1)}q /${name} Do Q\n`

/** Whether this is what stands behind the old content: it restores, and draws the overlay. */
export const isDrawingOverlay = (text: string): boolean =>
  /^\n(Q )+q \/Unterschriftenmappe Do Q\n$/.test(text)

/** `put` gives the drawing as it stands in the file. */
export type Overlays = { put(page: PDFPage, boxes: PageBoxes, drawing: Drawing): PDFRef }

/**
 * One set of overlays for a document: the colour space and the two streams around the old content are written once.
 * Pages that bear an overlay already take another one under another name.
 */
export function overlaysFor(doc: PDFDocument, name = OVERLAY_NAME): Overlays {
  const { context } = doc
  const save = context.register(context.stream(SAVE_STATE))
  const restoreAndDraw = new Map<number, PDFRef>()
  const after = (open: number) => {
    const known = restoreAndDraw.get(open) ?? context.register(context.stream(drawOverlay(open, name)))
    restoreAndDraw.set(open, known)
    return known
  }
  const colours = colourSpaces(context)
  return {
    put(page, boxes, drawing) {
      const old = contentsOf(page)
      const form = context.register(formOf(context, boxes, drawing, colours))
      page.node.set(PDFName.of('Resources'), withXObject(page, name, form))
      page.node.set(
        PDFName.of('Contents'),
        context.obj([save, ...old, after(openGraphicsStates(context, old))]),
      )
      return form
    },
  }
}

/** The device colours of pages set elsewhere, made to mean the same on every device (ISO 32000-2 § 8.6.5.6). */
export function deviceColoursFor(doc: PDFDocument): (page: PDFPage) => void {
  const { context } = doc
  const rgb = context.register(context.obj(['CalRGB', SRGB_SPACE]))
  const grey = context.register(context.obj(['CalGray', { WhitePoint: WHITE, Gamma: 2.2 }]))
  return (page) => {
    const resources = copyOf(context, page.node.getInheritableAttribute(PDFName.of('Resources')))
    const spaces = copyOf(context, resources.get(PDFName.of('ColorSpace')))
    spaces.set(PDFName.of('DefaultRGB'), rgb)
    spaces.set(PDFName.of('DefaultGray'), grey)
    resources.set(PDFName.of('ColorSpace'), spaces)
    page.node.set(PDFName.of('Resources'), resources)
  }
}

function colourSpaces(context: PDFContext): PDFRef {
  const space = context.obj(['CalRGB', SRGB_SPACE])
  return context.register(context.obj({ Colour: space }))
}

function formOf(context: PDFContext, boxes: PageBoxes, drawing: Drawing, colours: PDFRef) {
  const { width, height } = visibleSize(boxes)
  const { fonts, xObjects, states = {}, structParents } = drawing
  const Resources = { ColorSpace: colours, Font: fonts, XObject: xObjects, ExtGState: states }
  const content = drawing.operators.join('\n')
  return packedStream(context, content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Matrix: [...viewMatrix(boxes)],
    Resources,
    ...(structParents === undefined ? {} : { StructParents: structParents }),
  })
}

/**
 * A copy of the page's resources with one more XObject. A copy, because many writers share one dictionary
 * between all pages; inherited ones are taken along, so that nothing is shadowed.
 */
function withXObject(page: PDFPage, name: string, form: PDFRef): PDFDict {
  const { context } = page.doc
  const resources = copyOf(context, page.node.getInheritableAttribute(PDFName.of('Resources')))
  const xObjects = copyOf(context, resources.get(PDFName.of('XObject')))
  xObjects.set(PDFName.of(name), form)
  resources.set(PDFName.of('XObject'), xObjects)
  return resources
}

function copyOf(context: PDFContext, value: PDFObject | undefined): PDFDict {
  const found = context.lookup(value)
  const copy = context.obj({})
  if (found instanceof PDFDict) for (const [key, entry] of found.entries()) copy.set(key, entry)
  return copy
}

/** The references to the page's content streams, in order. */
export function contentsOf(page: PDFPage): PDFObject[] {
  const entry = page.node.get(PDFName.of('Contents'))
  const found = page.doc.context.lookup(entry)
  if (found instanceof PDFArray) return found.asArray()
  // other readers may make sense of a stream that pdf-lib could not parse, so it must stay on its page
  const isThere = found instanceof PDFStream || found instanceof PDFInvalidObject
  return isThere && entry !== undefined ? [entry] : []
}
