/** What ISO 19005-2 (PDF/A-2b) asks for and sealing could break, looked up in the sealed file itself. */
import { PDFArray, PDFDict, PDFDocument, PDFNumber, PDFRawStream, PDFString } from 'pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { pdfAOf } from '../../../../../src/core/agreement/pdf/pdf-marks.ts'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { embedTypeface } from '../../../../../src/core/agreement/pdf/typeface.ts'
import { makeChecklist } from '../../../../../src/core/documents/signing/checklist.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { aSealJob, aSealKey, aStamp } from '../../../../fixtures/agreements.ts'
import {
  actionFaults,
  contentOf,
  fontFaults,
  fontsOf,
  is,
  name,
  partsOf,
  transparencyFaults,
} from '../../../../fixtures/pdf-a.ts'
import type { PdfParts } from '../../../../fixtures/pdf-a.ts'

async function aPdfA2b(): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  const { regular } = await embedTypeface(doc, await fontFaces())
  const page = doc.addPage([595.28, 841.89])
  page.drawText('Kooperationsvereinbarung, {{Ort}}, {{Datum}}', { x: 60, y: 760, size: 12, font: regular })
  page.drawText('{{Name: Universitätsstadt Tübingen}}', { x: 60, y: 500, size: 12, font: regular })
  doc.convertToPDFA({ conformance: '2B' })
  return doc.save()
}

describe('a sealed PDF/A-2b', () => {
  let original: Uint8Array
  let sealed: Uint8Array
  let parts: PdfParts
  beforeAll(async () => {
    original = await aPdfA2b()
    const list = { title: 'Vereinbarung', pages: 1, sha256Short: 'abc', signers: [] }
    const protocol = await makeChecklist(list, await fontFaces())
    const job = aSealJob(original, { stamps: [aStamp()], protocol, marginNote: 'Dokumentationsfassung' })
    sealed = (await sealAgreement(job, await aSealKey())).bytes
    parts = await partsOf(sealed)
  })

  it('still claims to be one, with the same metadata, output intent and file identifier (§ 6.1.3, 6.2.3, 6.6.2)', async () => {
    const before = await partsOf(original)
    expect(pdfAOf(parts.doc)).toBe('PDF/A-2b')
    for (const key of ['Metadata', 'OutputIntents'])
      expect(String(parts.doc.catalog.get(name(key)))).toBe(String(before.doc.catalog.get(name(key))))
    const metadata = ({ doc }: PdfParts) => {
      const stream = doc.catalog.lookup(name('Metadata'))
      return stream instanceof PDFRawStream ? contentOf(stream) : null
    }
    expect(metadata(parts)).toContain('pdfaid')
    expect(metadata(parts)).toBe(metadata(before))
    const intents = parts.doc.catalog.lookup(name('OutputIntents'), PDFArray)
    expect(intents.lookup(0, PDFDict).lookup(name('DestOutputProfile'))).toBeInstanceOf(PDFRawStream)
    const id = (from: PdfParts) => String(from.doc.context.trailerInfo.ID).split('>')[0]
    expect(id(parts)).toBe(id(before))
    expect(parts.doc.context.trailerInfo.Encrypt).toBeUndefined()
  })

  it('has every font embedded, with its glyphs in order (§ 6.2.11)', () => {
    expect(fontsOf(parts).length).toBeGreaterThanOrEqual(4)
    expect(fontFaults(parts)).toEqual([])
  })

  it('has nothing transparent in it (§ 6.2.10)', () => {
    expect(transparencyFaults(parts)).toEqual([])
  })

  it('paints in colours that mean the same everywhere (§ 6.2.4)', () => {
    const forms = parts.streams.filter(({ dict }) => is(dict, 'Subtype', 'Form'))
    expect(forms.length).toBeGreaterThan(1)
    for (const form of forms) {
      expect(contentOf(form)).not.toMatch(/(^|\s)(rg|RG|g|G|k|K)\s/)
      expect(contentOf(form)).not.toMatch(/\/Device(RGB|Gray|CMYK) (cs|CS)/)
    }
    const last = parts.doc.getPages().at(-1)!
    const spaces = last.node.Resources()!.lookup(name('ColorSpace'), PDFDict)
    for (const key of ['DefaultRGB', 'DefaultGray'])
      expect(spaces.lookup(name(key), PDFArray).get(0)).toBe(
        name(key === 'DefaultRGB' ? 'CalRGB' : 'CalGray'),
      )
  })

  it('does nothing by itself, and depends on nothing outside (§ 6.1.7, 6.4, 6.5)', () => {
    expect(actionFaults(parts)).toEqual([])
  })

  it('holds no file within the file; the protocol for programs is private data with its time (§ 6.8, ISO 32000-1 § 14.5)', () => {
    for (const dict of parts.dicts) {
      expect(is(dict, 'Type', 'Filespec') || is(dict, 'Type', 'EmbeddedFile')).toBe(false)
      expect(dict.has(name('AF')) || dict.has(name('EmbeddedFiles')) || dict.has(name('EF'))).toBe(false)
    }
    const pieces = parts.doc.catalog.lookup(name('PieceInfo'), PDFDict)
    const ours = pieces.lookup(name('Unterschriftenmappe'), PDFDict)
    expect(ours.lookup(name('LastModified'), PDFString).decodeDate().toISOString()).toBe(
      '2017-02-21T17:42:00.000Z',
    )
    expect(ours.lookup(name('Private'))).toBeInstanceOf(PDFRawStream)
  })

  it('prints its one new annotation and hides none (§ 6.3)', () => {
    const annotations = parts.dicts.filter((dict) => is(dict, 'Type', 'Annot'))
    expect(annotations).toHaveLength(1)
    const flags = annotations[0]!.lookup(name('F'), PDFNumber).asNumber()
    // printed; not invisible, hidden, unseen or toggled (ISO 32000-1 table 165)
    expect(flags & 4).toBe(4)
    expect(flags & (1 | 2 | 32 | 256)).toBe(0)
    // only an annotation without extent may be without an appearance
    expect(String(annotations[0]!.lookup(name('Rect')))).toBe('[ 0 0 0 0 ]')
  })
})
