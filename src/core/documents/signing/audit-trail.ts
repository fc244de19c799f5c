/** The Zeichnungsprotokoll: who signed for whom, when and how, what was kept and what not, and what all this proves. */
import { formTexts } from '../../../shared/contract-form.ts'
import type { FontFaces } from '../../fonts.ts'
import type { Span } from './agreement-markup.ts'
import { drawHistory } from './audit-history.ts'
import { drawMeaning } from './audit-meaning.ts'
import type { AuditEntry, AuditReport, SignedOutcome } from './audit-report.ts'
import { grouped } from '../typesetting/fingerprints.ts'
import { clockTime, isOn, localDayAndTime, longDay, longTime, zoneName } from '../typesetting/german-dates.ts'
import { count, size } from '../typesetting/german-numbers.ts'
import { drawLetterhead } from '../typesetting/letterhead.ts'
import type { Letterhead } from '../typesetting/letterhead.ts'
import { TYPED } from './typed-name.ts'
import { drawQrCode } from '../typesetting/qr-square.ts'
import { mm } from '../typesetting/sheet.ts'
import { bold, plain } from '../typesetting/spans.ts'
import { drawTable } from '../typesetting/table.ts'
import type { Cell } from '../typesetting/table.ts'
import { Typesetter } from '../typesetting/typesetter.ts'

const SMALL = 8
const TABLE = 7.5
const QR = mm(26)
/** Four modules of the code. */
const QUIET = mm(3)
const QR_ALT = 'QR-Code mit der Prüfsumme der gezeichneten Datei und dem Fingerabdruck des Zertifikats'

/** A4 PDF (bytes), the same for the same report. It goes to the end of the agreement before the seal, and is kept on its own. */
export async function makeAuditTrail(
  report: AuditReport,
  fonts: FontFaces,
  timeZone: string,
  letterhead: Letterhead | null = null,
): Promise<Uint8Array> {
  const { title } = report.ceremony
  const sheet = new Typesetter({
    fonts,
    title: `${headingOf(report)}: ${title}`,
    madeAt: new Date(report.madeAt),
    margins: { top: mm(14), right: mm(18), bottom: mm(17), left: mm(20) },
    header: () => ({ right: formTexts(report.contractForm, 'de').marginNote }),
    footer: (page, pages) => ({ left: title, right: `${headingOf(report)}, Seite ${page} von ${pages}` }),
  })
  drawLetterhead(sheet, letterhead)
  drawHead(sheet, report, timeZone)
  sheet.heading(2, 'Zeichnungen', { size: 10.5 })
  drawPartners(sheet, report, timeZone)
  drawMeaning(sheet, report, timeZone)
  drawHistory(sheet, report, timeZone)
  return sheet.finish()
}

const headingOf = ({ accession }: AuditReport): string =>
  accession === null ? 'Zeichnungsprotokoll' : `Zeichnungsprotokoll zum Beitritt Nr. ${accession}`

function drawHead(sheet: Typesetter, report: AuditReport, timeZone: string): void {
  const { ceremony, accession, partners, madeAt } = report
  sheet.heading(1, headingOf(report), { size: 18, spaceAfter: 1 })
  sheet.paragraph([{ text: ceremony.title, style: 'bold' }], { size: 11, spaceAfter: 7 })
  const top = sheet.y
  drawQrCode(sheet, checkCode(report), { x: sheet.left + sheet.width - QR, y: top + 2, side: QR }, QR_ALT)
  sheet.keyValues(
    [
      ['Veranstalter', ceremony.host],
      [
        accession === null ? 'Ort und Zeit' : 'Veranstaltung',
        [localDayAndTime(ceremony.date, ceremony.time), ceremony.place].filter(Boolean).join(', '),
      ],
      ...filesOf(report),
      ['Ergebnis', summary(partners)],
      ['Papieroriginale', originalsSigned(report, timeZone)],
      ['Zertifikat (SHA-256)', grouped(report.certificateFingerprint ?? '')],
      ['Protokoll erstellt', `${longTime(madeAt, timeZone)} (${zoneName(madeAt, timeZone)})`],
      ['QR-Code', 'enthält die Prüfsumme der gezeichneten Datei und den Fingerabdruck des Zertifikats.'],
    ],
    { size: SMALL, labelWidth: mm(33), width: sheet.width - QR - QUIET },
  )
  sheet.y = Math.max(sheet.y, top + QR + 4)
}

/** What is compared by scanning: the file that was signed, and the certificate where one is known. */
function checkCode({ original, certificateFingerprint }: AuditReport): string {
  const cert = certificateFingerprint?.replaceAll(':', '').toLowerCase()
  return `UM1:sha256=${original.sha256}${cert ? `;cert=${cert}` : ''}`
}

const originalsSigned = ({ originalsSigned: signed, ceremony }: AuditReport, timeZone: string): string =>
  signed
    .map(
      ({ number, at }) =>
        `Nr. ${number} eigenhändig unterschrieben, vermerkt ${when(at, ceremony.date, timeZone)}`,
    )
    .join('; ')

/** What was agreed and, where that file must not be changed, the sheet on which it was signed. */
function filesOf({ original, source, copyOf, accession }: AuditReport): [string, string][] {
  const signed = `${original.fileName} (${count(original.pages, 'Seite', 'Seiten')}, ${size(original.bytes)})`
  if (!source)
    return [
      ['Vereinbarung', signed],
      ['SHA-256 der Datei', original.sha256],
      ...(copyOf ? [['Herkunft', originOf(copyOf)] satisfies [string, string]] : []),
    ]
  return [
    ['Vereinbarung', `${source.fileName} (${count(source.pages, 'Seite', 'Seiten')}), unverändert`],
    ['SHA-256 der Datei', source.sha256],
    [accession === null ? 'Gezeichnet auf' : 'Beitrittserklärung', signed],
    [accession === null ? 'SHA-256 des Blatts' : 'SHA-256 der Erklärung', original.sha256],
  ]
}

/** How the signed file came to be, where it is not the one handed in. */
function originOf({ fileName, sha256, how }: NonNullable<AuditReport['copyOf']>): string {
  const steps = {
    decrypted: ['geschützten', 'entschlüsselte'],
    repaired: ['beschädigten', 'reparierte'],
  } as const
  const all = (which: 0 | 1) => how.map((step) => steps[step][which]).join(' und ')
  return `aus der ${all(0)} Datei „${fileName}“ (SHA-256 ${sha256}) ${all(1)} Kopie`
}

function summary(partners: readonly AuditEntry[]): string {
  const having = (status: AuditEntry['status']) =>
    partners.filter((partner) => partner.status === status).length
  const typed = partners.filter((partner) => partner.status === 'signed' && partner.input === 'typed').length
  const rest = [
    [typed, 'davon mit Tastatur eingegeben'],
    [having('declined'), 'abgelehnt'],
    [having('on-paper'), 'nur auf Papier'],
    [having('open'), 'offen'],
  ].filter(([number]) => number !== 0)
  const signed = `${having('signed')} von ${count(partners.length, 'Partner', 'Partnern')} gezeichnet`
  return [signed, ...rest.map(([number, what]) => `${number} ${what}`)].join(', ')
}

function drawPartners(sheet: Typesetter, { partners, ceremony }: AuditReport, timeZone: string): void {
  const rows = partners.map((partner, index): Cell[] => [
    String(index + 1),
    [bold(partner.organisation), plain(`\n${ROLES[partner.role]}`)],
    ...outcomeCells(partner, ceremony.date, timeZone),
  ])
  const columns = [
    { title: 'Nr.', share: 4, align: 'right' as const },
    { title: 'Partner', share: 25, namesRow: true },
    { title: 'Unterzeichnet durch', share: 29 },
    { title: 'Zeit und Art', share: 25 },
    { title: 'Unterschrift', share: 17 },
  ]
  drawTable(sheet, columns, rows, { size: TABLE })
}

const ROLES = {
  'contracting-party': 'Vertragspartei',
  'alliance-partner': 'Bündnispartner',
  guest: 'Gast',
} as const

function outcomeCells(partner: AuditEntry, day: string, timeZone: string): Cell[] {
  switch (partner.status) {
    case 'signed':
      return signedCells(partner, partner.organisation, day, timeZone)
    case 'declined':
      return [reasonCell('Unterschrift abgelehnt', partner.reason), when(partner.at, day, timeZone), '–']
    case 'on-paper':
      return [reasonCell('Nur auf Papier', partner.reason), when(partner.at, day, timeZone), 'auf Papier']
    case 'open':
      return [reasonCell('Noch nicht gezeichnet', ''), '', '–']
  }
}

const reasonCell = (what: string, reason: string): Span[] => [
  bold(what),
  ...(reason === '' ? [] : [plain(`\nGrund: ${reason}`)]),
]

function signedCells(signed: SignedOutcome, organisation: string, day: string, timeZone: string): Cell[] {
  const capacity = signed.capacity === 'in-office' ? '' : `${signed.capacity.replace('.', '.\u00A0')} `
  const person = [signed.function, authority(signed)].filter(Boolean).map((line) => plain(`\n${line}`))
  const manner = [mannerOf(signed), signed.identified]
  const station = signed.station === '' ? '' : `, ${signed.station}`
  return [
    [bold(`${capacity}${signed.person}`), ...person],
    [
      bold(when(signed.at, day, timeZone)),
      plain(station),
      ...manner.filter(Boolean).map((line) => plain(`\n${line}`)),
    ],
    signed.ink ? { ink: signed.ink, alt: altOf(signed, organisation) } : 'nicht mehr gespeichert',
  ]
}

function authority({ capacity, authoritySeenBy }: SignedOutcome): string {
  if (authoritySeenBy !== '') return `Vollmacht gesehen: ${authoritySeenBy}`
  return capacity === 'in-office' ? 'im Amt' : 'Vollmacht nicht vermerkt'
}

/** A typed name is never called a drawn one. */
const mannerOf = ({ input, attempts }: SignedOutcome): string =>
  input === 'typed' ? TYPED : `${INPUTS[input]}, ${count(attempts, 'Versuch', 'Versuche')}`

const altOf = ({ input, person }: SignedOutcome, organisation: string): string =>
  input === 'typed'
    ? `Name von ${person} für ${organisation}, ${TYPED}`
    : `Unterschrift von ${person} für ${organisation}`

const INPUTS = { pen: 'Stift', touch: 'Finger', mouse: 'Maus', unknown: 'Eingabeart unbekannt' } as const

/** The day is said only where it is not the day of the ceremony. */
const when = (at: string, day: string, timeZone: string): string =>
  isOn(day, at, timeZone)
    ? `${clockTime(at, timeZone)} Uhr`
    : `${longDay(at, timeZone)}, ${clockTime(at, timeZone)} Uhr`
