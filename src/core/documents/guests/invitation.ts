/** Invitations as letters: one page per guest, with the code that opens the door. */
import type { FontFaces } from '../../fonts.ts'
import { weekdayAndTime } from '../typesetting/german-dates.ts'
import { drawLogo, logoAlt } from '../typesetting/letterhead.ts'
import type { Letterhead } from '../typesetting/letterhead.ts'
import { embedPicture } from '../typesetting/picture.ts'
import type { EmbeddedPicture } from '../typesetting/picture.ts'
import { drawQrCode } from '../typesetting/qr-square.ts'
import { lineHeight, mm } from '../typesetting/sheet.ts'
import { Typesetter } from '../typesetting/typesetter.ts'
import { inPortions, UNWATCHED } from '../../work.ts'
import type { Work } from '../../work.ts'

export type Invitations = {
  ceremony: {
    title: string
    host: string
    /** Local day YYYY-MM-DD and time HH:MM. */
    date: string
    time: string
    room: string
    address: string
  }
  guests: readonly InvitedGuest[]
  /** ISO 8601, UTC. */
  madeAt: string
  letterhead?: Letterhead | null
}

export type InvitedGuest = {
  salutation: string
  title: string
  firstName: string
  lastName: string
  function: string
  organisation: string
  seat: string
  /** What the QR code holds. */
  code: string
}

/** DIN 5008 form B: where the address shows in the window of an envelope. */
const ADDRESS_TOP = mm(62)
const TEXT_TOP = mm(105)
const QR_SIDE = mm(42)
const LOGO = { width: mm(65), height: mm(22) }

/** A tagged A4 PDF (bytes), one page per guest in the given order. */
export async function makeInvitations(
  invitations: Invitations,
  fonts: FontFaces,
  work: Work = UNWATCHED,
): Promise<Uint8Array> {
  const { ceremony, guests, madeAt, letterhead } = invitations
  const sheet = new Typesetter({
    fonts,
    title: `Einladung: ${ceremony.title}`,
    madeAt: new Date(madeAt),
    footer: () => ({ left: ceremony.host }),
  })
  const logo = letterhead?.logo ? embedPicture(sheet, letterhead.logo) : null
  const head = { house: letterhead?.house || ceremony.host, logo }
  await inPortions(guests, work, (guest, at) => {
    if (at > 0) sheet.newPage()
    drawLetter(sheet, ceremony, guest, head)
  })
  return sheet.finish()
}

type Head = { house: string; logo: EmbeddedPicture | null }

/** The logo keeps clear of the address, and of the fold above it. */
function drawHead(sheet: Typesetter, { house, logo }: Head): void {
  const room = { x: sheet.left + sheet.width - LOGO.width, y: sheet.y, ...LOGO }
  if (logo) drawLogo(sheet, logo, room, { align: 'right', alt: logoAlt(house) })
  const width = sheet.width - (logo ? LOGO.width + mm(6) : 0)
  sheet.leaf('P', () =>
    sheet.drawLines(sheet.linesOf([{ text: house, style: 'bold' }], width, 11), sheet.left, sheet.y, 11),
  )
}

function drawLetter(
  sheet: Typesetter,
  ceremony: Invitations['ceremony'],
  guest: InvitedGuest,
  head: Head,
): void {
  drawHead(sheet, head)
  sheet.y = ADDRESS_TOP
  for (const line of addressOf(guest)) sheet.paragraph(line, { size: 11, spaceAfter: 0 })
  sheet.y = TEXT_TOP
  sheet.heading(1, 'Einladung', { size: 11, shade: 0.35, spaceBefore: 0, spaceAfter: 2 })
  sheet.paragraph([{ text: ceremony.title, style: 'bold' }], { size: 17, spaceAfter: 14 })
  sheet.paragraph(`${greetingOf(guest)},`, { size: 11, spaceAfter: 8 })
  sheet.paragraph('wir laden Sie herzlich ein und freuen uns, wenn Sie dabei sind.', {
    size: 11,
    spaceAfter: 12,
  })
  sheet.keyValues(
    [
      ['Wann', weekdayAndTime(ceremony.date, ceremony.time)],
      ['Wo', [ceremony.room, ceremony.address].filter(Boolean).join(', ')],
      ['Ihr Platz', guest.seat],
    ],
    { size: 12, labelWidth: mm(28) },
  )
  sheet.y += 14
  sheet.paragraph('Mit freundlichen Grüßen', { size: 11, spaceAfter: 2 })
  sheet.paragraph(ceremony.host, { size: 11 })
  drawTicket(sheet, guest)
}

/** The code at the foot of the page, where it can be folded away or cut off. */
function drawTicket(sheet: Typesetter, guest: InvitedGuest): void {
  const top = sheet.bottom - QR_SIDE
  sheet.rule(sheet.left, top - mm(8), sheet.width, 0.5, 0.7)
  drawQrCode(sheet, guest.code, { x: sheet.left, y: top, side: QR_SIDE }, 'QR-Code für den Einlass')
  const left = QR_SIDE + mm(10)
  sheet.y = top + (QR_SIDE - lineHeight(14) - 2 * lineHeight(11)) / 2
  sheet.paragraph([{ text: nameOf(guest), style: 'bold' }], { size: 14, indent: left, spaceAfter: 4 })
  sheet.paragraph('Bitte zeigen Sie diesen Code am Einlass, auf Papier oder auf dem Telefon.', {
    size: 11,
    indent: left,
    spaceAfter: 0,
  })
}

/** "Sehr geehrte Frau Dr. Öztürk"; by full name where no salutation is known. */
export function greetingOf(
  guest: Pick<InvitedGuest, 'salutation' | 'title' | 'firstName' | 'lastName'>,
): string {
  const name = [guest.title, guest.lastName].filter(Boolean).join(' ')
  if (/^frau$/i.test(guest.salutation)) return `Sehr geehrte Frau ${name}`
  if (/^herrn?$/i.test(guest.salutation)) return `Sehr geehrter Herr ${name}`
  return `Guten Tag ${nameOf(guest)}`
}

const nameOf = ({
  title,
  firstName,
  lastName,
}: Pick<InvitedGuest, 'title' | 'firstName' | 'lastName'>): string =>
  [title, firstName, lastName].filter(Boolean).join(' ')

const addressOf = (guest: InvitedGuest): string[] =>
  [
    guest.organisation,
    [addressed(guest.salutation), nameOf(guest)].filter(Boolean).join(' '),
    guest.function,
  ].filter(Boolean)

/** In an address it is "Herrn". */
const addressed = (salutation: string): string => (/^herr$/i.test(salutation) ? 'Herrn' : salutation)
