import { PDFArray, PDFDict, PDFDocument } from 'pdf-lib'
import type { PDFObject } from 'pdf-lib'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import type { SealKey } from '../../../../../src/core/agreement/seal/seal-key.ts'
import { verifySeal } from '../../../../../src/core/agreement/seal/verify.ts'
import { typesetAgreement } from '../../../../../src/core/documents/signing/agreement-text.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { aSealJob, aSealKey, aStamp, agreementPdf } from '../../../../fixtures/agreements.ts'
import { name } from '../../../../fixtures/pdf-a.ts'
import { flat, numberFaults, structureFaults, structureOf } from '../../../../fixtures/pdf-structure.ts'
import { needing, runTool } from '../../../../fixtures/tools.ts'

const tools = needing('pdfsig', 'qpdf')
const poppler = needing('pdfinfo')

let key: SealKey
beforeAll(async () => {
  key = await aSealKey()
})

const typeset = async (heading: string): Promise<Uint8Array> =>
  typesetAgreement(`# ${heading}\n\nEin Absatz.`, {
    fonts: await fontFaces(),
    madeAt: new Date('2017-01-01T00:00:00Z'),
  })

const read = (bytes: Uint8Array) => PDFDocument.load(bytes, { updateMetadata: false })

/** The agreement, signed twice on its first page, with a protocol. */
async function sealed(original: Uint8Array): Promise<Uint8Array> {
  const other = aStamp({
    name: 'Łukasz Król',
    organisation: 'Miasto Łódź',
    box: { x: 0.5, y: 0.7, width: 0.3, height: 0.1 },
  })
  const job = aSealJob(original, {
    stamps: [aStamp(), other],
    protocol: await typeset('Zeichnungsprotokoll'),
    marginNote: 'Vereinbarung',
  })
  return (await sealAgreement(job, key)).bytes
}

/** The same document with its structure kept in another way. */
async function rearranged(
  change: (root: PDFDict, tree: PDFDict, doc: PDFDocument) => void,
): Promise<Uint8Array> {
  const doc = await read(await typeset('Vereinbarung'))
  const root = doc.catalog.lookup(name('StructTreeRoot'), PDFDict)
  change(root, root.lookup(name('ParentTree'), PDFDict), doc)
  return doc.save({ useObjectStreams: false })
}

const figures = async (bytes: Uint8Array) =>
  flat(structureOf(await read(bytes)))
    .filter(({ tag }) => tag === 'Figure')
    .map(({ alt }) => alt)

const SIGNATURES = [
  'Unterschrift von Dr. Jörg Weiß für Universitätsstadt Tübingen',
  'Unterschrift von Łukasz Król für Miasto Łódź',
]

describe('a sealed agreement that was tagged', () => {
  it('says whose signatures it bears, and keeps what could be read out before', async () => {
    const bytes = await sealed(await typeset('Vereinbarung'))
    const doc = await read(bytes)
    expect(await figures(bytes)).toEqual(SIGNATURES)
    expect(structureFaults(doc)).toEqual([])
    expect(numberFaults(doc)).toEqual([])
    expect((await verifySeal(bytes)).seals).toMatchObject([{ intact: true, wholeFile: true }])
  })

  test.skipIf(tools.skip)(`is sound for other readers${tools.note}`, async () => {
    const bytes = await sealed(await typeset('Vereinbarung'))
    expect(runTool('qpdf', { 'a.pdf': bytes }, ['--check', '{a.pdf}']).status).toBe(0)
    expect(runTool('pdfsig', { 'a.pdf': bytes }, ['-nocert', '{a.pdf}']).text).toContain('Signature is Valid')
  })

  test.skipIf(poppler.skip)(`is read out from its heading to its protocol${poppler.note}`, async () => {
    const bytes = await sealed(await typeset('Vereinbarung'))
    const { text } = runTool('pdfinfo', { 'a.pdf': bytes }, ['-struct-text', '{a.pdf}'])
    const order = ['Vereinbarung', 'Dr. Jörg Weiß', 'Łukasz Król', 'Zeichnungsprotokoll']
    const places = order.map((words) => text.indexOf(words))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  const ways: [string, (root: PDFDict, tree: PDFDict, doc: PDFDocument) => void][] = [
    ['numbers in the root itself', (root, tree) => root.set(name('ParentTree'), tree)],
    ['numbers in leaves', (_, tree, doc) => void intoLeaf(tree, doc)],
    ['a list of numbers elsewhere', (_, tree, doc) => elsewhere(tree, 'Nums', doc)],
    ['a list of elements elsewhere', (root, _, doc) => elsewhere(root, 'K', doc)],
    ['one element without a list', (root) => root.set(name('K'), root.lookup(name('K'), PDFArray).get(0))],
    [
      'a next number that is too low',
      (root, _, doc) => root.set(name('ParentTreeNextKey'), doc.context.obj(0)),
    ],
    ['no next number', (root) => void root.delete(name('ParentTreeNextKey'))],
  ]
  it.each(ways)('is extended with %s', async (_, change) => {
    const bytes = await sealed(await rearranged(change))
    expect(await figures(bytes)).toEqual(SIGNATURES)
    expect(numberFaults(await read(bytes))).toEqual([])
  })

  it('is sealed all the same where its structure makes no sense', async () => {
    const bytes = await sealed(await rearranged((root) => void root.delete(name('ParentTree'))))
    expect(await figures(bytes)).toEqual([])
    expect((await verifySeal(bytes)).seals).toMatchObject([{ intact: true }])
  })
})

it('is given no structure where it had none', async () => {
  const doc = await read(await sealed(await agreementPdf()))
  expect(doc.catalog.has(name('StructTreeRoot'))).toBe(false)
})

function intoLeaf(tree: PDFDict, doc: PDFDocument): void {
  const nums = tree.lookup(name('Nums'), PDFArray)
  const limits = [nums.get(0), nums.get(nums.size() - 2)] as PDFObject[]
  const leaf = doc.context.register(doc.context.obj({ Limits: limits, Nums: nums }))
  for (const key of ['Nums', 'Limits']) tree.delete(name(key))
  tree.set(name('Kids'), doc.context.obj([leaf]))
}

function elsewhere(holder: PDFDict, key: string, doc: PDFDocument): void {
  holder.set(name(key), doc.context.register(holder.lookup(name(key), PDFArray)))
}
