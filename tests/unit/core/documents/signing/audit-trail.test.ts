import { PDFDocument, PDFName } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { handwritingOf } from '../../../../../src/core/demo/handwriting.ts'
import type { AuditReport, SignedOutcome } from '../../../../../src/core/documents/signing/audit-report.ts'
import { makeAuditTrail } from '../../../../../src/core/documents/signing/audit-trail.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { outlineOf } from '../../../../../src/shared/ink.ts'
import { standsOnPaper, textOf } from '../reading.ts'

const fonts = await fontFaces()

const ink = { width: 1000, height: 300, paths: [[0, 0, 1000, 20, 1000, 30, 0, 10]] }

const signed: SignedOutcome = {
  status: 'signed',
  at: '2017-02-21T17:04:31.000Z',
  person: 'Dr. Gabriele Eßlinger-Vöhringer',
  function: 'Erste Bürgermeisterin',
  capacity: 'i.V.',
  authoritySeenBy: 'Frau Schäfer',
  identified: 'am Einlass erfasst',
  station: 'Tablet Bühne',
  input: 'pen',
  attempts: 2,
  ink,
}

const report: AuditReport = {
  ceremony: {
    title: 'Kooperationsvereinbarung Integration',
    host: 'Landkreis Tübingen',
    place: 'Großer Sitzungssaal, Tübingen',
    date: '2017-02-21',
    time: '18:00',
  },
  original: { fileName: 'vereinbarung.pdf', sha256: '3f5a'.repeat(16), pages: 6, bytes: 48_000 },
  source: null,
  accession: null,
  copyOf: null,
  partners: [
    { organisation: 'Landkreis Tübingen', role: 'contracting-party', ...signed },
    {
      organisation: 'Gemeinde Nehren',
      role: 'alliance-partner',
      status: 'declined',
      at: '2017-02-21T17:10:00Z',
      reason: 'Rat tagt erst im März',
    },
    {
      organisation: 'IHK Reutlingen',
      role: 'alliance-partner',
      status: 'on-paper',
      at: '2017-02-22T08:00:00Z',
      reason: '',
    },
    { organisation: 'Gemeinde Starzach', role: 'alliance-partner', status: 'open' },
  ],
  events: [
    { at: '2017-02-21T16:00:00Z', kind: 'opened', organisation: null, station: 'Leitung', reason: '' },
    {
      at: '2017-02-21T17:02:00Z',
      kind: 'withdrawn',
      organisation: 'Landkreis Tübingen',
      station: 'Leitung',
      reason: 'verwischt',
    },
  ],
  journal: { entries: 412, headHash: '9b1c'.repeat(16) },
  madeAt: '2017-02-21T18:30:00Z',
  programVersion: '0.1.0',
  contractForm: 'unsure',
  certificateFingerprint: 'AB:CD'.padEnd(95, ':01'),
  originalsSigned: [],
}

const make = (changes: Partial<AuditReport> = {}, zone = 'Europe/Berlin') =>
  makeAuditTrail({ ...report, ...changes }, fonts, zone)

describe('the Zeichnungsprotokoll', () => {
  it('says who signed for whom, in which capacity, when by the local clock, on which station and how', async () => {
    const text = (await textOf(await make())).join('\n').replaceAll('\u00A0', ' ')
    for (const fact of [
      'Landkreis Tübingen',
      'Vertragspartei',
      'i. V. Dr. Gabriele Eßlinger-Vöhringer',
      'Erste Bürgermeisterin',
      'Vollmacht gesehen: Frau Schäfer',
      '18:04:31 Uhr, Tablet Bühne',
      'Stift, 2 Versuche',
      'am Einlass erfasst',
    ])
      expect(text).toContain(fact)
  })

  it('does not pass over those who did not sign', async () => {
    const text = (await textOf(await make())).join('\n')
    expect(text).toContain('1 von 4 Partnern gezeichnet, 1 abgelehnt, 1 nur auf Papier, 1 offen')
    expect(text).toContain('Grund: Rat tagt erst im März')
    expect(text).toContain('Noch nicht gezeichnet')
    expect(text).toContain('22. Februar 2017, 09:00:00 Uhr')
  })

  it('states the level of the signatures, what the seal proves, and what was not stored', async () => {
    const text = (await textOf(await make())).join(' ').replaceAll('\n', ' ')
    expect(text).toContain(
      'Die hier gezeichneten Unterschriften sind einfache elektronische Signaturen (Art. 3 Nr. 10 eIDAS-Verordnung).',
    )
    expect(text).toContain('Sie ersetzen nicht die Schriftform (§ 126 BGB, § 57 VwVfG, § 56 SGB X).')
    expect(text).toContain('nicht, wer unterschrieben hat')
    expect(text).toContain('kein vertrauenswürdiger Zeitstempel')
    expect(text).toMatch(/Nicht gespeichert\. Stiftdruck/)
    expect(text).not.toMatch(/rechtsgültig|fortgeschritten|qualifiziert/i)
  })

  it('names the original and the head of the journal in full', async () => {
    const text = (await textOf(await make())).join('\n')
    expect(text).toContain(report.original.sha256)
    expect(text).toContain(report.journal.headHash)
    expect(text).toContain('412 Einträge')
  })

  it('names the certificate in groups of four, to compare with the one in the file', async () => {
    const text = (await textOf(await make())).join(' ').replaceAll('\n', ' ')
    expect(text).toContain('ABCD 0101 0101')
    expect(text).toContain('QR-Code')
  })

  it('carries the QR code before there is a certificate, too', async () => {
    const text = (await textOf(await make({ certificateFingerprint: null }))).join('\n')
    expect(text).toContain('QR-Code')
    expect(text).not.toContain('Zertifikat (SHA-256)')
  })

  it('says on every page that the screen copy does not replace the written form, unless it is a declaration', async () => {
    const note = 'Dokumentationsfassung – einfache elektronische Signatur; ersetzt nicht die Schriftform'
    const partners = Array.from({ length: 30 }, () => ({
      organisation: 'A',
      role: 'alliance-partner' as const,
      ...signed,
    }))
    for (const contractForm of ['binding', 'unsure'] as const) {
      const pages = await textOf(await make({ contractForm, partners }))
      expect(pages.length).toBeGreaterThan(1)
      expect(pages.every((page) => page.includes(note))).toBe(true)
    }
    const [page] = await textOf(await make({ contractForm: 'declaration' }))
    expect(page).not.toContain('Dokumentationsfassung')
    expect(page!.replaceAll('\n', ' ')).toContain(
      'Für eine Absichtserklärung schreibt das Gesetz keine Form vor.',
    )
  })

  it('never calls a typed name drawn, and says of it what it is', async () => {
    const typed = { organisation: 'Landkreis Tübingen', role: 'contracting-party' as const, ...signed }
    const pages = await textOf(await make({ partners: [{ ...typed, input: 'typed' }] }))
    const text = pages.join(' ').replaceAll(/\s+/g, ' ')
    expect(text).toContain('mit Tastatur eingegeben, nicht')
    expect(text).toContain('1 davon mit Tastatur eingegeben')
    expect(text).toContain('Ein mit Tastatur eingegebener Name ist keine Zeichnung')
    expect(text).not.toContain('Versuche')
  })

  it('names the paper originals that were signed by hand before it was made', async () => {
    const originalsSigned = [{ number: 2, at: '2017-02-21T18:10:00Z' }]
    const text = (await textOf(await make({ originalsSigned }))).join(' ').replaceAll('\n', ' ')
    expect(text).toContain('Nr. 2 eigenhändig unterschrieben, vermerkt 19:10:00 Uhr')
  })

  it('follows the time zone it is given', async () => {
    const text = (await textOf(await make({}, 'Europe/Lisbon'))).join('\n')
    expect(text).toContain('17:04:31 Uhr')
  })

  it('tells what happened, with the reason', async () => {
    const text = (await textOf(await make())).join('\n')
    expect(text).toContain('Zur Zeichnung geöffnet (Leitung)')
    expect(text.replaceAll('\n', ' ')).toContain(
      'Unterschrift zurückgenommen: Landkreis Tübingen (Leitung; Grund: verwischt)',
    )
  })

  it('fits two pages for twenty-two partners and loses nobody', async () => {
    const partners = Array.from({ length: 22 }, (_, index) => ({
      organisation: `Gemeinde Nummer ${index + 1}`,
      role: 'alliance-partner' as const,
      ...signed,
    }))
    const pages = await textOf(await make({ partners }))
    expect(pages).toHaveLength(2)
    for (const { organisation } of partners) expect(pages.join('\n')).toContain(organisation)
    expect(pages[1]).toContain('Unterzeichnet durch')
    expect(pages[1]).toContain('Seite 2 von 2')
  })

  it('splits what no page could hold, and cuts nothing', async () => {
    const reason = Array.from({ length: 900 }, (_, index) => `Wort${index}`).join(' ')
    const bytes = await make({
      partners: [
        { organisation: 'A', role: 'alliance-partner', status: 'declined', at: report.madeAt, reason },
      ],
    })
    const words = (await textOf(bytes)).join(' ').match(/Wort\d+/g)
    expect(new Set(words).size).toBe(900)
    expect(await standsOnPaper(bytes)).toBe(true)
  })

  it('can be made before anything has happened', async () => {
    const text = await textOf(await make({ partners: [], events: [] }))
    expect(text[0]).toContain('0 von 0 Partnern gezeichnet')
  })

  it('repeats the ink of a signature in less than 6 KB', async () => {
    const names = ['Gabriele Eßlinger', 'Joachim Walter', 'Petra Müller', 'Holger Trautwein']
    const partners = (isKept: boolean) =>
      names.map((person) => ({
        organisation: person,
        role: 'alliance-partner' as const,
        ...signed,
        person,
        ink: isKept ? outlineOf(handwritingOf(person)) : null,
      }))
    const [bare, full] = [await make({ partners: partners(false) }), await make({ partners: partners(true) })]
    expect((full.length - bare.length) / names.length).toBeLessThan(6 * 1024)
  })

  it('says so where ink is no longer kept', async () => {
    const partners = [{ organisation: 'A', role: 'contracting-party' as const, ...signed, ink: null }]
    expect((await textOf(await make({ partners }))).join('\n')).toContain('nicht mehr')
  })

  it('is the same file for the same report, tagged, titled and in German', async () => {
    const [one, other] = [await make(), await make()]
    expect(Buffer.compare(one, other)).toBe(0)
    const doc = await PDFDocument.load(one, { updateMetadata: false })
    expect(doc.getTitle()).toBe('Zeichnungsprotokoll: Kooperationsvereinbarung Integration')
    expect(String(doc.catalog.lookup(PDFName.of('Lang')))).toContain('de-DE')
    expect(doc.catalog.has(PDFName.of('StructTreeRoot'))).toBe(true)
  })
})
