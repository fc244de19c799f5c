/** Badges: the name as large as it goes, office, organisation, and a bar that says the group in colour and in words. */
import type { BadgeFormat } from '../../../shared/contract/printing.ts'
import type { Picture } from '../../appearance/png.ts'
import type { FontFaces } from '../../fonts.ts'
import { printable } from '../../printable.ts'
import { BADGE_FORMATS } from './badge-formats.ts'
import { makeCards } from './card-sheets.ts'
import { drawFitted, fitOfName, fitText } from '../typesetting/fitting.ts'
import type { Place } from '../typesetting/fitting.ts'
import { drawLogo } from '../typesetting/letterhead.ts'
import type { EmbeddedPicture } from '../typesetting/picture.ts'
import { drawQrCode } from '../typesetting/qr-square.ts'
import { mm } from '../typesetting/sheet.ts'
import type { Sheet } from '../typesetting/sheet.ts'
import { UNWATCHED } from '../../work.ts'
import type { Work } from '../../work.ts'

export type Badge = {
  title: string
  firstName: string
  lastName: string
  function: string
  organisation: string
  /** What the bar says, and its colour (#rrggbb), dark enough for white letters. */
  group: { name: string; colour: string }
  isGuestOfHonour: boolean
  /** Row code, small, to find the badge by. */
  code: string
  /** Text of the QR code; null where there is none, and its place goes to the words. */
  qr: string | null
}

export type BadgeJob = {
  format: BadgeFormat
  offset: { x: number; y: number }
  startAt: number
  title: string
  madeAt: string
  logo?: Picture | null
}

/** No printer for cards or labels reaches the edge, and none hits it twice. */
const MARGIN = mm(3.5)
const LABEL_COLOUR = '#000000'
/** Between the words and the bar. */
const GAP = mm(1.5)
/** Of 21 modules, and four on each side that must stay free (ISO/IEC 18004). */
const QR_MODULES = { code: 21, quiet: 4 }

/** PDF (bytes), the same for the same badges: one card per page, or ten on A4. */
export function makeBadges(
  badges: readonly Badge[],
  { format, ...job }: BadgeJob,
  fonts: FontFaces,
  work: Work = UNWATCHED,
): Promise<Uint8Array> {
  const cards = BADGE_FORMATS[format]
  const draw: typeof drawBadge = (sheet, badge, place, logo) => {
    if (!cards.isMonochrome) return drawBadge(sheet, badge, place, logo)
    // a printer of labels knows no shades: a logo would come out as a blot
    drawBadge(sheet, { ...badge, group: { ...badge.group, colour: LABEL_COLOUR } }, place, null)
  }
  return makeCards(badges, { ...job, format: cards }, fonts, draw, work)
}

function drawBadge(sheet: Sheet, badge: Badge, place: Place, logo: EmbeddedPicture | null): void {
  const inner = inset(place, MARGIN)
  const barHeight = Math.max(mm(6), place.height * 0.115)
  drawBar(sheet, badge, { ...inner, y: inner.y + inner.height - barHeight, height: barHeight })
  if (badge.isGuestOfHonour) drawFrame(sheet, inset(place, MARGIN * 0.45))
  const head = logo ? Math.max(mm(6), place.height * 0.13) : 0
  // said on every badge, it would be in everybody's way who has them read aloud
  if (logo) drawLogo(sheet, logo, { ...inner, height: head }, { align: 'left' })
  const over = head === 0 ? 0 : head + GAP / 2
  const room = { ...inner, y: inner.y + over, height: inner.height - over - barHeight - GAP }
  const upper = { ...room, height: room.height * 0.59 }
  const nameSize = drawWho(sheet, badge, upper)
  const lower = { ...room, y: room.y + upper.height, height: room.height - upper.height }
  drawBelow(sheet, badge, lower, nameSize)
}

const inset = ({ x, y, width, height }: Place, by: number): Place => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
})

/** Title above the name, first name above last name or both as they come: whatever is larger. Gives the size of the name. */
function drawWho(sheet: Sheet, badge: Badge, place: Place): number {
  const [title, first, last] = [printable(badge.title), printable(badge.firstName), printable(badge.lastName)]
  const nameRoom = { ...place, height: place.height * (title === '' ? 1 : 0.76) }
  const wordings = first === '' ? [last] : [`${first}\n${last}`, `${first} ${last}`]
  const twoLines = { size: place.height * 0.42, style: 'bold' as const, lines: 2 }
  const fit = fitOfName(sheet, wordings, nameRoom, twoLines)
  const name = fitText(sheet, wordings, nameRoom, fit)
  const titleRoom = { ...place, height: title === '' ? 0 : place.height * 0.24 }
  const titleFit = { size: Math.min(titleRoom.height * 0.72, name.size * 0.75) }
  const above = title === '' ? 0 : fitText(sheet, [title], titleRoom, titleFit).height
  const top = place.y + Math.max(0, (place.height - above - name.height) / 2)
  if (title !== '') sheet.leaf('P', () => drawFitted(sheet, [title], { ...titleRoom, y: top }, titleFit))
  sheet.leaf('H1', () => drawFitted(sheet, wordings, { ...nameRoom, y: top + above }, fit))
  return name.size
}

/** Organisation and office, and beside them the QR code with its quiet zone. */
function drawBelow(sheet: Sheet, badge: Badge, room: Place, nameSize: number): void {
  const code = codePlace(room)
  const width = badge.qr === null ? room.width : code.x - code.quiet - room.x
  const office = badge.function === '' ? 0 : room.height * 0.44
  const size = Math.min(room.height * 0.34, nameSize * 0.9)
  if (office > 0)
    sheet.leaf('P', () =>
      drawFitted(
        sheet,
        [printable(badge.function)],
        { ...room, width, height: office },
        {
          size: size * 0.85,
          lines: 2,
          stand: 'middle',
        },
      ),
    )
  const organisation = { ...room, width, y: room.y + office, height: room.height - office }
  if (badge.organisation !== '')
    sheet.leaf('P', () =>
      drawFitted(sheet, [printable(badge.organisation)], organisation, {
        size,
        style: 'bold',
        lines: 2,
        stand: 'middle',
      }),
    )
  if (badge.qr !== null) drawQrCode(sheet, badge.qr, code, 'QR-Code für den Einlass')
}

/** Against the right margin of the lower room; `quiet` points stay free to name, words and bar. */
export function codePlace(room: Place): { x: number; y: number; side: number; quiet: number } {
  const zone = Math.min(room.height + GAP, room.width * 0.24)
  const module = zone / (QR_MODULES.code + 2 * QR_MODULES.quiet)
  const [side, quiet] = [module * QR_MODULES.code, module * QR_MODULES.quiet]
  return { x: room.x + room.width - side, y: room.y + room.height + GAP - quiet - side, side, quiet }
}

/** The group stands in the bar in words, so that it is told apart without colours, too. */
function drawBar(sheet: Sheet, { group, isGuestOfHonour, code }: Badge, place: Place): void {
  sheet.artifact(() => {
    sheet.doc.save()
    sheet.doc.rect(place.x, place.y, place.width, place.height).fill(group.colour)
    sheet.doc.restore()
  })
  const codeWidth = mm(13)
  const words = isGuestOfHonour ? `Ehrengast · ${group.name}` : group.name
  const label = { ...inset(place, mm(1)), x: place.x + mm(2), width: place.width - codeWidth - mm(4) }
  sheet.leaf('P', () =>
    sheet.shade(1, () =>
      drawFitted(sheet, [words], label, { size: label.height * 0.72, style: 'bold', stand: 'middle' }),
    ),
  )
  const corner = { ...label, x: place.x + place.width - codeWidth - mm(2), width: codeWidth }
  sheet.leaf('P', () =>
    sheet.shade(1, () => drawFitted(sheet, [code], corner, { size: 8, align: 'right', stand: 'middle' })),
  )
}

function drawFrame(sheet: Sheet, { x, y, width, height }: Place): void {
  sheet.artifact(() => {
    sheet.doc.lineWidth(1.6).rect(x, y, width, height).stroke()
  })
}
