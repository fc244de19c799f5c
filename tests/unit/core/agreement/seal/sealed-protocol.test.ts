import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { signingWith } from '../../../../../src/core/agreement/seal/cms.ts'
import { beginRevision, openForExtension } from '../../../../../src/core/agreement/pdf/revision.ts'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { fillSeal, reserveSeal } from '../../../../../src/core/agreement/seal/seal.ts'
import { verifySeal } from '../../../../../src/core/agreement/seal/verify.ts'
import { fitForProtocol } from '../../../../../src/shared/sealed-protocol.ts'
import { aSealJob, aSealKey, aStatement, agreementPdf } from '../../../../fixtures/agreements.ts'
import { describeWith, judge } from '../../../../fixtures/real-tools.ts'
import { temporaryFolder } from '../../../../fixtures/temporary-folder.ts'

const key = await aSealKey()
const original = await agreementPdf([{ text: 'Eins' }, { text: 'Zwei' }])
const packed = await agreementPdf([{ text: 'Eins' }], true)
const name = (key: string) => PDFName.of(key)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const sealed = async (bytes: Uint8Array, over = {}) => (await sealAgreement(aSealJob(bytes, over), key)).bytes
const protocolOf = async (bytes: Uint8Array) => (await verifySeal(bytes)).protocol

const stated = (bytes: Uint8Array) => ({
  version: 1,
  original: { bytes: bytes.length, sha256: sha256(bytes) },
  ...aStatement(),
})
const covered = (bytes: Uint8Array) => ({ status: 'covered', seal: 1, protocol: stated(bytes) })

/** The same file with a table of contents that leads nowhere: it is read, checked and written as a whole. */
const odd = Buffer.from(
  Buffer.from(original)
    .toString('latin1')
    .replace(/startxref\s+\d+/, 'startxref\n17'),
  'latin1',
)

describe('a sealed file states who signed', () => {
  test.each([
    ['a classic table', original],
    ['object streams', packed],
    ['a table of contents that leads nowhere', odd],
  ])('made from one with %s', async (_, bytes) => {
    const file = await sealed(bytes)
    expect(Buffer.from(file.subarray(0, bytes.length)).equals(bytes)).toBe(true)
    expect(await protocolOf(file)).toEqual(covered(bytes))
  })

  test('in less than 1.4 KB where twenty sign', async () => {
    const [plain, full] = [await sealed(original, { statement: undefined }), await sealed(original)]
    const signatories = Array.from({ length: 20 }, (_, index) => ({
      ...aStatement().signatories[0]!,
      organisation: `Gemeinde Nr. ${index} im Landkreis`,
      person: `Vorname Nachname ${index}`,
    }))
    const twenty = await sealed(original, { statement: aStatement({ signatories }) })
    expect(full.length - plain.length).toBeLessThan(700)
    expect(twenty.length - plain.length).toBeLessThan(1400)
  })

  test('beside what other programs keep in their name', async () => {
    for (const isApart of [true, false]) {
      const doc = await PDFDocument.load(original)
      const others = doc.context.obj({ Zeichner: { LastModified: 'D:2017', Private: { Ebene: 3 } } })
      doc.catalog.set(name('PieceInfo'), isApart ? doc.context.register(others) : others)
      const source = await doc.save({ useObjectStreams: false })
      const file = await sealed(source)
      expect(await protocolOf(file)).toEqual(covered(source))
      const pieces = (await PDFDocument.load(file)).catalog.lookup(name('PieceInfo'), PDFDict)
      expect(pieces.keys().map(String)).toEqual(['/Zeichner', '/Unterschriftenmappe'])
      expect(String(pieces.lookup(name('Zeichner')))).toContain('/Ebene 3')
    }
  })

  test('not where it was sealed without', async () => {
    expect(await protocolOf(await sealed(original, { statement: undefined }))).toEqual({ status: 'none' })
    expect(await protocolOf(original)).toEqual({ status: 'none' })
  })
})

describe('what is stated is believed', () => {
  test('only while the seal is intact', async () => {
    const file = Buffer.from(await sealed(original))
    for (const at of [100, original.length + 300, file.length - 30]) {
      const changed = Buffer.from(file)
      changed[at] = changed[at]! ^ 1
      expect(await protocolOf(changed)).toEqual({ status: 'unproven' })
    }
  })

  test('from the covered part, whatever a later revision states in its place', async () => {
    const file = await sealed(original)
    const doc = await PDFDocument.load(file, { forIncrementalUpdate: true, updateMetadata: false })
    lay(doc, JSON.stringify({ ...stated(original), title: 'Gefälscht', signatories: [] }))
    const added = await doc.commit()
    expect(Buffer.from(added.subarray(0, file.length)).equals(file)).toBe(true)
    expect(Buffer.from(added.subarray(file.length)).toString('latin1')).toContain('/PieceInfo')
    expect(await protocolOf(added)).toEqual(covered(original))
  })

  test('never from what the file held before it was sealed', async () => {
    const doc = await PDFDocument.load(original)
    const before = { bytes: 100, sha256: sha256(original.subarray(0, 100)) }
    lay(doc, JSON.stringify({ ...stated(original), original: before }))
    const source = await doc.save({ useObjectStreams: false })
    const shown = await protocolOf(await sealed(source, { statement: undefined }))
    expect(shown.status).not.toBe('covered')
    expect(await protocolOf(await sealed(source))).toEqual(covered(source))
    // where the whole file is read and written anew, the planted words would stand within the revision
    const astray = Buffer.from(source)
      .toString('latin1')
      .replace(/startxref\s+\d+/, 'startxref\n17')
    const rewritten = await sealed(Buffer.from(astray, 'latin1'), { statement: undefined })
    expect((await protocolOf(rewritten)).status).not.toBe('covered')
  })
})

/** Puts text where a statement stands, as somebody else's program might. */
function lay(doc: PDFDocument, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? deflateSync(Buffer.from(text, 'utf8')) : text
  const Private = doc.context.register(doc.context.stream(bytes, { Filter: 'FlateDecode' }))
  doc.catalog.set(name('PieceInfo'), doc.context.obj({ Unterschriftenmappe: { Private } }))
}

/** Sealed by somebody who states what they like. */
async function sealedStating(text: string | Uint8Array): Promise<Uint8Array> {
  const extendable = await openForExtension(original, () => false)
  const { doc } = extendable
  const revision = beginRevision(extendable, original)
  lay(doc, text)
  const page = doc.getPage(1)
  const sealer = { sign: signingWith(key) }
  reserveSeal(doc, page, aSealJob(original).seal, sealer)
  revision.changed([page.ref, doc.catalog.get(name('AcroForm')), doc.context.trailerInfo.Root])
  return fillSeal(await revision.save(), original.length, sealer)
}

describe('a statement that makes no sense is not shown', () => {
  const changed = (over: object) => JSON.stringify({ ...stated(original), ...over })
  const first = aStatement().signatories[0]!
  const unreadable = (reason: string) => ({ status: 'unreadable', reason })

  test('and the examples are sealed as they should be', async () => {
    const file = await sealedStating(changed({}))
    expect((await verifySeal(file)).seals).toMatchObject([{ intact: true, wholeFile: true }])
    expect(await protocolOf(file)).toEqual(covered(original))
  })

  const damaged: [string, string | Uint8Array][] = [
    ['text that is no JSON', '{"version":1,'],
    ['bytes that were never packed', Buffer.from('{"version":1}')],
    ['no UTF-8', deflateSync(Buffer.from([0x22, 0xff, 0xfe, 0x22]))],
    ['more than anybody would sign', deflateSync(Buffer.alloc(64 * 1024 ** 2, 0x20))],
    ['brackets without end', '['.repeat(200_000)],
    ['something that is not asked for', changed({ isProven: true })],
    ['a person without a status', changed({ signatories: [{ ...first, status: 'proven' }] })],
    ['a name that commands the terminal', changed({ signatories: [{ ...first, person: '\u001b[2JEva' }] })],
    ['a name that turns its direction', changed({ signatories: [{ ...first, person: '\u202Eavˌ' }] })],
    ['a name of a thousand letters', changed({ signatories: [{ ...first, person: 'E'.repeat(1000) }] })],
    ['ten thousand and one signatories', changed({ signatories: Array(10_001).fill(first) })],
    ['no text but a number', '17'],
  ]
  test.each(damaged)('%s', async (_, text) => {
    expect(await protocolOf(await sealedStating(text))).toEqual(unreadable('damaged'))
  })

  test('of another file, by its hash or its length', async () => {
    const other = { bytes: original.length, sha256: 'cd'.repeat(32) }
    const shorter = { bytes: 100, sha256: sha256(original.subarray(0, 100)) }
    for (const one of [other, shorter])
      expect(await protocolOf(await sealedStating(changed({ original: one })))).toEqual(
        unreadable('other-file'),
      )
  })

  test('of a newer program, which says so', async () => {
    expect(await protocolOf(await sealedStating(changed({ version: 2, more: true })))).toEqual(
      unreadable('newer'),
    )
  })
})

describe('a text for the protocol', () => {
  test('loses what could hide or command, and stays within bounds', () => {
    expect(fitForProtocol('Eva\u0007\u202EMaier')).toBe('Eva  Maier')
    expect(fitForProtocol('Müller & Söhne „Łódź“, Đặng')).toBe('Müller & Söhne „Łódź“, Đặng')
    expect(fitForProtocol(`${'a'.repeat(399)}😀`)).toBe(`${'a'.repeat(399)}\uFFFD`)
  })

  test('is refused at sealing where nobody made it fit', async () => {
    const signatories = [{ ...aStatement().signatories[0]!, person: 'Eva\u0007 Maier' }]
    await expect(sealed(original, { statement: aStatement({ signatories }) })).rejects.toThrow()
  })
})

describeWith('qpdf', 'a file that states who signed', () => {
  test.each([
    ['sound', original],
    ['odd', odd],
  ])('is clean (%s)', async (kind, bytes) => {
    const file = join(await temporaryFolder(), `${kind}.pdf`)
    await writeFile(file, await sealed(bytes))
    const { code, output } = judge('qpdf', '--check', file)
    expect(output).not.toContain('WARNING')
    expect(code).toBe(0)
  })
})

describeWith('pdfsig', 'a file that states who signed', () => {
  test.each([
    ['sound', original],
    ['odd', odd],
  ])('is signed as a whole (%s)', async (kind, bytes) => {
    const file = join(await temporaryFolder(), `${kind}.pdf`)
    await writeFile(file, await sealed(bytes))
    const { output } = judge('pdfsig', '-nocert', file)
    expect(output).toContain('Signature is Valid')
    expect(output).toContain('Total document signed')
  })
})
