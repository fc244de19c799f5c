/** Numbered A4 pages with a structure tree, and what is drawn on them: lines of text, rules, ink. A small layer over pdfkit. */
import { setImmediate } from 'node:timers/promises'
import type { Ink } from '../../../shared/ink.ts'
import type { Span } from '../signing/agreement-markup.ts'
import { faceOf, featuresFor, slantOf } from './letters.ts'
import { newDocument } from './sheet-document.ts'
import type { DocumentStyle } from './sheet-document.ts'
import { breakLines } from './text-lines.ts'
import type { TextLine, TextStyle } from './text-lines.ts'

export type Align = 'left' | 'center' | 'right'

export type Margins = { top: number; right: number; bottom: number; left: number }

export type SheetStyle = DocumentStyle & {
  /** In points. */
  margins?: Margins
  header?: (page: number, pages: number) => { left?: string; right?: string }
  footer?: (page: number, pages: number) => { left?: string; right?: string }
}

type StructureElement = ReturnType<PDFKit.PDFDocument['struct']>

/** One millimetre is 72/25.4 points. */
export const mm = (length: number): number => (length * 72) / 25.4

/** Height of a line of this font size. */
export const lineHeight = (size: number): number => size * LINE_HEIGHT

const MARGINS: Margins = { top: mm(22), right: mm(20), bottom: mm(20), left: mm(25) }
const LINE_HEIGHT = 1.36
const BASELINE = 1.05
const PAGES_PER_TURN = 50

/** A document that grows page by page; lengths are points, y runs down from the top edge. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly left: number
  readonly width: number
  y: number
  readonly #style: SheetStyle
  readonly #margins: Margins
  readonly #chunks: Uint8Array[] = []
  readonly #finished: Promise<void>
  readonly #open: StructureElement[]

  constructor(style: SheetStyle) {
    this.#style = style
    this.#margins = style.margins ?? MARGINS
    this.doc = newDocument(style)
    this.#finished = new Promise((resolve, reject) => {
      this.doc
        .on('data', (chunk: Uint8Array) => this.#chunks.push(chunk))
        .on('end', resolve)
        .on('error', reject)
    })
    const root = this.doc.struct('Document')
    this.doc.addStructure(root)
    this.#open = [root]
    this.doc.addPage()
    this.left = this.#margins.left
    this.width = this.doc.page.width - this.#margins.left - this.#margins.right
    this.y = this.#margins.top
  }

  /** Pages so far; the last one is being drawn on. */
  get pageCount(): number {
    return this.doc.bufferedPageRange().count
  }

  /** Height that is left on this page. */
  get room(): number {
    return this.bottom - this.y
  }

  /** Height of an empty page. */
  get pageRoom(): number {
    return this.bottom - this.#margins.top
  }

  get bottom(): number {
    return this.doc.page.height - this.#margins.bottom
  }

  get isPageEmpty(): boolean {
    return this.y <= this.#margins.top
  }

  /** What is being drawn (a tagged paragraph, a list) goes on there. */
  newPage(): void {
    this.doc.continueOnNewPage()
    this.y = this.#margins.top
  }

  /** Begins a new page unless `height` fits on this one (or this one is still empty). */
  ensure(height: number): void {
    if (this.room < height && !this.isPageEmpty) this.newPage()
  }

  linesOf(spans: readonly Span[], width: number, size: number): TextLine[] {
    return breakLines(spans, width, (text, style) => this.#measure(text, style, size))
  }

  /** Draws the lines from `y` down, within `width` when they are not aligned left; returns the height. */
  drawLines(
    lines: readonly TextLine[],
    x: number,
    y: number,
    size: number,
    { align = 'left', width = 0 }: { align?: Align; width?: number } = {},
  ): number {
    for (const [index, line] of lines.entries()) {
      const shift = align === 'left' ? 0 : (width - line.width) / (align === 'center' ? 2 : 1)
      this.#drawLine(line, x + shift, y + index * lineHeight(size), size)
    }
    return lines.length * lineHeight(size)
  }

  #drawLine(line: TextLine, x: number, y: number, size: number): void {
    let at = x
    for (const [index, { text, style, width }] of line.pieces.entries()) {
      const blank = line.endsWord && index === line.pieces.length - 1 ? ' ' : ''
      this.doc.font(faceOf(style)).fontSize(size)
      this.doc.text(text + blank, at, y + size * BASELINE, {
        lineBreak: false,
        baseline: 'alphabetic',
        oblique: slantOf(style),
        features: featuresFor(text),
      })
      at += width
    }
  }

  /** A horizontal rule; decoration, so no reader announces it. */
  rule(x: number, y: number, width: number, weight = 0.5, shade = 0): void {
    this.artifact(() =>
      this.shade(shade, () =>
        this.doc
          .lineWidth(weight)
          .moveTo(x, y)
          .lineTo(x + width, y)
          .stroke(),
      ),
    )
  }

  /** The ink as filled outlines, as large as the box allows, centred in it. */
  ink(ink: Ink, x: number, y: number, width: number, height: number): void {
    const scale = Math.min(width / ink.width, height / ink.height)
    const left = x + (width - ink.width * scale) / 2
    const top = y + (height - ink.height * scale) / 2
    // in the ink's own units: whole numbers, a third as long as points with all their decimals
    this.doc.save().translate(left, top).scale(scale)
    for (const path of ink.paths) outline(this.doc, path)
    this.doc.fill().restore()
  }

  /** Everything drawn inside has this grey; DeviceGray, so that an archive file (PDF/A) keeps its colour space. */
  shade(grey: number, draw: () => void): void {
    this.doc.addContent(`q ${grey} g ${grey} G`)
    draw()
    this.doc.addContent('Q')
  }

  /** A structure element that holds others (Table, TR). */
  group(tag: string, body: () => void): void {
    const end = this.#begin(tag)
    body()
    end()
  }

  /** A group that takes its time; nothing else may be drawn on this sheet meanwhile. */
  async longGroup(tag: string, body: () => Promise<void>): Promise<void> {
    const end = this.#begin(tag)
    await body()
    end()
  }

  #begin(tag: string): () => void {
    const element = this.doc.struct(tag)
    this.#open.at(-1)?.add(element)
    this.#open.push(element)
    return () => {
      this.#open.pop()
      element.end()
    }
  }

  /** A structure element with content of its own; may run over a page break. `scope` says which cells a heading (TH) is of. */
  leaf(tag: string, draw: () => void, said: { alt?: string; scope?: 'Column' | 'Row' } = {}): void {
    const element = this.doc.struct(tag, said, [draw])
    this.#open.at(-1)?.add(element)
    element.end()
  }

  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' })
    draw()
    this.doc.endMarkedContent()
  }

  /** Adds header and footer to every page and returns the file. */
  async finish(): Promise<Uint8Array> {
    this.#open[0]?.end()
    const { count } = this.doc.bufferedPageRange()
    for (let index = 0; index < count; index++) {
      this.doc.switchToPage(index)
      this.#margin(this.#style.header?.(index + 1, count) ?? {}, mm(10))
      const footer = this.#style.footer?.(index + 1, count) ?? { right: `Seite ${index + 1} von ${count}` }
      this.#margin(footer, this.doc.page.height - mm(13))
      if (index % PAGES_PER_TURN === PAGES_PER_TURN - 1) await setImmediate()
    }
    this.doc.end()
    await this.#finished
    return new Uint8Array(Buffer.concat(this.#chunks))
  }

  #margin({ left = '', right = '' }: { left?: string; right?: string }, y: number): void {
    const size = 8
    const rightWidth = this.#measure(right, 'plain', size)
    const first = this.#oneLine(left, this.width - rightWidth - 20, size)
    const text: TextLine = { pieces: [{ text: right, style: 'plain', width: rightWidth }], width: rightWidth }
    this.doc.markContent('Artifact', { type: 'Pagination' })
    this.shade(0.35, () => {
      if (first) this.#drawLine(first, this.left, y, size)
      this.#drawLine(text, this.left + this.width - rightWidth, y, size)
    })
    this.doc.endMarkedContent()
  }

  /** What does not fit on one line ends with an ellipsis: in header and footer only, the words stand whole elsewhere. */
  #oneLine(text: string, width: number, size: number): TextLine | undefined {
    const plain = (wanted: string, room: number) =>
      this.linesOf([{ text: wanted, style: 'plain' }], room, size)
    const [first, ...rest] = plain(text, width)
    if (!first || rest.length === 0) return first
    const [short] = plain(text, width - this.#measure(' …', 'plain', size))
    return plain(`${short?.pieces.map((piece) => piece.text).join('') ?? ''} …`, Infinity)[0]
  }

  #measure(text: string, style: TextStyle, size: number): number {
    return text === ''
      ? 0
      : this.doc
          .font(faceOf(style))
          .fontSize(size)
          .widthOfString(text, { features: featuresFor(text) })
  }
}

function outline(doc: PDFKit.PDFDocument, path: readonly number[]): void {
  for (let index = 0; index + 1 < path.length; index += 2) {
    const [x, y] = [Math.round(path[index] ?? 0), Math.round(path[index + 1] ?? 0)]
    if (index === 0) doc.moveTo(x, y)
    else doc.lineTo(x, y)
  }
  doc.closePath()
}
