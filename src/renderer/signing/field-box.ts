/** A field on the displayed page, as CSS. */
import type { Fractions } from '../../shared/geometry.ts'

const percent = (fraction: number) => `${Math.round(fraction * 10_000) / 100}%`

/** Fractions of the visible page as an absolutely placed box. */
export const boxStyle = ({ x, y, width, height }: Fractions) => ({
  left: percent(x),
  top: percent(y),
  width: percent(width),
  height: percent(height),
})
