/** A QR code as vector squares on a sheet. */
import { encode } from 'uqr'
import type { Sheet } from './sheet.ts'

/** Draws the code as a tagged figure; `side` in points, and a quiet zone of four modules must be left free around it (ISO/IEC 18004). */
export function drawQrCode(
  sheet: Sheet,
  text: string,
  place: { x: number; y: number; side: number },
  alt: string,
): void {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const module = place.side / size
  sheet.leaf(
    'Figure',
    () =>
      sheet.shade(0, () => {
        for (const [row, cells] of data.entries())
          for (const { from, length } of runsOf(cells))
            sheet.doc.rect(place.x + from * module, place.y + row * module, length * module, module)
        sheet.doc.fill()
      }),
    { alt },
  )
}

/** Dark modules side by side are one rectangle: no hairlines between them, and a smaller file. */
function runsOf(cells: readonly boolean[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = []
  for (const [index, isDark] of cells.entries()) {
    const last = runs.at(-1)
    if (!isDark) continue
    if (last && last.from + last.length === index) last.length++
    else runs.push({ from: index, length: 1 })
  }
  return runs
}
