/** Lays cards out on sheets of any format: one after another, from a chosen place, moved by what the printer is off. */
import type { Picture } from '../../appearance/png.ts'
import type { FontFaces } from '../../fonts.ts'
import type { CardFormat } from './badge-formats.ts'
import type { Place } from '../typesetting/fitting.ts'
import { embedPicture } from '../typesetting/picture.ts'
import type { EmbeddedPicture } from '../typesetting/picture.ts'
import { mm, Sheet } from '../typesetting/sheet.ts'
import { inPortions } from '../../work.ts'
import type { Work } from '../../work.ts'

export type CardJob = {
  title: string
  format: CardFormat
  /** Millimetres to the right and down, against a printer that pulls its paper in askew. */
  offset: { x: number; y: number }
  /** Place on the first sheet where the first card goes, from 1; those before have been used. */
  startAt: number
  /** ISO 8601, UTC. */
  madeAt: string
  logo?: Picture | null
}

const NO_MARGINS = { top: 0, right: 0, bottom: 0, left: 0 }

/** PDF (bytes): `draw` is called once per card with its place on the sheet, inside a section of its own. */
export async function makeCards<Card>(
  cards: readonly Card[],
  { title, format, offset, startAt, madeAt, logo = null }: CardJob,
  fonts: FontFaces,
  draw: (sheet: Sheet, card: Card, place: Place, logo: EmbeddedPicture | null) => void,
  work: Work,
): Promise<Uint8Array> {
  const { paper, card: size, places } = format
  const sheet = new Sheet({
    fonts,
    title,
    madeAt: new Date(madeAt),
    paper: [mm(paper[0]), mm(paper[1])],
    margins: NO_MARGINS,
    footer: () => ({}),
  })
  const embedded = logo && embedPicture(sheet, logo)
  const used = (startAt - 1) % places.length
  await inPortions(cards, work, (card, index) => {
    const at = (index + used) % places.length
    if (index > 0 && at === 0) sheet.newPage()
    const [x, y] = places[at] ?? [0, 0]
    const place = { x: mm(x + offset.x), y: mm(y + offset.y), width: mm(size[0]), height: mm(size[1]) }
    sheet.group('Sect', () => draw(sheet, card, place, embedded))
  })
  return sheet.finish()
}
