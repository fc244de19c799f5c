/** What stands above every list of guests on paper, and below its pages. */
import type { FontFaces } from '../../fonts.ts'
import { localDayAndTime, longTime } from './german-dates.ts'
import { drawLetterhead } from './letterhead.ts'
import type { Letterhead } from './letterhead.ts'
import type { SheetStyle } from './sheet.ts'
import { Typesetter } from './typesetter.ts'

export type ListCeremony = {
  title: string
  host: string
  place: string
  /** Local day YYYY-MM-DD and time HH:MM; the time may be empty. */
  date: string
  time: string
}

export type ListPaper = {
  name: string
  ceremony: ListCeremony
  /** ISO 8601, UTC. */
  madeAt: string
  timeZone: string
  letterhead?: Letterhead | null
}

/** A document that begins with name, ceremony, day and place; its footer says as of when, and "Seite x von y". */
export function beginList(
  { name, ceremony, madeAt, timeZone, letterhead }: ListPaper,
  fonts: FontFaces,
  style: Pick<SheetStyle, 'layout' | 'margins'> = {},
): Typesetter {
  const sheet = new Typesetter({
    fonts,
    title: `${name}: ${ceremony.title}`,
    madeAt: new Date(madeAt),
    ...style,
    footer: (page, pages) => ({
      // a long title may lose its end here, when this was true may not
      left: `Stand ${longTime(madeAt, timeZone)} · ${ceremony.title}`,
      right: `Seite ${page} von ${pages}`,
    }),
  })
  drawLetterhead(sheet, letterhead)
  sheet.heading(1, name, { size: 16, spaceAfter: 1 })
  sheet.paragraph([{ text: ceremony.title, style: 'bold' }], { size: 11, spaceAfter: 2 })
  const about = [localDayAndTime(ceremony.date, ceremony.time), ceremony.place, ceremony.host]
  sheet.paragraph(about.filter(Boolean).join(' · '), { size: 9, spaceAfter: 2 })
  return sheet
}
