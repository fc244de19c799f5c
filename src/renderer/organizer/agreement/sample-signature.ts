/** An invented signature to try a field with, and how large the words under it come out. */
import { outlineOf } from '../../../shared/ink.ts'
import type { Ink } from '../../../shared/ink.ts'
import type { Rect } from './rect.ts'

const LARGEST = 7.5
const SMALLEST = 4
const LEADING = 1.22
/** The mean width of a letter in parts of its size. */
const LETTER = 0.52

/** A lively line as a pen draws it; nobody signs like this. */
export function sampleInk(): Ink {
  const points = Array.from({ length: 160 }, (_, i) => {
    const t = i / 159
    const swing = Math.sin(t * 26) * (1 - t) * 90 + Math.sin(t * 9) * 28
    return { x: 40 + t * 620 + Math.sin(t * 26 + 1.3) * 34, y: 150 - swing + t * 30, time: i * 8 }
  })
  return outlineOf([{ minWidth: 2, maxWidth: 5, points }])
}

/** The size in points at which these lines take no more than half of the field. */
export function wordSize(lines: readonly string[], { width, height }: Rect): number {
  for (let size = LARGEST; size > SMALLEST; size -= 0.25) {
    const rows = lines.map((line) => Math.max(1, Math.ceil((line.length * LETTER * size) / width)))
    if (rows.reduce((sum, row) => sum + row, 0) * size * LEADING <= height / 2) return size
  }
  return SMALLEST
}
