/** Sets headings, paragraphs, numbered items and key-value lists on a sheet; measured before they are drawn, so nothing is cut. */
import type { Span } from '../signing/agreement-markup.ts'
import { Sheet, lineHeight, mm } from './sheet.ts'
import type { Align } from './sheet.ts'
import type { TextLine } from './text-lines.ts'

export type TextOptions = {
  size?: number
  align?: Align
  /** 0 black … 1 white. */
  shade?: number
  spaceBefore?: number
  spaceAfter?: number
  indent?: number
}

type Flow = TextOptions & { size: number }

const HEADING_SIZES = { 1: 17, 2: 12.5, 3: 11 } as const

export class Typesetter extends Sheet {
  /** Text that stays with at least `keep` points of what follows. */
  heading(level: 1 | 2 | 3, text: string, options: TextOptions & { keep?: number } = {}): void {
    const size = options.size ?? HEADING_SIZES[level]
    const lines = this.linesOf([{ text, style: 'bold' }], this.width, size)
    const before = options.spaceBefore ?? size * 1.1
    this.ensure(before + lines.length * lineHeight(size) + (options.keep ?? size * 4))
    this.y += this.isPageEmpty ? 0 : before
    this.leaf(`H${level}`, () => this.#flow(lines, { ...options, size }))
    this.y += options.spaceAfter ?? size * 0.4
  }

  /** A paragraph; a string is taken as it is, without mark-up. */
  paragraph(text: string | readonly Span[], options: TextOptions = {}): void {
    const size = options.size ?? 10
    const lines = this.linesOf(spansOf(text), this.width - (options.indent ?? 0), size)
    this.y += this.isPageEmpty ? 0 : (options.spaceBefore ?? 0)
    this.#keepStart(lines, size)
    this.leaf('P', () => this.#flow(lines, { ...options, size }))
    this.y += options.spaceAfter ?? size * 0.5
  }

  /** Holds items, for a reader of the structure. */
  list(body: () => void): void {
    this.group('L', body)
  }

  /** A marker ("(1)", "–") in the margin of an indented paragraph; stands in a list. */
  item(marker: string, spans: readonly Span[], options: TextOptions & { hang: number }): void {
    const size = options.size ?? 10
    const indent = (options.indent ?? 0) + options.hang
    const lines = this.linesOf(spans, this.width - indent, size)
    this.#keepStart(lines, size)
    const mark = this.linesOf(spansOf(marker), Infinity, size)
    this.group('LI', () => {
      this.leaf('Lbl', () => this.drawLines(mark, this.left + indent - options.hang, this.y, size))
      this.leaf('LBody', () => this.#flow(lines, { ...options, indent, size }))
    })
    this.y += options.spaceAfter ?? size * 0.4
  }

  /** Labels in a narrow left column, values beside them, together `width` wide; a label without a value is left out. */
  keyValues(
    rows: readonly (readonly [label: string, value: string | readonly Span[]])[],
    options: { size?: number; labelWidth?: number; width?: number } = {},
  ): void {
    const size = options.size ?? 9.5
    const labelWidth = options.labelWidth ?? mm(38)
    const width = options.width ?? this.width
    for (const [label, value] of rows.filter(([, value]) => value.length > 0)) {
      const labels = this.linesOf(spansOf(label), labelWidth - 6, size).map(endingWord)
      const values = this.linesOf(spansOf(value), width - labelWidth, size)
      this.ensure(Math.max(labels.length, Math.min(4, values.length)) * lineHeight(size))
      const labelsEnd = this.y + labels.length * lineHeight(size)
      const page = this.doc.page
      this.leaf('P', () => {
        this.shade(0.35, () => this.drawLines(labels, this.left, this.y, size))
        this.#flow(values, { indent: labelWidth, size })
      })
      this.y = Math.max(this.y, page === this.doc.page ? labelsEnd : 0) + size * 0.15
    }
  }

  /** At least two lines (all of three) stand together at the foot of a page. */
  #keepStart(lines: readonly TextLine[], size: number): void {
    this.ensure((lines.length <= 3 ? lines.length : 2) * lineHeight(size))
  }

  #flow(lines: readonly TextLine[], { size, indent = 0, align = 'left', shade = 0 }: Flow): void {
    for (const [index, line] of lines.entries()) {
      const wouldLeaveOne = index === lines.length - 2 && lines.length > 3
      this.ensure(lineHeight(size) * (wouldLeaveOne ? 2 : 1))
      this.shade(shade, () =>
        this.drawLines([line], this.left + indent, this.y, size, { align, width: this.width - indent }),
      )
      this.y += lineHeight(size)
    }
  }
}

/** What stands beside it is read out next. */
const endingWord = (line: TextLine): TextLine => ({ ...line, endsWord: true })

const spansOf = (text: string | readonly Span[]): readonly Span[] =>
  typeof text === 'string' ? [{ text, style: 'plain' }] : text
