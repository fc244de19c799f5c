import { createHash } from 'node:crypto'
import { PDFDocument, PDFName, PDFRef, PDFString } from 'pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { FINDINGS } from '../../../../../src/core/agreement/preflight/findings.ts'
import type { Finding } from '../../../../../src/core/agreement/preflight/findings.ts'
import { inspectPdf, MAX_BYTES } from '../../../../../src/core/agreement/preflight/preflight.ts'
import { pdfWith } from '../../../../fixtures/paper-pages.ts'

let plain: Uint8Array

beforeAll(async () => {
  plain = await pdfWith({
    prints: [
      { text: 'Kooperationsvereinbarung', x: 60, y: 780 },
      { line: 200, x: 60, y: 500 },
      { text: 'Landkreis Musterland', x: 60, y: 488 },
    ],
  })
})

const codes = ({ findings }: { findings: Finding[] }) => findings.map(({ code }) => code)

/** The plain agreement after a change to its objects. */
async function changed(change: (doc: PDFDocument) => void | Promise<void>): Promise<Uint8Array> {
  const doc = await PDFDocument.load(plain)
  await change(doc)
  return doc.save({ useObjectStreams: false })
}

const signature = (doc: PDFDocument) =>
  doc.context.obj({
    Type: 'Sig',
    ByteRange: [0, 10, 20, 30],
    Contents: PDFString.of('x'),
    Name: PDFString.of('Erika Muster'),
  })

describe('an agreement that can be signed here', () => {
  it('is ready, with its checksum, its pages as displayed and the places to sign', async () => {
    const inspection = await inspectPdf(plain)
    expect(inspection).toMatchObject({
      verdict: 'ready',
      findings: [],
      encrypted: false,
      signed: false,
      pdfVersion: '1.7',
    })
    expect(inspection.sha256).toBe(createHash('sha256').update(plain).digest('hex'))
    expect(inspection.size).toBe(plain.length)
    expect(inspection.pages).toEqual([{ width: 595.28, height: 841.89, rotation: 0 }])
    expect(inspection.fields.map(({ label }) => label)).toEqual(['Landkreis Musterland'])
  })

  it('measures rotated and cropped pages as the reader sees them', async () => {
    const bytes = await pdfWith(
      { prints: [], rotation: 90 },
      { prints: [], mediaBox: [0, 0, 600, 800], cropBox: [100, 100, 300, 200], rotation: 270 },
    )
    expect((await inspectPdf(bytes)).pages).toEqual([
      { width: 841.89, height: 595.28, rotation: 90 },
      { width: 200, height: 300, rotation: 270 },
    ])
  })

  it("may be given as Node's Buffer", async () => {
    expect((await inspectPdf(Buffer.from(plain))).fields).toHaveLength(1)
  })

  it('is not changed by being examined', async () => {
    const before = plain.slice()
    await inspectPdf(plain)
    expect(plain).toEqual(before)
  })
})

describe('a file that is refused', () => {
  const cases: [string, () => Promise<Uint8Array>, Finding['code']][] = [
    ['nothing at all', async () => new Uint8Array(), 'not-a-pdf'],
    ['a letter', async () => new TextEncoder().encode('Sehr geehrte Damen und Herren'), 'not-a-pdf'],
    [
      'a header and noise',
      async () => new TextEncoder().encode(`%PDF-1.7\n${'noise '.repeat(500)}`),
      'broken',
    ],
    ['a bare header', async () => new TextEncoder().encode('%PDF-1.4'), 'broken'],
    ['a PDF cut in its first object', async () => plain.slice(0, 60), 'broken'],
    ['a PDF with a page that only some readers find', lostPage, 'broken'],
    ['more than 100 MB', async () => new Uint8Array(MAX_BYTES + 1), 'too-large'],
    [
      'a PDF that asks for a password',
      () => changed((doc) => void doc.encrypt({ userPassword: 'geheim', ownerPassword: 'chef' })),
      'encrypted-user-password',
    ],
    [
      'a PDF that opens freely but forbids changes',
      () =>
        changed(
          (doc) =>
            void doc.encrypt({ userPassword: '', ownerPassword: 'chef', permissions: { modifying: false } }),
        ),
      'restricted-owner-password',
    ],
    ['a signed PDF', () => changed((doc) => void doc.context.register(signature(doc))), 'signed'],
    [
      'a PDF whose signature stands directly in its field',
      () => changed((doc) => void doc.context.register(doc.context.obj({ FT: 'Sig', V: signature(doc) }))),
      'signed',
    ],
    [
      'a certified PDF',
      () =>
        changed((doc) => doc.catalog.set(PDFName.of('Perms'), doc.context.obj({ DocMDP: signature(doc) }))),
      'certified',
    ],
    [
      'a dynamic XFA form',
      () =>
        changed((doc) => {
          doc.catalog.set(
            PDFName.of('AcroForm'),
            doc.context.obj({ Fields: [], XFA: PDFString.of('<xdp/>') }),
          )
          doc.catalog.set(PDFName.of('NeedsRendering'), doc.context.obj(true))
        }),
      'xfa-dynamic',
    ],
    [
      'a PDF with bytes before its header, from where readers count differently',
      async () => Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), plain]),
      'not-extendable',
    ],
    [
      'a PDF with object numbers that no reader need know',
      () => changed((doc) => doc.context.assign(PDFRef.of(8_388_608), PDFString.of('far out'))),
      'not-extendable',
    ],
    [
      'a PDF with a part of a page that would have to be moved, but cannot be read',
      () =>
        withContent('BT /F1 20 Tf 50 700 Td (up stream) Tj ET', (text) =>
          text.replace(/Length \d+/, 'Length 9'),
        ),
      'not-extendable',
    ],
    [
      'a PDF without pages',
      async () => (await PDFDocument.create()).save({ addDefaultPage: false }),
      'no-pages',
    ],
  ]
  it.each(cases)('%s', async (_name, make, code) => {
    const inspection = await inspectPdf(await make())
    expect(inspection.verdict).toBe('refused')
    expect(codes(inspection)).toContain(code)
    expect(inspection.fields).toEqual([])
  })

  it('says that a file was signed even when a later revision hides it', async () => {
    const hidden = new TextEncoder().encode('\n% 9 0 obj << /ByteRange [0 840 1200 300] >>\n')
    const inspection = await inspectPdf(new Uint8Array([...plain, ...hidden]))
    expect(inspection).toMatchObject({ verdict: 'refused', signed: true })
  })

  it('names the signer it found', async () => {
    const { signatures } = await inspectPdf(await changed((doc) => void doc.context.register(signature(doc))))
    expect(signatures).toEqual([{ name: 'Erika Muster', time: null, subFilter: null }])
  })
})

describe('a file with something to know about', () => {
  const cases: [string, () => Promise<Uint8Array>, Finding['code']][] = [
    [
      'fillable fields',
      () => changed((doc) => doc.getForm().createTextField('Aktenzeichen').addToPage(doc.getPage(0))),
      'form-fields',
    ],
    ['a script', () => changed((doc) => doc.addJavaScript('main', 'app.alert(1)')), 'active-content'],
    [
      'an action on opening',
      () =>
        changed((doc) =>
          doc.catalog.set(
            PDFName.of('OpenAction'),
            doc.context.obj({ S: 'URI', URI: PDFString.of('https://example.org') }),
          ),
        ),
      'active-content',
    ],
    ['an attachment', () => changed((doc) => doc.attach(new Uint8Array([1]), 'anlage.txt')), 'attachments'],
    [
      'a static XFA form',
      () =>
        changed((doc) =>
          doc.catalog.set(PDFName.of('AcroForm'), doc.context.obj({ Fields: [], XFA: PDFString.of('x') })),
        ),
      'xfa-static',
    ],
    [
      'a claim to be PDF/A',
      () =>
        changed((doc) => {
          const xmp = '<rdf:Description pdfaid:part="2" pdfaid:conformance="B"/>'
          doc.catalog.set(PDFName.of('Metadata'), doc.context.register(doc.context.stream(xmp)))
        }),
      'pdf-a-claimed',
    ],
    ['a damaged cross-reference', async () => damaged(plain), 'repaired'],
    ['no text', () => pdfWith({ prints: [{ line: 100, x: 50, y: 50 }] }), 'no-text'],
    [
      'a page without a size',
      () => changed((doc) => void doc.getPage(0).node.delete(PDFName.of('MediaBox'))),
      'no-media-box',
    ],
    ['very many pages', () => pdfWith(...Array.from({ length: 301 }, () => ({ prints: [] }))), 'very-large'],
  ]
  it.each(cases)('is ready and says: %s', async (_name, make, code) => {
    const inspection = await inspectPdf(await make())
    expect(codes(inspection)).toContain(code)
    expect(inspection.verdict).toBe('ready')
  })

  it('keeps the text of a page whose content only some readers can parse', async () => {
    const bytes = await withContent('BT /F1 20 Tf 50 700 Td (up stream) Tj ET', (text) =>
      text.replace(/Length \d\d\b/, 'Length 17'),
    )
    expect(await inspectPdf(bytes)).toMatchObject({ verdict: 'ready', findings: [] })
  })

  it('names the archive format claimed', async () => {
    const inspection = await inspectPdf(
      await changed((doc) => {
        const xmp = '<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>'
        doc.catalog.set(PDFName.of('Metadata'), doc.context.register(doc.context.flateStream(xmp)))
      }),
    )
    expect(inspection.findings).toContainEqual({
      code: 'pdf-a-claimed',
      severity: 'note',
      detail: 'PDF/A-3u',
    })
  })
})

describe('what is said about a finding', () => {
  it('has an error of its own exactly where it refuses', () => {
    for (const meaning of Object.values(FINDINGS))
      expect('error' in meaning).toBe(meaning.severity === 'refuse')
  })

  it.each(Object.entries(FINDINGS))(
    '%s is explained in German and English, with what to do',
    (_code, { de, en }) => {
      for (const sentence of [de, en]) {
        expect(sentence).toMatch(/^(Die|Das|Der|Mindestens|The|At) .{30,}\.$/)
        expect(sentence).not.toMatch(/rechtsgültig|legally valid/i)
      }
    },
  )
})

/** The same file with its cross-reference offset pointing nowhere. */
function damaged(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/startxref\n\d+/, 'startxref\n7')
  return Buffer.from(text, 'latin1')
}

/** One page with these operators, the last object of a file that is then damaged. */
async function withContent(operators: string, damage: (text: string) => string): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  const page = doc.addPage([600, 800])
  const font = doc.context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' })
  page.node.set(PDFName.of('Resources'), doc.context.obj({ Font: { F1: font } }))
  page.node.set(PDFName.of('Contents'), doc.context.register(doc.context.stream(operators)))
  const bytes = await doc.save({ useObjectStreams: false })
  return Buffer.from(damage(Buffer.from(bytes).toString('latin1')), 'latin1')
}

/** Three pages, the last of them under a wrong generation number. */
async function lostPage(): Promise<Uint8Array> {
  const doc = await PDFDocument.load(await pdfWith({ prints: [] }, { prints: [] }, { prints: [] }))
  const text = Buffer.from(await doc.save({ useObjectStreams: false })).toString('latin1')
  const number = doc.getPage(2).ref.objectNumber
  return Buffer.from(text.replace(`\n${number} 0 obj`, `\n${number} 1 obj`), 'latin1')
}
