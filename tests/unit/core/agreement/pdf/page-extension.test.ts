import { PDFDocument, PDFName } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { openPages } from '../../../../../src/core/agreement/pdf/page-extension.ts'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { verifySeal } from '../../../../../src/core/agreement/seal/verify.ts'
import { aSealJob, aSealKey, agreementPdf } from '../../../../fixtures/agreements.ts'

const THREE = [{ text: 'Eins' }, { text: 'Zwei', rotation: 90 }, { text: 'Drei' }]
const key = await aSealKey()

const opened = async (bytes: Uint8Array, isDrawn = (page: number) => page === 1) =>
  openPages(Buffer.from(bytes), isDrawn)

describe('a sound file', () => {
  test.each([
    ['a classic table', false],
    ['object streams', true],
  ])(
    'with %s gives the pages drawn on as the library reads them, and counts the others',
    async (_, packed) => {
      const bytes = await agreementPdf(THREE, packed)
      const whole = await PDFDocument.load(bytes)
      const { doc } = (await opened(bytes))!
      expect(doc.getPages().map(({ ref }) => ref)).toEqual(whole.getPages().map(({ ref }) => ref))
      expect(String(doc.getPage(1).node)).toBe(String(whole.getPage(1).node))
      expect(String(doc.getPage(2).node)).toBe(String(whole.getPage(2).node))
      expect(doc.context.largestObjectNumber).toBeGreaterThanOrEqual(whole.context.largestObjectNumber)
    },
  )

  test('is sealed by its small part alone, however many pages it has', async () => {
    const bytes = await agreementPdf(Array.from({ length: 40 }, (_, page) => ({ text: `Seite ${page + 1}` })))
    const { doc } = (await opened(bytes))!
    const [few, all] = [doc, await PDFDocument.load(bytes)].map(
      ({ context }) => context.enumerateIndirectObjects().length,
    )
    expect(few).toBeLessThan(all! * 0.6)
    const sealed = await sealAgreement(aSealJob(bytes), key)
    expect((await PDFDocument.load(sealed.bytes)).getPageCount()).toBe(40)
  })
})

/** The sound file with something behind its end, and the end said anew. */
const followedBy = (sound: Uint8Array, text: string) => {
  const start = /startxref\s+(\d+)/.exec(Buffer.from(sound).toString('latin1'))![1]
  return Buffer.concat([sound, Buffer.from(`${text}\nstartxref\n${start}\n%%EOF\n`)])
}

describe('a file is read as a whole where it is not sound', () => {
  const sealedAnyway = async (bytes: Uint8Array) => {
    expect(await opened(bytes)).toBeUndefined()
    const sealed = await sealAgreement(aSealJob(bytes), key)
    return (await verifySeal(sealed.bytes)).seals[0]!.intact
  }

  test('because its cross-reference leads nowhere', async () => {
    const sound = Buffer.from(await agreementPdf(THREE))
    const broken = sound.toString('latin1').replace(/startxref\s+\d+/, 'startxref\n17')
    expect(await sealedAnyway(Buffer.from(broken, 'latin1'))).toBe(true)
  })

  test('because it holds an object that no cross-reference lists', async () => {
    const bytes = followedBy(await agreementPdf(THREE), '97 0 obj\n<< /Hidden true >>\nendobj')
    expect(await sealedAnyway(bytes)).toBe(true)
  })

  test('because it refers to a number that a new object would get', async () => {
    const doc = await PDFDocument.load(await agreementPdf(THREE))
    doc.catalog.set(PDFName.of('Mystery'), doc.context.obj([PDFName.of('X')]))
    const text = Buffer.from(await doc.save({ useObjectStreams: false })).toString('latin1')
    const bytes = Buffer.from(text.replace('[ /X ]', '99 0 R'), 'latin1')
    expect(bytes.toString('latin1')).toContain('/Mystery 99 0 R')
    expect(await sealedAnyway(bytes)).toBe(true)
  })

  test('because it is encrypted, which is then refused', async () => {
    const doc = await PDFDocument.create()
    doc.addPage()
    await doc.encrypt({ ownerPassword: 'geheim', userPassword: '', permissions: {} })
    expect(await opened(await doc.save())).toBeUndefined()
  })
})
