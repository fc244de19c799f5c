/** Reads what is printed on the pages of a PDF and where: lines of text and drawn horizontal rules, as a reader sees them. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { rulesIn } from './page-rules.ts'
import type { HorizontalRule } from './page-rules.ts'

/** Upright text on one baseline; lengths in displayed points from the top left of the visible page, `y` is the baseline. */
export type TextSegment = { text: string; x: number; y: number; width: number; size: number }

export type PageContent = { width: number; height: number; segments: TextSegment[]; rules: HorizontalRule[] }

type Box = { text: string; x: number; y: number; width: number; size: number }

/** Blanks wider than this share of the font size part two columns or table cells. */
const COLUMN_GAP = 1.6
const WORD_GAP = 0.18
const NO_IMAGES = 1
const SILENT = 0

/**
 * All pages, in order. Reads with pdf.js, which repairs more than it refuses; throws its error where a file cannot be read at all.
 * A page that fails alone is empty in the result.
 */
export async function readPages(bytes: Uint8Array): Promise<PageContent[]> {
  const { getDocument, OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = getDocument({
    data: bytes.slice(), // pdf.js takes the buffer away from its owner
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
  })
  try {
    const doc = await task.promise
    const pages: PageContent[] = []
    for (let number = 1; number <= doc.numPages; number++)
      pages.push(
        await doc
          .getPage(number)
          .then((page) => readPage(page, OPS))
          .catch(emptyPage),
      )
    return pages
  } finally {
    await task.destroy()
  }
}

const emptyPage = (): PageContent => ({ width: 0, height: 0, segments: [], rules: [] })

async function readPage(page: PDFPageProxy, OPS: Parameters<typeof rulesIn>[1]): Promise<PageContent> {
  const viewport = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const boxes = items.flatMap((item) => ('str' in item ? boxOf(item, viewport.transform) : []))
  const operators = await page.getOperatorList({ annotationMode: 0 })
  page.cleanup()
  return {
    width: viewport.width,
    height: viewport.height,
    segments: joinSegments(boxes),
    rules: rulesIn(operators, OPS, viewport.transform),
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
