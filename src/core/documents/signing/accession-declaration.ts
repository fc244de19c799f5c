/** The Beitrittserklärung: it names the sealed agreement beyond doubt, says who joins it, and has a line to sign for each. */
import type { FontFaces } from '../../fonts.ts'
import { printable } from '../../printable.ts'
import { grouped } from '../typesetting/fingerprints.ts'
import { localDay, longDay, longTime } from '../typesetting/german-dates.ts'
import { count } from '../typesetting/german-numbers.ts'
import { mm } from '../typesetting/sheet.ts'
import { drawSigningPlaces } from './signing-places.ts'
import type { PlacedDocument } from './signing-places.ts'
import { Typesetter } from '../typesetting/typesetter.ts'

/** Days are local (YYYY-MM-DD), times ISO in UTC, hashes and fingerprints hex. */
export type Declaration = {
  /** Counts from 1. */
  number: number
  host: string
  agreement: {
    title: string
    /** The day it was signed. */
    date: string
    /** The words agreed upon, before any signature: the sealed file begins with them, or was signed as a sheet for them. */
    text: { fileName: string; sha256: string }
    /** The sealed file. */
    fileName: string
    pages: number
    sha256: string
    certificateFingerprint: string
    sealedAt: string
  }
  earlier: readonly { number: number; sealedAt: string; organisations: readonly string[] }[]
  joining: readonly Joining[]
  place: string
  date: string
  /** Creation date written into the file: the same declaration gives the same bytes. */
  madeAt: Date
  timeZone: string
}

export type Joining = { organisation: string; town: string; before: Before }

/** What the partner was so far: not asked, or what became of its signature and when. */
export type Before = { kind: 'not-there' } | { kind: 'declined' | 'on-paper'; at: string }

/** At this size a SHA-256 stands on one line, whatever its digits. */
const FACTS = 9

/** A4 PDF, signature lines in two columns. Every page names the agreement's file. */
export async function makeDeclaration(given: Declaration, fonts: FontFaces): Promise<PlacedDocument> {
  const { agreement, number, joining, madeAt } = given
  const fileName = printable(agreement.fileName)
  const sheet = new Typesetter({
    fonts,
    title: `Beitrittserklärung Nr. ${number}: ${printable(agreement.title)}`,
    madeAt,
    footer: (page, pages) => ({
      left: `Beitrittserklärung Nr. ${number} zu ${fileName}, SHA-256 ${agreement.sha256.slice(0, 12)}…`,
      right: `Seite ${page} von ${pages}`,
    }),
  })
  sheet.heading(1, 'Beitrittserklärung', { size: 19, spaceAfter: 2 })
  sheet.paragraph([{ text: `Beitritt Nr. ${number}`, style: 'bold' }], { size: 11.5, spaceAfter: mm(2) })
  drawAgreement(sheet, given)
  drawDeclaration(sheet, given)
  return drawSigningPlaces(
    sheet,
    joining.map(({ organisation }) => organisation),
  )
}

function drawAgreement(sheet: Typesetter, { agreement, earlier, host, timeZone }: Declaration): void {
  const { title, date, text, fileName, pages, sealedAt, certificateFingerprint } = agreement
  sheet.heading(2, 'Die Vereinbarung')
  sheet.keyValues(
    [
      ['Titel', printable(title)],
      ['Datum', localDay(date)],
      ['Veranstalter', printable(host)],
      ['Wortlaut', printable(text.fileName)],
      ['SHA-256 des Wortlauts', text.sha256],
      ['Gesiegelte Datei', `${printable(fileName)} (${count(pages, 'Seite', 'Seiten')})`],
      ['SHA-256 der Datei', agreement.sha256],
      ['Gesiegelt', longTime(sealedAt, timeZone)],
      ['Zertifikat (SHA-256)', grouped(certificateFingerprint)],
      ...earlier.map(({ number, sealedAt: at, organisations }): [string, string] => [
        `Beitritt Nr. ${number}`,
        `${organisations.map(printable).join('; ')} (gesiegelt ${longTime(at, timeZone)})`,
      ]),
    ],
    { size: FACTS },
  )
}

function drawDeclaration(
  sheet: Typesetter,
  { agreement, joining, place, date, timeZone }: Declaration,
): void {
  const which = `der Vereinbarung „${withinQuotes(printable(agreement.title))}“ vom ${localDay(agreement.date)}`
  const [subject, verb, own] =
    joining.length === 1
      ? (['Der folgende Partner', 'tritt', 'erkennt'] as const)
      : (['Die folgenden Partner', 'treten', 'erkennen'] as const)
  sheet.heading(2, 'Beitritt')
  sheet.paragraph(
    `${subject} ${verb} ${which} bei und ${own} ihren Wortlaut in der oben bezeichneten Fassung an:`,
    { spaceAfter: mm(2) },
  )
  sheet.list(() => {
    for (const { organisation, town, before } of joining)
      sheet.item(
        '–',
        [
          { text: printable(organisation), style: 'bold' },
          { text: `${town ? `, ${printable(town)}` : ''}; ${standing(before, timeZone)}`, style: 'plain' },
        ],
        { hang: mm(5) },
      )
  })
  sheet.y += mm(3)
  const day = localDay(date)
  sheet.paragraph(place === '' ? day : `${printable(place)}, den ${day}`, { spaceAfter: mm(3) })
}

/** Quotation marks inside quotation marks are single ones. */
const withinQuotes = (text: string): string => text.replaceAll('„', '‚').replaceAll('“', '‘')

/** Said without a judgement, and without the reason somebody gave. */
function standing(before: Before, timeZone: string): string {
  if (before.kind === 'not-there') return 'an der Unterzeichnung nicht beteiligt'
  const when = longDay(before.at, timeZone)
  return before.kind === 'declined'
    ? `hatte die Unterschrift am ${when} abgelehnt`
    : `war am ${when} für die Unterschrift auf das Papieroriginal verwiesen worden`
}
