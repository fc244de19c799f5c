/** Sets tables that run over pages: the header row repeats, a row moves as a whole, and only a row taller than a page is split. */
import type { Span } from '../signing/agreement-markup.ts'
import type { TextLine } from './text-lines.ts'
import { lineHeight } from './sheet.ts'
import type { Align, Sheet } from './sheet.ts'
import type { Ink } from '../../../shared/ink.ts'
import { inPortions } from '../../work.ts'
import type { Work } from '../../work.ts'

export type Cell = string | readonly Span[] | { ink: Ink; alt: string } | { tickBox: true }

export type Column = {
  title: string
  /** Share of the table's width. */ share: number
  align?: Align
  /** Its cells say whom or what the row is about: a reader of the structure hears them with every other cell (ISO 32000-2 § 14.8.5.7). */
  namesRow?: boolean
}

export type TableStyle = {
  size?: number
  /** Lowest height of a row in points, for cells that are written in by hand. */
  rowHeight?: number
  /** Above and below the text of a cell, in points. */
  padding?: number
  /** Boxes around all cells; otherwise only a fine rule between rows. */
  grid?: boolean
}

type Area = { x: number; width: number }
type Prepared = { cell: Cell; lines: TextLine[]; area: Area; align: Align; namesRow: boolean }
/** What a cell is in the structure: a heading of its column or row, or one that has headings. */
type CellRole = 'Column' | 'Row' | null
type Frame = { sheet: Sheet; areas: Area[]; size: number; rowHeight: number; padding: number; grid: boolean }

const PADDING_X = 3
const PADDING_Y = 2.5
const FIRST_LINES = 4
const INK_HEIGHT = 26
const HEADER_SHADE = 0.93
const RULE_SHADE = 0.6

/** Draws the table from the sheet's current position and leaves it below. */
export function drawTable(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  style: TableStyle = {},
): void {
  const { drawHead, drawBody } = beginTable(sheet, columns, rows, style)
  sheet.group('Table', () => {
    drawHead()
    for (const row of rows) drawBody(row)
  })
}

/** The same for a table of any length: in portions, and until it is called off. */
export async function drawLongTable(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  style: TableStyle,
  work: Work,
): Promise<void> {
  const { drawHead, drawBody } = beginTable(sheet, columns, rows, style)
  await sheet.longGroup('Table', async () => {
    drawHead()
    await inPortions(rows, work, drawBody)
  })
}

/** Head and first row stay together. */
function beginTable(
  sheet: Sheet,
  columns: readonly Column[],
  [first]: readonly (readonly Cell[])[],
  style: TableStyle,
) {
  const frame: Frame = {
    sheet,
    areas: areasOf(sheet, columns),
    size: style.size ?? 8.5,
    rowHeight: style.rowHeight ?? 0,
    padding: style.padding ?? PADDING_Y,
    grid: style.grid ?? false,
  }
  const header = prepare(
    frame,
    columns,
    columns.map(({ title }) => [{ text: title, style: 'bold' as const }]),
  )
  const room = first ? needed(frame, prepare(frame, columns, first), header) : 0
  sheet.ensure(heightOf(frame, header) + room)
  return {
    drawHead: () => drawHeader(frame, header),
    drawBody: (row: readonly Cell[]) => drawRow(frame, prepare(frame, columns, row), header),
  }
}

function areasOf(sheet: Sheet, columns: readonly Column[]): Area[] {
  const total = columns.reduce((sum, { share }) => sum + share, 0)
  let x = sheet.left
  return columns.map(({ share }) => {
    const area = { x, width: (sheet.width * share) / total }
    x += area.width
    return area
  })
}

function prepare(frame: Frame, columns: readonly Column[], cells: readonly Cell[]): Prepared[] {
  return frame.areas.map((area, index) => {
    const cell = cells[index] ?? ''
    const { align = 'left', namesRow = false } = columns[index] ?? {}
    return { cell, area, align, namesRow, lines: linesOf(frame, cell, area) }
  })
}

function linesOf({ sheet, size }: Frame, cell: Cell, area: Area): TextLine[] {
  if (typeof cell === 'string' && cell === '') return []
  if (typeof cell === 'object' && !Array.isArray(cell)) return []
  const spans =
    typeof cell === 'string' ? [{ text: cell, style: 'plain' as const }] : isSpans(cell) ? cell : []
  return sheet.linesOf(spans, area.width - 2 * PADDING_X, size)
}

const isSpans = (cell: Cell): cell is readonly Span[] => Array.isArray(cell)

const isInk = (cell: Cell): cell is { ink: Ink; alt: string } => typeof cell === 'object' && 'ink' in cell

const isTickBox = (cell: Cell): cell is { tickBox: true } => typeof cell === 'object' && 'tickBox' in cell

function heightOf({ size, rowHeight, padding }: Frame, row: readonly Prepared[]): number {
  const heights = row.map(({ cell, lines }) => (isInk(cell) ? INK_HEIGHT : lines.length * lineHeight(size)))
  return Math.max(rowHeight, Math.max(...heights, lineHeight(size)) + 2 * padding)
}

/** Once for a reader of the structure; on further pages it is only seen. */
function drawHeader(frame: Frame, header: readonly Prepared[]): void {
  drawHeaderGround(frame, header)
  drawCells(frame, header, heightOf({ ...frame, rowHeight: 0 }, header), () => 'Column')
}

function repeatHeader(frame: Frame, header: readonly Prepared[]): void {
  const { sheet, size, padding } = frame
  const height = heightOf({ ...frame, rowHeight: 0 }, header)
  drawHeaderGround(frame, header)
  sheet.artifact(() => {
    for (const { lines, area, align } of header)
      sheet.drawLines(lines, area.x + PADDING_X, sheet.y + padding, size, { align, width: widthIn(area) })
  })
  endRow(frame, height)
}

function drawHeaderGround(frame: Frame, header: readonly Prepared[]): void {
  const { sheet } = frame
  const height = heightOf({ ...frame, rowHeight: 0 }, header)
  sheet.artifact(() =>
    sheet.shade(HEADER_SHADE, () => sheet.doc.rect(sheet.left, sheet.y, sheet.width, height).fill()),
  )
}

function drawRow(frame: Frame, row: readonly Prepared[], header: readonly Prepared[]): void {
  const { sheet } = frame
  if (needed(frame, row, header) > sheet.room) {
    sheet.newPage()
    repeatHeader(frame, header)
  }
  const [fitting, rest] = splitRow(frame, row)
  drawCells(frame, fitting, heightOf(frame, fitting), roleInBody)
  if (rest) drawRow(frame, rest, header)
}

/** The room a row wants: all its height, or, when no page is tall enough, a few lines to begin with. */
function needed(frame: Frame, row: readonly Prepared[], header: readonly Prepared[]): number {
  const height = heightOf(frame, row)
  const page = frame.sheet.pageRoom - heightOf(frame, header)
  return height <= page ? height : Math.min(page, FIRST_LINES * lineHeight(frame.size) + 2 * frame.padding)
}

/** The part of the row that fits on the page, and what is left of it. */
function splitRow(
  { sheet, size, padding }: Frame,
  row: readonly Prepared[],
): [Prepared[], Prepared[] | null] {
  const count = Math.max(1, Math.floor((sheet.room - 2 * padding) / lineHeight(size)))
  const fitting = row.map((cell) => ({ ...cell, lines: cell.lines.slice(0, count) }))
  if (row.every(({ lines }) => lines.length <= count)) return [fitting, null]
  const rest = row.map(({ cell, lines, ...place }) => ({
    ...place,
    cell: typeof cell === 'string' || isSpans(cell) ? cell : '',
    lines: lines.slice(count),
  }))
  return [fitting, rest]
}

const roleInBody = ({ namesRow }: Prepared): CellRole => (namesRow ? 'Row' : null)

function drawCells(
  frame: Frame,
  row: readonly Prepared[],
  height: number,
  roleOf: (cell: Prepared) => CellRole,
): void {
  frame.sheet.group('TR', () => {
    for (const cell of row) drawCell(frame, cell, height, roleOf(cell))
  })
  endRow(frame, height)
}

function endRow(frame: Frame, height: number): void {
  const { sheet, grid } = frame
  if (grid) drawBoxes(frame, height)
  else sheet.rule(sheet.left, sheet.y + height, sheet.width, 0.4, RULE_SHADE)
  sheet.y += height
}

function drawCell(
  { sheet, size, rowHeight, padding }: Frame,
  { cell, lines, area, align }: Prepared,
  height: number,
  role: CellRole,
): void {
  const tag = role === null ? 'TD' : 'TH'
  const x = area.x + PADDING_X
  const width = widthIn(area)
  if (isInk(cell)) {
    const draw = () => sheet.ink(cell.ink, x, sheet.y + padding, width, height - 2 * padding)
    sheet.group(tag, () => sheet.leaf('Figure', draw, { alt: cell.alt }))
    return
  }
  if (isTickBox(cell)) {
    sheet.group(tag, () =>
      sheet.leaf('Figure', () => drawTickBox(sheet, area, height, size * 1.1), { alt: 'Ankreuzfeld' }),
    )
    return
  }
  const top = rowHeight > 0 && role !== 'Column' ? (height - lines.length * lineHeight(size)) / 2 : padding
  const draw = () => sheet.drawLines(lines, x, sheet.y + top, size, { align, width })
  sheet.leaf(tag, draw, role === null ? {} : { scope: role })
}

const widthIn = (area: Area): number => area.width - 2 * PADDING_X

function drawTickBox(sheet: Sheet, { x, width }: Area, height: number, side: number): void {
  sheet.doc
    .lineWidth(0.6)
    .rect(x + (width - side) / 2, sheet.y + (height - side) / 2, side, side)
    .stroke()
}

function drawBoxes({ sheet, areas }: Frame, height: number): void {
  sheet.artifact(() =>
    sheet.shade(RULE_SHADE, () => {
      for (const { x, width } of areas) sheet.doc.lineWidth(0.5).rect(x, sheet.y, width, height).stroke()
    }),
  )
}
