/** The papers badges are printed on. Lengths in millimetres. */
import type { BadgeFormat } from '../../../shared/contract/printing.ts'

export type CardFormat = {
  paper: readonly [width: number, height: number]
  card: readonly [width: number, height: number]
  /** Top left corners of the cards on one sheet, row by row. */
  places: readonly (readonly [x: number, y: number])[]
  /** Printed with heat: black or nothing. */
  isMonochrome: boolean
}

const single = (width: number, height: number, isMonochrome = false): CardFormat => ({
  paper: [width, height],
  card: [width, height],
  places: [[0, 0]],
  isMonochrome,
})

export const BADGE_FORMATS: Record<BadgeFormat, CardFormat> = {
  // Brother DK 62 mm endless (DK-22205), cut at 100 mm: as DK-11202
  'label-62': single(100, 62, true),
  // ISO/IEC 7810, ID-1
  cr80: single(85.6, 53.98),
  a6: single(148, 105),
  a7: single(105, 74),
  'sheet-90x54': onA4(90, 54, 2, 5),
}

/** Cards side by side without gaps, in the middle of an A4 sheet. */
export function onA4(width: number, height: number, columns: number, rows: number): CardFormat {
  const [left, top] = [(210 - columns * width) / 2, (297 - rows * height) / 2]
  return {
    paper: [210, 297],
    card: [width, height],
    places: Array.from(
      { length: columns * rows },
      (_, at) => [left + (at % columns) * width, top + Math.floor(at / columns) * height] as const,
    ),
    isMonochrome: false,
  }
}
