/** A box as the style that puts an element there on its page. */
import type { Box } from './rect.ts'

const percent = (share: number) => `${share * 100}%`

export const boxStyle = ({ x, y, width, height }: Box) => ({
  left: percent(x),
  top: percent(y),
  width: percent(width),
  height: percent(height),
})
