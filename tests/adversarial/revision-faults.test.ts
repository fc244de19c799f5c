import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRef } from 'pdf-lib'
import type { PDFObject, PDFPage } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { signingWith } from '../../src/core/agreement/seal/cms.ts'
import { extensionFault } from '../../src/core/agreement/pdf/extension-check.ts'
import { firstChangedPage, imprintOf } from '../../src/core/agreement/pdf/imprint.ts'
import { beginRevision, openForExtension } from '../../src/core/agreement/pdf/revision.ts'
import type { Revision } from '../../src/core/agreement/pdf/revision.ts'
import { reserveSeal } from '../../src/core/agreement/seal/seal.ts'
import { localClock } from '../../src/core/agreement/stamp/stamp-text.ts'
import { stampPages } from '../../src/core/agreement/stamp/stamp.ts'
import { embedTypeface } from '../../src/core/agreement/pdf/typeface.ts'
import { fontFaces } from '../../src/core/fonts.ts'
import { aSealJob, aSealKey, aStamp, agreementPdf } from '../fixtures/agreements.ts'

const original = await agreementPdf([{ text: 'Eins' }, { text: 'Zwei' }, { text: 'Drei' }])
const sign = signingWith(await aSealKey())
const faces = await fontFaces()

type Faulty = (doc: PDFDocument, revision: Revision) => void

/** As sealing extends a file: the first page is drawn on and one page appended; `go` is what goes wrong before it is written. */
async function extended(go: Faulty = () => {}, { appended = 1 } = {}) {
  const extendable = await openForExtension(original, (page) => page === 0)
  const { doc, opened } = extendable
  const pages = doc.getPages().map(({ ref }) => ref)
  const revision = beginRevision(extendable, original)
  const face = await embedTypeface(doc, faces)
  stampPages(doc, { stamps: [aStamp()], clock: localClock('Europe/Berlin') }, face)
  if (appended > 0) doc.addPage([595, 842])
  const last = doc.getPage(doc.getPageCount() - 1)
  reserveSeal(doc, last, aSealJob(original).seal, { sign })
  revision.changed([pages[0], last.ref, last.node.get(name('Parent')), doc.catalog.get(name('AcroForm'))])
  go(doc, revision)
  const bytes = Buffer.from(await revision.save())
  const faultOf = (file: Buffer) =>
    extensionFault(file, original.length, { original: opened!.file, pages, drawn: [0], appended })
  return { bytes, faultOf }
}

const faultAfter = async (go: Faulty, options = {}) => {
  const { bytes, faultOf } = await extended(go, options)
  return faultOf(bytes)
}

const name = (key: string) => PDFName.of(key)
const resourcesOf = (page: PDFPage) => page.node.get(name('Resources')) as PDFDict
const fontsOf = (doc: PDFDocument) =>
  doc.context.lookup(resourcesOf(doc.getPage(0)).get(name('Font'))) as PDFDict
const contentsOf = (page: PDFPage) => page.node.get(name('Contents')) as PDFArray
const kidsOf = (doc: PDFDocument) => doc.catalog.Pages().Kids()

const onPage = (page: number) => ({ reason: 'page-changed', page })

test('a revision that only adds is without fault, and the look through the whole file agrees', async () => {
  const { bytes, faultOf } = await extended()
  expect(faultOf(bytes)).toBeUndefined()
  const before = imprintOf(await PDFDocument.load(original))
  expect(firstChangedPage(before, imprintOf(await PDFDocument.load(bytes)))).toBeUndefined()
  expect(await faultAfter(() => {}, { appended: 0 })).toBeUndefined()
})

describe('a page that was drawn on is caught', () => {
  const cases: [string, (doc: PDFDocument) => void][] = [
    ['without its old content', (doc) => contentsOf(doc.getPage(0)).remove(1)],
    [
      'with other content before the drawing',
      (doc) => contentsOf(doc.getPage(0)).insert(1, stream(doc, 'q Q')),
    ],
    [
      'with content over the drawing',
      (doc) => contentsOf(doc.getPage(0)).push(stream(doc, '0 0 600 800 re f')),
    ],
    [
      'with other content in place of what restores the state',
      (doc) => {
        const contents = contentsOf(doc.getPage(0))
        contents.set(contents.size() - 1, stream(doc, '0 0 600 800 re f'))
      },
    ],
    ['without a font', (doc) => resourcesOf(doc.getPage(0)).delete(name('Font'))],
    [
      'with another font under the old name',
      (doc) => {
        const page = doc.getPage(0)
        const [font] = fontsOf(doc).keys()
        resourcesOf(page).set(name('Font'), doc.context.obj({ [font!.decodeText()]: doc.getPage(3).ref }))
      },
    ],
    [
      'with one resource more',
      (doc) => resourcesOf(doc.getPage(0)).set(name('Shading'), doc.context.obj({})),
    ],
    ['in another box', (doc) => doc.getPage(0).setCropBox(0, 0, 300, 300)],
    ['turned', (doc) => doc.getPage(0).node.set(name('Rotate'), PDFNumber.of(90))],
    [
      'with an annotation on top',
      (doc) => {
        const note = { Type: 'Annot', Subtype: 'FreeText', Rect: [0, 0, 600, 800] }
        doc
          .getPage(0)
          .node.set(name('Annots'), doc.context.obj([doc.context.register(doc.context.obj(note))]))
      },
    ],
    [
      'with an action that opens something',
      (doc) => doc.getPage(0).node.set(name('AA'), doc.context.obj({})),
    ],
  ]
  test.each(cases)('%s', async (_, go) => expect(await faultAfter(go)).toEqual(onPage(0)))
})

describe('the order of the pages is caught', () => {
  const cases: [string, (doc: PDFDocument) => void][] = [
    [
      'with two exchanged',
      (doc) => {
        const kids = kidsOf(doc)
        const [first, second] = [kids.get(0), kids.get(1)]
        kids.set(0, second)
        kids.set(1, first)
      },
    ],
    ['with one missing', (doc) => kidsOf(doc).remove(1)],
    ['with one more than was appended', (doc) => void doc.addPage()],
    ['with one between the old ones', (doc) => void doc.insertPage(1)],
    ['with an old one once more at the end', (doc) => kidsOf(doc).set(3, kidsOf(doc).get(0))],
    ['with a wrong count', (doc) => doc.catalog.Pages().set(name('Count'), PDFNumber.of(3))],
  ]
  test.each(cases)('%s', async (_, go) => expect(await faultAfter(go)).toEqual({ reason: 'page-count' }))
})

/** Rewrites an object of the original as it stands in `go`. */
const rewriting =
  (ref: (doc: PDFDocument) => PDFObject | undefined, go: (doc: PDFDocument, ref: PDFRef) => void): Faulty =>
  (doc, revision) => {
    const found = ref(doc)
    if (!(found instanceof PDFRef)) throw new Error('no reference')
    go(doc, found)
    revision.changed([found])
  }

describe('an object of the original that is written again is caught', () => {
  const content = (doc: PDFDocument) => contentsOf(doc.getPage(0)).get(1)
  const font = (doc: PDFDocument) => fontsOf(doc).values()[0]
  const changed = { reason: 'object-changed' }

  test('be it the content stream under the drawing', async () => {
    const go = rewriting(content, ({ context }, ref) => context.assign(ref, context.stream('q Q')))
    expect(await faultAfter(go)).toEqual(changed)
  })

  test('be it a font that nobody touched', async () => {
    const go = rewriting(font, ({ context }, ref) =>
      context.assign(ref, context.obj({ Type: 'Font', Subtype: 'Type3' })),
    )
    expect(await faultAfter(go)).toEqual(changed)
  })

  test('be it a page without a drawing', async () => {
    const go = rewriting(
      (doc) => doc.getPage(1).ref,
      ({ context }, ref) => context.assign(ref, context.obj({ Type: 'Page', Contents: [] })),
    )
    expect(await faultAfter(go)).toEqual(onPage(1))
  })

  test('be it the catalog, with another page tree or something that opens by itself', async () => {
    const go: Faulty = ({ catalog, context }) => catalog.set(name('OpenAction'), context.obj({}))
    expect(await faultAfter(go)).toEqual(changed)
    expect(
      await faultAfter(({ catalog, context }) =>
        catalog.set(name('Pages'), context.register(context.obj({}))),
      ),
    ).toEqual(changed)
  })
})

describe('the private data in the catalog is caught', () => {
  const changed = { reason: 'object-changed' }
  const pieces = (entries: Record<string, PDFObject | object>): Faulty => {
    return ({ catalog, context }) => catalog.set(name('PieceInfo'), context.obj(entries as never))
  }
  const stated = (doc: PDFDocument) => stream(doc, '{}')

  test('where it says something in the name of another program', async () => {
    expect(await faultAfter((doc, revision) => pieces({ Other: stated(doc) })(doc, revision))).toEqual(
      changed,
    )
  })

  test('where ours leads to what stood there before, or nowhere', async () => {
    const old: Faulty = (doc, revision) =>
      pieces({ Unterschriftenmappe: { Private: doc.getPage(0).ref } })(doc, revision)
    expect(await faultAfter(old)).toEqual(changed)
    expect(await faultAfter(pieces({ Unterschriftenmappe: {} }))).toEqual(changed)
  })

  test('where ours holds more than it should', async () => {
    const more: Faulty = (doc, revision) =>
      pieces({ Unterschriftenmappe: { Private: stated(doc), OpenAction: stated(doc) } })(doc, revision)
    expect(await faultAfter(more)).toEqual(changed)
    const fine: Faulty = (doc, revision) =>
      pieces({ Unterschriftenmappe: { Private: stated(doc) } })(doc, revision)
    expect(await faultAfter(fine)).toBeUndefined()
  })
})

describe('the seal’s own field is caught', () => {
  test('where it covers a place on the last page', async () => {
    const go: Faulty = (doc) => {
      const annotations = doc.getPage(2).node.Annots()
      const widget = doc.context.lookup(annotations!.get(annotations!.size() - 1), PDFDict)
      widget.set(name('Rect'), doc.context.obj([0, 0, 600, 800]))
    }
    expect(await faultAfter(go, { appended: 0 })).toEqual(onPage(2))
  })
})

describe('bytes behind the original are caught', () => {
  const damaged = { reason: 'revision-damaged' }
  /** Exchanges the last `what` in the revision for something as long. */
  const exchanged = (bytes: Buffer, what: string, to: string, from = bytes.length) => {
    const copy = Buffer.from(bytes)
    const at = copy.lastIndexOf(what, from)
    expect(at).toBeGreaterThan(original.length)
    copy.write(to, at, 'latin1')
    return copy
  }

  test('where an object does not end, or stands elsewhere than listed', async () => {
    const { bytes, faultOf } = await extended()
    const beforeLast = bytes.lastIndexOf('endobj') - 1
    expect(faultOf(exchanged(bytes, 'endobj', 'endxyz', beforeLast))).toMatchObject(damaged)
    expect(faultOf(exchanged(bytes, ' 0 obj', ' 1 obj', beforeLast))).toMatchObject(damaged)
  })

  test('where a stream is damaged, or longer than it says', async () => {
    const { bytes, faultOf } = await extended()
    const at = bytes.indexOf('/FlateDecode', original.length)
    const stream = bytes.indexOf('stream', at)
    const torn = Buffer.from(bytes)
    torn.fill(0x55, stream + 40, stream + 48)
    expect(faultOf(torn)).toMatchObject(damaged)
    const length = bytes.lastIndexOf('/Length ', stream)
    const longer = Buffer.from(bytes)
    longer.write('1', length + '/Length '.length, 'latin1')
    if (!longer.equals(bytes)) expect(faultOf(longer)).toMatchObject(damaged)
  })

  test('where an object is hidden that no section lists', async () => {
    const { bytes, faultOf } = await extended()
    const at = bytes.lastIndexOf('startxref')
    const hidden = Buffer.from('4 0 obj\n<< /Hidden true >>\nendobj\n')
    expect(faultOf(Buffer.concat([bytes.subarray(0, at), hidden, bytes.subarray(at)]))).toMatchObject(damaged)
  })

  test('where another revision follows, frees an object, or passes over the original', async () => {
    const { bytes, faultOf } = await extended()
    const ours = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1'))![1]
    const first = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(original).toString('latin1'))![1]
    const root = /\/Root (\d+ 0 R)/.exec(Buffer.from(original).toString('latin1'))![1]
    const tail = (prev: string, entry: string) =>
      `xref\n1 1\n${entry}\ntrailer\n<< /Size 99 /Root ${root} /Prev ${prev} >>\nstartxref\n`
    const more = (base: Uint8Array, prev: string, entry: string) =>
      Buffer.concat([base, Buffer.from(`${tail(prev, entry)}${base.length}\n%%EOF\n`)])
    const free = '0000000000 00001 f '
    expect(faultOf(more(bytes, ours!, '0000000015 00000 n '))).toMatchObject(damaged)
    expect(faultOf(more(original, first!, free))).toMatchObject(damaged)
    expect(faultOf(more(original, '0', free))).toMatchObject(damaged)
    expect(faultOf(Buffer.from(original))).toMatchObject(damaged)
  })
})

const stream = (doc: PDFDocument, text: string) => doc.context.register(doc.context.stream(text))
