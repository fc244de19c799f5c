/** Signature lines in two columns, filled row by row: room to write, a line, and under it who signs. */
import type { SignatureBlock } from './agreement-markup.ts'
import { lineHeight, mm } from '../typesetting/sheet.ts'
import type { Typesetter } from '../typesetting/typesetter.ts'

/** Where one writes: in points from the page's top left, down to the line. `page` counts from 0. */
export type SigningPlace = { page: number; x: number; y: number; width: number; height: number }

const NAMES = 9
const COLUMN_GAP = mm(16)
/** Room to write above the line: ink and three small lines of stamped text need about 55 points. */
const WRITING_SPACE = 58
const ROW_GAP = 8

/** The height a row takes when its names run over up to five lines. */
export const ROOM_FOR_A_ROW = WRITING_SPACE + 5 * lineHeight(NAMES)

/** Draws the blocks from the sheet's `y` on, over as many pages as they need; answers where each is signed, in their order. */
export function drawSignatureRows(sheet: Typesetter, blocks: readonly SignatureBlock[]): SigningPlace[] {
  const width = (sheet.width - COLUMN_GAP) / 2
  const places: SigningPlace[] = []
  for (let index = 0; index < blocks.length; index += 2) {
    const row = blocks.slice(index, index + 2)
    const height = Math.max(...row.map((block) => namesOf(sheet, block, width).length)) * lineHeight(NAMES)
    sheet.ensure(WRITING_SPACE + height + ROW_GAP)
    for (const [column, block] of row.entries())
      places.push(drawBlock(sheet, block, sheet.left + column * (width + COLUMN_GAP), width))
    sheet.y += WRITING_SPACE + height + ROW_GAP
  }
  return places
}

function drawBlock(sheet: Typesetter, block: SignatureBlock, x: number, width: number): SigningPlace {
  const line = sheet.y + WRITING_SPACE
  sheet.rule(x, line, width, 0.7)
  sheet.leaf('P', () => sheet.drawLines(namesOf(sheet, block, width), x, line + 2, NAMES))
  return { page: sheet.pageCount - 1, x, y: sheet.y, width, height: WRITING_SPACE }
}

const namesOf = (sheet: Typesetter, { organisation, lines }: SignatureBlock, width: number) => [
  ...sheet.linesOf([{ text: organisation, style: 'bold' }], width, NAMES),
  ...lines.flatMap((text) => sheet.linesOf([{ text, style: 'plain' }], width, NAMES)),
]
