/** Place cards to fold: the same name on both faces, each upright when the card stands. */
import type { PlaceCardFormat } from '../../../shared/contract/printing.ts'
import type { Picture } from '../../appearance/png.ts'
import type { FontFaces } from '../../fonts.ts'
import { printable } from '../../printable.ts'
import { onA4 } from './badge-formats.ts'
import type { CardFormat } from './badge-formats.ts'
import { makeCards } from './card-sheets.ts'
import { drawFitted, fitOfName, fitText } from '../typesetting/fitting.ts'
import type { Fit, Place } from '../typesetting/fitting.ts'
import { drawLogo } from '../typesetting/letterhead.ts'
import type { EmbeddedPicture } from '../typesetting/picture.ts'
import { mm } from '../typesetting/sheet.ts'
import type { Sheet } from '../typesetting/sheet.ts'
import { UNWATCHED } from '../../work.ts'
import type { Work } from '../../work.ts'

export type PlaceCard = {
  title: string
  firstName: string
  lastName: string
  function: string
  organisation: string
  seat: string
  code: string
}

/** One large tent per sheet, folded across the middle; or four small ones to cut and fold. */
const FORMATS: Record<PlaceCardFormat, CardFormat> = {
  tent: onA4(210, 297, 1, 1),
  four: onA4(105, 148.5, 2, 2),
}

type PlaceCardJob = {
  format: PlaceCardFormat
  offset: { x: number; y: number }
  title: string
  madeAt: string
  logo?: Picture | null
}

/** A4 PDF (bytes), the same for the same cards. */
export function makePlaceCards(
  cards: readonly PlaceCard[],
  { format, ...job }: PlaceCardJob,
  fonts: FontFaces,
  work: Work = UNWATCHED,
): Promise<Uint8Array> {
  const sheets = { ...job, startAt: 1, format: FORMATS[format] }
  return makeCards(cards, sheets, fonts, drawTent, work)
}

/** The lower half is the front; the upper one stands on its head on the sheet and upright on the table. */
function drawTent(sheet: Sheet, card: PlaceCard, place: Place, logo: EmbeddedPicture | null): void {
  const half = place.height / 2
  const front = { ...place, y: place.y + half, height: half }
  const face = { card, place: front, logo }
  drawFace(sheet, face, (tag, draw) => sheet.leaf(tag, draw))
  sheet.doc.save()
  sheet.doc.rotate(180, { origin: [place.x + place.width / 2, place.y + half] })
  // the same words again: who has them read aloud needs them once
  drawFace(sheet, face, (_tag, draw) => sheet.artifact(draw))
  sheet.doc.restore()
  drawMarks(sheet, place)
}

const CENTRED = { align: 'center', stand: 'middle' } as const

type Write = (tag: string, draw: () => void) => void

type Face = { card: PlaceCard; place: Place; logo: EmbeddedPicture | null }

function drawFace(sheet: Sheet, { card, place: face, logo }: Face, write: Write): void {
  const margin = face.width * 0.08
  const width = face.width - 2 * margin
  const at = (from: number, to: number): Place => ({
    x: face.x + margin,
    width,
    y: face.y + face.height * from,
    height: face.height * (to - from),
  })
  const line = (
    text: string,
    place: Place,
    size: number,
    style: 'plain' | 'bold',
    stand: Fit['stand'] = 'middle',
  ) =>
    text === '' ||
    write('P', () =>
      drawFitted(sheet, [text], place, {
        ...CENTRED,
        size: Math.min(size, name.size * 0.9),
        style,
        stand,
        lines: 2,
      }),
    )
  const [first, last] = [printable(card.firstName), printable(card.lastName)]
  const wordings = first === '' ? [last] : [`${first}\n${last}`, `${first} ${last}`]
  const room = at(0.24, 0.6)
  const twoLines: Fit = { ...CENTRED, size: face.height * 0.17, style: 'bold', lines: 2 }
  const fit = fitOfName(sheet, wordings, room, twoLines)
  const name = fitText(sheet, wordings, room, fit)
  if (logo) drawLogo(sheet, logo, at(0.035, 0.115), { align: 'center' })
  // stands right above the name, however low that is
  const titleRoom = { ...at(0.12, 0.24), y: room.y - face.height * 0.12 + (room.height - name.height) / 2 }
  line(printable(card.title), titleRoom, face.height * 0.085, 'plain', 'bottom')
  write('H1', () => drawFitted(sheet, wordings, room, fit))
  line(printable(card.function), at(0.62, 0.74), face.height * 0.06, 'plain')
  line(printable(card.organisation), at(0.74, 0.88), face.height * 0.065, 'bold')
  drawFoot(sheet, card, at(0.91, 0.97), write)
}

/** Seat and code, for those who lay the table. */
function drawFoot(sheet: Sheet, { seat, code }: PlaceCard, place: Place, write: Write): void {
  const text = [seat === '' ? '' : `Platz ${printable(seat)}`, code].filter(Boolean).join(' · ')
  write('P', () =>
    sheet.shade(0.45, () => drawFitted(sheet, [text], place, { size: 7.5, align: 'right', stand: 'bottom' })),
  )
}

/** Short strokes where to fold and where to cut; nothing runs across a face. */
function drawMarks(sheet: Sheet, { x, y, width, height }: Place): void {
  const stroke = mm(4)
  const middle = y + height / 2
  sheet.artifact(() =>
    sheet.shade(0.6, () => {
      sheet.doc.lineWidth(0.4)
      for (const [from, to] of [
        [x + mm(3), x + mm(3) + stroke],
        [x + width - mm(3) - stroke, x + width - mm(3)],
      ] as const)
        sheet.doc.moveTo(from, middle).lineTo(to, middle)
      for (const corner of [x, x + width]) {
        sheet.doc.moveTo(corner, y).lineTo(corner, y + stroke)
        sheet.doc.moveTo(corner, y + height).lineTo(corner, y + height - stroke)
      }
      for (const edge of [y, y + height]) {
        sheet.doc.moveTo(x, edge).lineTo(x + stroke, edge)
        sheet.doc.moveTo(x + width, edge).lineTo(x + width - stroke, edge)
      }
      sheet.doc.stroke()
    }),
  )
}
