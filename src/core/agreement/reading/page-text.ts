/** Reads what is printed on the pages of a PDF and where: lines of text and drawn horizontal rules, as a reader sees them. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { glyphsIn } from './page-glyphs.ts'
import type { FontShape, TextCodes } from './page-glyphs.ts'
import { rulesIn } from './page-rules.ts'
import type { HorizontalRule, OperatorCodes } from './page-rules.ts'
import { anchorsIn } from './text-anchors.ts'
import type { PrintedAnchor } from './text-anchors.ts'

/** Upright text on one baseline; lengths in displayed points from the top left of the visible page, `y` is the baseline. */
export type TextSegment = { text: string; x: number; y: number; width: number; size: number }

/** A page whose content fails is not readable; one that pdf.js cannot even find has no size, either. */
export type PageContent = {
  width: number
  height: number
  isReadable: boolean
  /** How many operators draw it, large pictures not counted. */
  operators: number
  segments: TextSegment[]
  rules: HorizontalRule[]
  anchors: PrintedAnchor[]
}

type Box = { text: string; x: number; y: number; width: number; size: number }

/** Blanks wider than this share of the font size part two columns or table cells. */
const COLUMN_GAP = 1.6
const WORD_GAP = 0.18
const NO_IMAGES = 1
const SILENT = 0
const PDFJS_ERROR =
  /^(XRefEntry|XRefParse|MissingData|UnknownError|InvalidPDF|Abort|Password|ParserEOF)Exception$|^FormatError$/

/**
 * All pages, or the first `most`, in order, as pdf.js shows them on the tablets. `password` opens a protected file.
 * Throws its error where it cannot open the file at all.
 */
export async function readPages(
  bytes: Uint8Array,
  most = Infinity,
  password?: string,
): Promise<PageContent[]> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const read = async (doc: PDFDocumentProxy) => {
    const pages: PageContent[] = []
    for (let number = 1; number <= Math.min(most, doc.numPages); number++)
      pages.push(await doc.getPage(number).then((page) => readPage(page, OPS), unreadable))
    return pages
  }
  return withPdf(bytes, read, password)
}

/** Opens a file in pdf.js for as long as `use` takes. Throws its error where it cannot open the file at all. */
export async function withPdf<T>(
  bytes: Uint8Array,
  use: (doc: PDFDocumentProxy) => Promise<T>,
  password?: string,
): Promise<T> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  return withoutStrays(async () => {
    const task = getDocument({ ...optionsFor(bytes), ...(password !== undefined && { password }) })
    try {
      return await use(await task.promise)
    } finally {
      await task.destroy()
    }
  })
}

function optionsFor(bytes: Uint8Array) {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return {
    data: new Uint8Array(bytes), // a copy: pdf.js takes the buffer away from its owner, and refuses Node's Buffer
    verbosity: SILENT,
    cMapUrl: join(home, 'cmaps/'),
    standardFontDataUrl: join(home, 'standard_fonts/'),
    wasmUrl: join(home, 'wasm/'),
    iccUrl: join(home, 'iccs/'),
    maxImageSize: NO_IMAGES,
    disableFontFace: true,
    useSystemFonts: false,
    isOffscreenCanvasSupported: false,
    enableXfa: false,
  }
}

/** pdf.js reads pages ahead and forgets the promises of those that fail; in Node such a stray would end the thread. */
async function withoutStrays<T>(read: () => Promise<T>): Promise<T> {
  process.on('unhandledRejection', onStray)
  try {
    return await read()
  } finally {
    await setImmediate()
    process.off('unhandledRejection', onStray)
  }
}

const onStray = (reason: unknown) => {
  if (!(reason instanceof Error && PDFJS_ERROR.test(reason.name))) throw reason
}

const unreadable = (): PageContent => ({
  width: 0,
  height: 0,
  isReadable: false,
  operators: 0,
  segments: [],
  rules: [],
  anchors: [],
})

async function readPage(page: PDFPageProxy, OPS: OperatorCodes & TextCodes): Promise<PageContent> {
  const viewport = page.getViewport({ scale: 1 })
  const { width, height, transform } = viewport
  try {
    const { items } = await page.getTextContent()
    const boxes = items.flatMap((item) => ('str' in item ? boxOf(item, transform) : []))
    const list = await page.getOperatorList({ annotationMode: 0 })
    const rules = rulesIn(list, OPS, transform)
    const operators = list.fnArray.length
    const segments = joinSegments(boxes)
    const anchors = segments.some(({ text }) => text.includes('{'))
      ? anchorsIn(glyphsIn(list, OPS, transform, (name) => shapeOf(page, name)))
      : []
    return { width, height, isReadable: true, operators, segments, rules, anchors }
  } catch {
    return { ...unreadable(), width, height }
  } finally {
    page.cleanup()
  }
}

const USUAL_SHAPE: FontShape = { unit: 0.001, isVertical: false }

function shapeOf({ commonObjs }: PDFPageProxy, name: string): FontShape {
  const font: unknown = commonObjs.has(name) ? commonObjs.get(name) : null
  if (typeof font !== 'object' || font === null) return USUAL_SHAPE
  const matrix: unknown = 'fontMatrix' in font ? font.fontMatrix : null
  return {
    unit: Array.isArray(matrix) && matrix[0] ? Number(matrix[0]) : USUAL_SHAPE.unit,
    isVertical: 'vertical' in font && font.vertical === true,
  }
}

/** Only text that stands upright for the reader: names under a signature line are never turned. */
function boxOf(item: { str: string; transform: number[]; width: number }, view: number[]): Box[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = view
  const along = { x: va * a + vc * b, y: vb * a + vd * b }
  const up = { x: va * c + vc * d, y: vb * c + vd * d }
  if (item.str.trim() === '' || along.x <= 0 || Math.abs(along.y) > 0.05 * along.x) return []
  const scale = Math.hypot(va, vb)
  const x = va * e + vc * f + ve
  const y = vb * e + vd * f + vf
  return [{ text: item.str, x, y, width: item.width * scale, size: Math.hypot(up.x, up.y) }]
}

/** Pieces that continue each other on a baseline become one; a wide gap begins another. */
export function joinSegments(boxes: readonly Box[]): TextSegment[] {
  const joined: TextSegment[] = []
  for (const row of rowsOf(boxes)) {
    let last: TextSegment | undefined
    for (const box of row.toSorted((one, other) => one.x - other.x)) {
      const gap = last ? box.x - (last.x + last.width) : Infinity
      if (last && gap < COLUMN_GAP * last.size) extend(last, box, gap)
      else joined.push((last = { ...box }))
    }
  }
  return joined
}

function extend(last: TextSegment, box: Box, gap: number): void {
  const space = gap > WORD_GAP * last.size && !last.text.endsWith(' ') ? ' ' : ''
  last.text += space + box.text
  last.width = Math.max(last.width, box.x + box.width - last.x)
  last.size = Math.max(last.size, box.size)
}

function rowsOf(boxes: readonly Box[]): Box[][] {
  const rows: Box[][] = []
  for (const box of boxes.toSorted((one, other) => one.y - other.y)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && Math.abs(first.y - box.y) <= 0.25 * Math.min(first.size, box.size)) row.push(box)
    else rows.push([box])
  }
  return rows
}
