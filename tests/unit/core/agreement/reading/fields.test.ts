import { readFile } from 'node:fs/promises'
import { PDFDocument, PDFName, PDFString } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { findFields } from '../../../../../src/core/agreement/reading/fields.ts'
import { readPages } from '../../../../../src/core/agreement/reading/page-text.ts'
import { typesetAgreement } from '../../../../../src/core/documents/signing/agreement-text.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { pdfWith } from '../../../../fixtures/paper-pages.ts'
import type { Print, Sheet } from '../../../../fixtures/paper-pages.ts'

const PARTNERS = [
  'Landkreis Tübingen',
  'Jobcenter Landkreis Tübingen',
  'Gemeinde Nehren',
  'Universitätsstadt Tübingen',
]

const lineOver = (x: number, y: number, ...names: string[]): Print[] => [
  { line: 200, x, y },
  ...names.map((text, index) => ({ text, x, y: y - 12 - index * 12, size: 9 })),
]

describe('signature lines', () => {
  it('finds the lines of two columns, each with the organisation printed below it', async () => {
    const bytes = await pdfWith({
      prints: [
        { text: 'Die Parteien unterzeichnen wie folgt:', x: 60, y: 760 },
        ...lineOver(60, 600, 'Landkreis Tübingen', 'Joachim Walter', 'Landrat'),
        ...lineOver(320, 600, 'Jobcenter Landkreis Tübingen', 'Geschäftsführung'),
        ...lineOver(60, 450, 'Gemeinde Nehren'),
      ],
    })
    const fields = await findFields(bytes, PARTNERS)
    expect(fields.map(({ organisation, why, reason }) => [organisation, why, reason])).toEqual([
      ['Landkreis Tübingen', 'signature-line', 'line-name-below'],
      ['Jobcenter Landkreis Tübingen', 'signature-line', 'line-name-below'],
      ['Gemeinde Nehren', 'signature-line', 'line-name-below'],
    ])
    expect(fields[0]?.label).toBe('Landkreis Tübingen, Joachim Walter, Landrat')
  })

  it('proposes a box that stands on the line and holds ink and three small lines', async () => {
    const bytes = await pdfWith({ prints: lineOver(60, 600, 'Landkreis Tübingen') })
    const [field] = await findFields(bytes, PARTNERS)
    const box = field!.box
    expect(box.x * 595.28).toBeCloseTo(60, 0)
    expect(box.width * 595.28).toBeCloseTo(200, 0)
    expect((1 - box.y - box.height) * 841.89).toBeCloseTo(600.5, 0)
    expect(box.height * 841.89).toBeGreaterThan(55)
    expect(box.height * 841.89).toBeLessThan(71)
  })

  it.each([
    ['hyphens', '-'.repeat(40)],
    ['dashes', '–'.repeat(24)],
    ['spaced hyphens', '- '.repeat(20)],
    ['dots', '.'.repeat(60)],
    ['dots in threes', '…'.repeat(16)],
    ['spaced dots', '. '.repeat(30)],
  ])('finds a line typed as %s', async (_, text) => {
    const prints = [
      { text, x: 60, y: 600, size: 11 },
      { text: 'Gemeinde Nehren', x: 60, y: 586, size: 9 },
    ]
    const [field, ...more] = await findFields(await pdfWith({ prints }), PARTNERS)
    expect(field).toMatchObject({ organisation: 'Gemeinde Nehren', why: 'signature-line' })
    expect(field!.box.x * 595.28).toBeCloseTo(60, 0)
    expect(more).toEqual([])
  })

  it('takes a short or a long rule for a line to sign only where a partner stands by', async () => {
    for (const line of [65, 390]) {
      const under = (name: string) =>
        pdfWith({
          prints: [
            { line, x: 60, y: 600 },
            { text: name, x: 60, y: 588, size: 9 },
          ],
        })
      expect(await findFields(await under('Gemeinde Nehren'), PARTNERS)).toMatchObject([
        { organisation: 'Gemeinde Nehren' },
      ])
      expect(await findFields(await under('Zwischensumme'), PARTNERS)).toEqual([])
    }
    const tick = await pdfWith({
      prints: [
        { line: 40, x: 60, y: 600 },
        { text: 'Gemeinde Nehren', x: 60, y: 588 },
      ],
    })
    expect(await findFields(tick, PARTNERS)).toEqual([])
  })

  it('leaves a row of hyphens between paragraphs alone', async () => {
    const prints = [
      { text: 'Die Partner treffen sich halbjährlich und berichten einander.', x: 60, y: 640, size: 11 },
      { text: '-'.repeat(60), x: 60, y: 600, size: 11 },
      {
        text: 'Die Vereinbarung gilt drei Jahre und verlängert sich jeweils um ein Jahr.',
        x: 60,
        y: 580,
        size: 11,
      },
    ]
    expect(await findFields(await pdfWith({ prints }), PARTNERS)).toEqual([])
  })

  it('keeps the box clear of the text printed above the line', async () => {
    const prints = [
      { text: 'Tübingen, den 21. Februar 2017', x: 60, y: 640 },
      ...lineOver(60, 600, 'Gemeinde Nehren'),
    ]
    const [field] = await findFields(await pdfWith({ prints }), PARTNERS)
    const top = (1 - field!.box.y) * 841.89
    expect(top).toBeLessThan(638)
    expect(top).toBeGreaterThan(625)
  })

  const turned: [string, Omit<Sheet, 'prints'>][] = [
    ['upright', {}],
    ['turned by 90°', { rotation: 90 }],
    ['turned by 180°', { rotation: 180 }],
    ['turned by 270°', { rotation: 270 }],
    ['cropped and off origin', { mediaBox: [-100, 50, 800, 1000], cropBox: [-40, 90, 595.28, 841.89] }],
    [
      'cropped and turned',
      { mediaBox: [-100, 50, 1000, 900], cropBox: [-40, 90, 841.89, 595.28], rotation: 90 },
    ],
  ]
  it.each(turned)('finds the same places on a page that is %s', async (_name, sheet) => {
    const prints = [...lineOver(60, 400, 'Landkreis Tübingen'), ...lineOver(320, 400, 'Gemeinde Nehren')]
    const bytes = await pdfWith({ ...sheet, prints })
    const [page] = await readPages(bytes)
    const fields = await findFields(bytes, PARTNERS)
    expect(fields.map(({ organisation }) => organisation)).toEqual(['Landkreis Tübingen', 'Gemeinde Nehren'])
    for (const [index, { box }] of fields.entries()) {
      expect(box.x * page!.width).toBeCloseTo(index === 0 ? 60 : 320, 0)
      expect((1 - box.y - box.height) * page!.height).toBeCloseTo(400.5, 0)
    }
  })

  it('reads typed lines, flat rectangles, and names that stand above or beside the line', async () => {
    const bytes = await pdfWith({
      prints: [
        { text: 'Für den Landkreis Tübingen:', x: 60, y: 760 },
        { text: '______________________________', x: 60, y: 700 },
        { text: '(Unterschrift)', x: 60, y: 687, size: 8 },
        { line: 180, x: 320, y: 700, thick: true },
        { text: 'Gemeinde Nehren', x: 320, y: 688, size: 9 },
        { text: 'Universitätsstadt Tübingen: .....................................', x: 60, y: 560 },
      ],
    })
    const fields = await findFields(bytes, PARTNERS)
    expect(fields.map(({ organisation, reason }) => [organisation, reason])).toEqual([
      ['Landkreis Tübingen', 'line-name-above'],
      ['Gemeinde Nehren', 'line-name-below'],
      ['Universitätsstadt Tübingen', 'line-name-beside'],
    ])
  })

  it('does not take the town before a date for a partner, and finds the name above the whole row', async () => {
    const bytes = await pdfWith({
      prints: [
        { text: 'Für den Landkreis Tübingen:', x: 60, y: 660 },
        { text: 'Tübingen, den ______________', x: 60, y: 600 },
        { text: '_________________________', x: 300, y: 600 },
        { text: 'Unterschrift', x: 300, y: 588, size: 9 },
      ],
    })
    const fields = await findFields(bytes, PARTNERS)
    expect(fields.map(({ organisation, reason }) => [organisation, reason])).toEqual([
      ['Landkreis Tübingen', 'line-name-above'],
    ])
    expect(fields[0]!.box.x * 595.28).toBeCloseTo(300, 0)
  })

  it('takes a line through two cells of a table for two, each with the name in its cell', async () => {
    const bytes = await pdfWith({
      prints: [
        { line: 240, x: 57, y: 600 },
        { line: 240, x: 297, y: 600 },
        { text: 'für den Landkreis Tübingen', x: 62, y: 588, size: 9 },
        { text: 'für die Gemeinde Nehren', x: 302, y: 588, size: 9 },
      ],
    })
    const fields = await findFields(bytes, PARTNERS)
    expect(fields.map(({ organisation }) => organisation)).toEqual(['Landkreis Tübingen', 'Gemeinde Nehren'])
  })

  it('reads dotted leaders in two columns, set in one run of text', async () => {
    const leader = '.'.repeat(48)
    const bytes = await pdfWith({
      prints: [
        { text: `${leader}          ${leader}`, x: 60, y: 600 },
        { text: 'Für den Landkreis Tübingen', x: 60, y: 586, size: 9 },
        { text: 'Gemeinde Nehren', x: 260, y: 586, size: 9 },
      ],
    })
    const fields = await findFields(bytes, PARTNERS)
    expect(fields.map(({ organisation }) => organisation)).toEqual(['Landkreis Tübingen', 'Gemeinde Nehren'])
  })

  it('leaves lines alone that are not for signing', async () => {
    const bytes = await pdfWith({
      prints: [
        { text: 'Inhalt ....................................................... 3', x: 60, y: 780 },
        { text: 'Telefon: ______________________', x: 60, y: 740 },
        ...lineOver(60, 640, 'Ort, Datum'),
        { text: 'zwischen dem Landkreis Tübingen, vertreten durch ____________________', x: 60, y: 570 },
        { text: 'und der Gemeinde Nehren, vertreten durch ____________________,', x: 60, y: 556 },
        { line: 144, x: 60, y: 120 },
        { text: '1 Vgl. die Verordnung über die Zuständigkeiten.', x: 60, y: 110, size: 8 },
        ...[300, 280, 260].flatMap((y): Print[] => [
          { line: 250, x: 60, y },
          { text: 'Zelle einer Tabelle', x: 64, y: y - 13 },
        ]),
      ],
    })
    expect(await findFields(bytes, ['Landkreis Tübingen'])).toEqual([])
  })
})

describe('anchors and form fields', () => {
  it('keeps both of two anchors that stand close, whoever the first one names', async () => {
    const prints = [
      { text: 'Für die Gemeinden unterschreiben:', x: 60, y: 695 },
      { text: '{{Unterschrift: Niemand e. V.}}', x: 60, y: 675 },
      { text: '{{Unterschrift: Landkreis Tübingen}}', x: 60, y: 640 },
    ]
    const fields = await findFields(await pdfWith({ prints }), PARTNERS)
    expect(fields.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Niemand e. V.', 'Landkreis Tübingen']),
    )
  })

  it('reads anchors in German and English, in any case', async () => {
    const bytes = await pdfWith({
      prints: [
        { text: 'Ort, Datum   {{Unterschrift: Landkreis Tübingen}}', x: 60, y: 600 },
        { text: '{{ SIGNATURE : Gemeinde Nehren }}', x: 60, y: 400, size: 8 },
        { text: '{{Unterschrift: Niemand e. V.}}', x: 60, y: 300 },
      ],
    })
    const fields = await findFields(bytes, PARTNERS)
    expect(fields.map(({ label, organisation, why }) => [label, organisation, why])).toEqual([
      ['Landkreis Tübingen', 'Landkreis Tübingen', 'anchor'],
      ['Gemeinde Nehren', 'Gemeinde Nehren', 'anchor'],
      ['Niemand e. V.', null, 'anchor'],
    ])
    expect(fields.every(({ box }) => box.height * 841.89 > 55)).toBe(true)
  })

  it('takes an empty form field for its place and its printed name for the organisation', async () => {
    const doc = await PDFDocument.load(await pdfWith({ prints: lineOver(60, 600, 'Gemeinde Nehren') }))
    addSignatureField(doc, [60, 600, 260, 660], {})
    addSignatureField(doc, [60, 300, 260, 360], { V: doc.context.obj({ Type: 'Sig' }) })
    const fields = await findFields(await doc.save(), PARTNERS)
    expect(fields).toHaveLength(1)
    expect(fields[0]).toMatchObject({
      why: 'acroform',
      label: 'Feld 1',
      organisation: 'Gemeinde Nehren',
      page: 0,
    })
    expect(fields[0]!.box.y).toBeCloseTo(1 - 660 / 841.89, 3)
  })

  it('keeps every box within the visible page', async () => {
    const doc = await PDFDocument.load(await pdfWith({ prints: [] }))
    addSignatureField(doc, [500, -30, 900, 60], {})
    addSignatureField(doc, [2000, 2000, 2100, 2100], {})
    const fields = await findFields(await doc.save(), [])
    expect(fields).toHaveLength(1)
    const { x, y, width, height } = fields[0]!.box
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
    expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1)
  })

  it('finds nothing in what is no PDF', async () => {
    expect(await findFields(new TextEncoder().encode('Guten Tag'), PARTNERS)).toEqual([])
  })
})

describe('the sample agreement', () => {
  it('has one line for each of its partners, clear of all printed text', async () => {
    const source = await readFile('resources/sample/kooperationsvereinbarung.md', 'utf8')
    const partners: { name: string; role: string }[] = JSON.parse(
      await readFile('resources/sample/partners.json', 'utf8'),
    )
    const names = partners.filter(({ role }) => role !== 'guest').map(({ name }) => name)
    const bytes = await typesetAgreement(source, { fonts: await fontFaces(), madeAt: new Date(0) })
    const fields = await findFields(bytes, names)
    expect(fields.map(({ organisation }) => organisation)).toEqual(names)
    const pages = await readPages(bytes)
    for (const { page, box } of fields) {
      const { width, height, segments } = pages[page]!
      const covered = segments.filter(
        (text) =>
          text.x < (box.x + box.width) * width &&
          text.x + text.width > box.x * width &&
          text.y > box.y * height &&
          text.y - 0.7 * text.size < (box.y + box.height) * height,
      )
      expect(covered).toEqual([])
    }
  })
})

function addSignatureField(doc: PDFDocument, rect: number[], more: Record<string, never> | object): void {
  const { context, catalog } = doc
  const page = doc.getPage(0)
  const form = catalog.lookup(PDFName.of('AcroForm')) ?? context.obj({ Fields: [] })
  catalog.set(PDFName.of('AcroForm'), form)
  const fields = catalog.getOrCreateAcroForm().dict.lookup(PDFName.of('Fields')) as ReturnType<
    typeof context.obj
  > & {
    push: (item: unknown) => void
    size: () => number
  }
  const field = context.obj({ FT: 'Sig', Type: 'Annot', Subtype: 'Widget', Rect: rect, ...more })
  field.set(PDFName.of('T'), PDFString.of(`Feld ${fields.size() + 1}`))
  const ref = context.register(field)
  fields.push(ref)
  page.node.addAnnot(ref)
}
