/** The Unterschriftenblatt: signature lines for a file that must not be changed, bound to it by its SHA-256. */
import { SIGNATURE_STATES } from '../../agreement/preflight/finding-sentences.ts'
import type { SourceProtection } from '../../agreement/preflight/findings.ts'
import type { EarlierSigner } from '../../agreement/preflight/signers.ts'
import type { FontFaces } from '../../fonts.ts'
import { printable } from '../../printable.ts'
import { longDay } from '../typesetting/german-dates.ts'
import { mm } from '../typesetting/sheet.ts'
import { drawSigningPlaces } from './signing-places.ts'
import type { PlacedDocument } from './signing-places.ts'
import { Typesetter } from '../typesetting/typesetter.ts'

export type SheetSource = {
  fileName: string
  sha256: string
  pages: number
  protection: SourceProtection
  /** Names and times as the file itself says, `state` as it was found when the file was taken in. */
  signedBefore: readonly EarlierSigner[]
}

export type SheetJob = {
  /** The ceremony's title and host; may be empty. */
  title: string
  host: string
  source: SheetSource
  /** In signing order. */
  organisations: readonly string[]
  /** Creation date written into the file: the same job gives the same bytes. */
  madeAt: Date
  timeZone: string
}

const WHY: Record<SourceProtection, string> = {
  signed:
    'Die Datei ist schon digital signiert. Damit diese Signatur unversehrt bleibt, wird sie nicht verändert.',
  certified: 'Die Datei ist von ihrem Verfasser zertifiziert. Damit das so bleibt, wird sie nicht verändert.',
  restricted: 'Die Datei ist von ihrem Verfasser gegen Änderungen geschützt. Sie wird nicht verändert.',
  'not-extendable':
    'Die Datei ist so aufgebaut, dass sich ihr nichts sicher anfügen lässt. Sie wird nicht verändert.',
}

const HOW =
  'Die Partner unterschreiben die Vereinbarung auf diesem Blatt, und zwar genau in der Fassung dieser Datei: ' +
  'Die Prüfsumme SHA-256 ist ihr Fingerabdruck. Änderte sich in der Datei auch nur ein Zeichen, so ergäbe sich eine andere Prüfsumme.'

/** A4 PDF with a line for every organisation, in two columns, on as many pages as needed. Every page names the file. */
export async function makeSignatureSheet(job: SheetJob, fonts: FontFaces): Promise<PlacedDocument> {
  const fileName = printable(job.source.fileName)
  const sheet = new Typesetter({
    fonts,
    title: `Unterschriftenblatt: ${job.title || fileName}`,
    madeAt: job.madeAt,
    footer: (page, pages) => ({
      left: `Unterschriftenblatt zu ${fileName}, SHA-256 ${job.source.sha256.slice(0, 12)}…`,
      right: `Seite ${page} von ${pages}`,
    }),
  })
  drawHead(sheet, job)
  return drawSigningPlaces(sheet, job.organisations)
}

function drawHead(sheet: Typesetter, { title, host, source, timeZone }: SheetJob): void {
  sheet.heading(1, 'Unterschriftenblatt', { size: 19, spaceAfter: 2 })
  sheet.paragraph([{ text: title, style: 'bold' }], { size: 11.5, spaceAfter: mm(4) })
  sheet.keyValues([
    ['Veranstalter', host],
    ['Datei', printable(source.fileName)],
    ['Seiten', String(source.pages)],
    ['SHA-256 der Datei', source.sha256],
    ['Bereits signiert', signedBefore(source, timeZone)],
  ])
  sheet.y += mm(3)
  sheet.paragraph(WHY[source.protection])
  sheet.paragraph(HOW, { spaceAfter: mm(4) })
}

/** Whose signatures the file carries and how they hold. Who they belong to is what the file says. */
function signedBefore({ signedBefore }: SheetSource, timeZone: string): string {
  const each = signedBefore.map(({ name, at, state }) => {
    const day = at === null ? '' : `, ${longDay(at, timeZone)}`
    return `${printable(name) || 'ohne Namen'}${day} (${SIGNATURE_STATES[state].de})`
  })
  return each.join('; ')
}
