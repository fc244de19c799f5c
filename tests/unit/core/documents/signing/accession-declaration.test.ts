import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { makeDeclaration } from '../../../../../src/core/documents/signing/accession-declaration.ts'
import type { Declaration } from '../../../../../src/core/documents/signing/accession-declaration.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { flat, structureFaults, structureOf } from '../../../../fixtures/pdf-structure.ts'
import { textOf } from '../reading.ts'

const declaration: Declaration = {
  number: 1,
  host: 'Landkreis Tübingen',
  agreement: {
    title: 'Bündnis „Integration“',
    date: '2017-02-21',
    text: { fileName: 'Vereinbarung.pdf', sha256: 'ab'.repeat(32) },
    fileName: 'vereinbarung-gesiegelt.pdf',
    pages: 7,
    sha256: 'cd'.repeat(32),
    certificateFingerprint: 'EF'.repeat(32),
    sealedAt: '2017-02-21T18:42:00Z',
  },
  earlier: [],
  joining: [{ organisation: 'Müller & Söhne GmbH', town: '', before: { kind: 'not-there' } }],
  place: 'Tübingen',
  date: '2017-03-03',
  madeAt: new Date('2017-03-03T10:00:00Z'),
  timeZone: 'Europe/Berlin',
}

const made = async (over: Partial<Declaration> = {}) => {
  const { bytes, ...rest } = await makeDeclaration({ ...declaration, ...over }, await fontFaces())
  return { ...rest, bytes, text: (await textOf(bytes)).join(' ').replace(/\s+/g, ' ') }
}

describe('the declaration of accession', () => {
  it('can be read out: language, title, headings, a list of who joins', async () => {
    const doc = await PDFDocument.load((await made()).bytes, { updateMetadata: false })
    expect(structureFaults(doc)).toEqual([])
    expect(flat(structureOf(doc)).map(({ tag }) => tag)).toEqual(expect.arrayContaining(['H1', 'L', 'LI']))
  })

  it('is the same file for the same facts', async () => {
    expect(Buffer.compare((await made()).bytes, (await made()).bytes)).toBe(0)
  })

  it('sets quotation marks of the title within quotation marks', async () => {
    expect((await made()).text).toContain('der Vereinbarung „Bündnis ‚Integration‘“ vom 21. Februar 2017 bei')
  })

  it('keeps a checksum on one line, even one of the widest digits', async () => {
    const widest = 'bd'.repeat(32)
    const { text } = await made({ agreement: { ...declaration.agreement, sha256: widest } })
    expect(text).toContain(widest)
  })

  it('says on which day a partner declined or was left to paper', async () => {
    const at = '2017-02-21T23:30:00Z'
    const { text } = await made({
      joining: [
        { organisation: 'A', town: '', before: { kind: 'declined', at } },
        { organisation: 'B', town: 'Rottenburg', before: { kind: 'on-paper', at } },
      ],
    })
    expect(text).toContain('A; hatte die Unterschrift am 22. Februar 2017 abgelehnt')
    expect(text).toContain(
      'B, Rottenburg; war am 22. Februar 2017 für die Unterschrift auf das Papieroriginal verwiesen worden',
    )
  })

  it('has room for a hundred partners with long names, each with a line on a page of its own count', async () => {
    const joining = Array.from({ length: 100 }, (_, index) => ({
      organisation: `Arbeitsgemeinschaft der Liga der freien Wohlfahrtspflege im Landkreis Tübingen e. V., Ortsgruppe ${index + 1}`,
      town: 'Rottenburg am Neckar',
      before: { kind: 'not-there' as const },
    }))
    const { pages, places, text } = await made({ joining })
    expect(places).toHaveLength(100)
    for (const { page, box } of places) {
      expect(pages[page]).toBeDefined()
      expect(box.x + box.width).toBeLessThan(1)
      expect(box.y + box.height).toBeLessThan(1)
    }
    expect(new Set(places.map(({ page, box }) => `${page} ${box.x} ${box.y}`)).size).toBe(100)
    expect(text).toContain(`Seite ${pages.length} von ${pages.length}`)
    expect(text).toContain('Ortsgruppe 100')
  })
})
