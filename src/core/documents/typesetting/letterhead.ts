/** The head that a house gives its papers: its name on the left, its logo on the right. */
import type { Picture } from '../../appearance/png.ts'
import { printable } from '../../printable.ts'
import { drawFitted } from './fitting.ts'
import type { Place } from './fitting.ts'
import { drawPicture, embedPicture } from './picture.ts'
import type { EmbeddedPicture } from './picture.ts'
import { lineHeight, mm } from './sheet.ts'
import type { Align, Sheet } from './sheet.ts'

export type Letterhead = { house: string; logo: Picture | null }

const HEIGHT = mm(13)
const MOST_WIDTH = mm(60)
const AFTER = mm(5)
const NAME = 10

/** Above all else on a page; nothing where there is none. */
export function drawLetterhead(sheet: Sheet, letterhead: Letterhead | null | undefined): void {
  if (!letterhead) return
  const { house, logo } = letterhead
  const height = logo ? HEIGHT : lineHeight(NAME)
  const room = { x: sheet.left, y: sheet.y, width: sheet.width - (logo ? MOST_WIDTH + mm(6) : 0), height }
  if (house !== '') {
    const fit = { size: NAME, style: 'bold', lines: 2, stand: 'middle' } as const
    sheet.leaf('P', () => drawFitted(sheet, [printable(house)], room, fit))
  }
  if (logo) {
    const place = { ...room, x: sheet.left + sheet.width - MOST_WIDTH, width: MOST_WIDTH }
    drawLogo(sheet, embedPicture(sheet, logo), place, { align: 'right', alt: logoAlt(house) })
  }
  sheet.y += height + AFTER
}

export const logoAlt = (house: string): string => (house === '' ? 'Logo' : `Logo ${house}`)

/** As large as the place allows, in the middle of its height. Without `alt` it is decoration. */
export function drawLogo(
  sheet: Sheet,
  logo: EmbeddedPicture,
  place: Place,
  { align, alt }: { align: Align; alt?: string | undefined },
): void {
  const scale = Math.min(place.width / logo.width, place.height / logo.height)
  const [width, height] = [logo.width * scale, logo.height * scale]
  const shift = { left: 0, center: 0.5, right: 1 }[align] * (place.width - width)
  const at = { x: place.x + shift, y: place.y + (place.height - height) / 2, width, height }
  const draw = () => drawPicture(sheet, logo, at)
  if (alt === undefined) sheet.artifact(draw)
  else sheet.leaf('Figure', draw, { alt })
}
