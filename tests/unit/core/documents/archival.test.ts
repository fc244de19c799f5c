/** What ISO 19005-2 (PDF/A-2b) asks of the documents this program typesets, looked up in a file itself. */
import { PDFArray, PDFDict, PDFRawStream } from 'pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { pdfAOf } from '../../../../src/core/agreement/pdf/pdf-marks.ts'
import { Typesetter } from '../../../../src/core/documents/typesetting/typesetter.ts'
import { fontFaces } from '../../../../src/core/fonts.ts'
import { actionFaults, contentOf, fontFaults, fontsOf, is, name, partsOf } from '../../../fixtures/pdf-a.ts'
import { transparencyFaults } from '../../../fixtures/pdf-a.ts'
import type { PdfParts } from '../../../fixtures/pdf-a.ts'

/** Text upright, bold and slanted, grey, a rule and ink: all that a document is made of. */
async function aDocument(): Promise<Uint8Array> {
  const fonts = await fontFaces()
  const sheet = new Typesetter({
    fonts,
    title: 'Zeichnungsprotokoll',
    madeAt: new Date('2017-02-21T18:30:00Z'),
  })
  sheet.heading(1, 'Zeichnungsprotokoll')
  sheet.paragraph([
    { text: 'Öykü Şahin ', style: 'bold' },
    { text: 'für das Jobcenter', style: 'italic' },
  ])
  sheet.paragraph('in Grau', { shade: 0.4 })
  sheet.rule(sheet.left, sheet.y, sheet.width)
  sheet.ink(
    { width: 1000, height: 300, paths: [[0, 0, 1000, 20, 1000, 30, 0, 10]] },
    sheet.left,
    300,
    120,
    40,
  )
  return sheet.finish()
}

function streamAt(dict: PDFDict, key: string): PDFRawStream {
  const stream = dict.lookup(name(key))
  if (!(stream instanceof PDFRawStream)) throw new Error(`no stream at ${key}`)
  return stream
}

describe('a document of this program', () => {
  let bytes: Uint8Array
  let parts: PdfParts
  beforeAll(async () => {
    bytes = await aDocument()
    parts = await partsOf(bytes)
  })

  it('says in open metadata that it is made for the archive, in words that agree with its properties (§ 6.6)', () => {
    expect(pdfAOf(parts.doc)).toBe('PDF/A-2b')
    const metadata = streamAt(parts.doc.catalog, 'Metadata')
    expect(metadata.dict.has(name('Filter'))).toBe(false)
    const xmp = Buffer.from(contentOf(metadata), 'latin1').toString('utf8')
    expect(xmp).toContain('<rdf:li xml:lang="x-default">Zeichnungsprotokoll</rdf:li>')
    expect(xmp).toContain('<pdf:Producer>Unterschriftenmappe</pdf:Producer>')
    expect(xmp).toContain('<xmp:CreateDate>2017-02-21T18:30:00Z</xmp:CreateDate>')
    expect(parts.doc.getCreationDate()?.toISOString()).toBe('2017-02-21T18:30:00.000Z')
  })

  it('says what its colours mean, and can be told from others (§ 6.1.3, 6.2.3)', () => {
    const intents = parts.doc.catalog.lookup(name('OutputIntents'), PDFArray)
    const intent = intents.lookup(0, PDFDict)
    expect(is(intent, 'S', 'GTS_PDFA1')).toBe(true)
    expect(streamAt(intent, 'DestOutputProfile').contents.length).toBeGreaterThan(1000)
    expect(parts.doc.context.trailerInfo.ID).toBeInstanceOf(PDFArray)
    expect(bytes.subarray(9, 14).filter((byte) => byte > 127).length).toBeGreaterThanOrEqual(4)
    for (const stream of parts.streams)
      if (!stream.dict.has(name('Type')) && !stream.dict.has(name('Length1')))
        expect(contentOf(stream)).not.toMatch(/[\d.]+ [\d.]+ [\d.]+ [\d.]+ (k|K)\s/)
  })

  it('carries its fonts, lets nothing shine through and does nothing by itself', () => {
    expect(fontsOf(parts).length).toBeGreaterThanOrEqual(2)
    expect([...fontFaults(parts), ...transparencyFaults(parts), ...actionFaults(parts)]).toEqual([])
  })

  it('is tagged, in German, under its title', () => {
    expect(String(parts.doc.catalog.lookup(name('Lang')))).toContain('de-DE')
    expect(parts.doc.catalog.lookup(name('MarkInfo'), PDFDict).get(name('Marked'))?.toString()).toBe('true')
    const preferences = parts.doc.catalog.lookup(name('ViewerPreferences'), PDFDict)
    expect(preferences.get(name('DisplayDocTitle'))?.toString()).toBe('true')
  })
})
