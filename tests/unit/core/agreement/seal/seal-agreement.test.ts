import { PDFDocument } from 'pdf-lib'
import { beforeAll, describe, expect, test } from 'vitest'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import type { SealKey } from '../../../../../src/core/agreement/seal/seal-key.ts'
import { verifySeal } from '../../../../../src/core/agreement/seal/verify.ts'
import { aSealJob, aSealKey, aStamp, agreementPdf } from '../../../../fixtures/agreements.ts'
import { judgeCades } from '../../../../fixtures/cades.ts'
import { inkBox, needing, render, runTool } from '../../../../fixtures/tools.ts'

const poppler = needing('pdftotext', 'pdfsig')
const qpdf = needing('qpdf')
const openssl = needing('openssl')
const drawing = needing('pdftoppm')

let key: SealKey
beforeAll(async () => {
  key = await aSealKey()
})

const textOf = (pdf: Uint8Array) => runTool('pdftotext', { 'a.pdf': pdf }, ['-layout', '{a.pdf}', '-']).text

describe('a sealed agreement', () => {
  test.each([
    ['a classic table', false],
    ['object streams', true],
  ])('begins with the unchanged bytes of an original with %s', async (_, objectStreams) => {
    const original = await agreementPdf([{ text: 'Eins' }, { text: 'Zwei' }], objectStreams)
    const sealed = await sealAgreement(aSealJob(original), key)
    expect(Buffer.from(sealed.bytes.subarray(0, original.length)).equals(original)).toBe(true)
    expect(sealed.bytesAdded).toBe(sealed.bytes.length - original.length)
    expect(sealed.pages).toBe(2)
    const { seals, sha256 } = await verifySeal(sealed.bytes)
    expect(sha256).toBe(sealed.sha256)
    expect(seals).toMatchObject([
      {
        intact: true,
        wholeFile: true,
        signerName: 'Siegel Landratsamt Tübingen',
        organisation: 'Landratsamt Tübingen – Łódź',
        certificateFingerprint: key.fingerprint,
        sealedAt: '2017-02-21T17:42:00.000Z',
        reason: 'Vereinbarung versiegelt',
      },
    ])
  })

  test('has the protocol at its end', async () => {
    const protocol = await agreementPdf([{ text: 'Zeichnungsprotokoll' }, { text: 'Journal' }])
    const sealed = await sealAgreement(aSealJob(await agreementPdf(), { protocol }), key)
    expect(sealed.pages).toBe(3)
    expect((await PDFDocument.load(sealed.bytes)).getPageCount()).toBe(3)
  })

  test('can be made without any signature, as for a sheet that is only closed', async () => {
    const sealed = await sealAgreement(aSealJob(await agreementPdf(), { stamps: [] }), key)
    expect((await verifySeal(sealed.bytes)).seals[0]!.intact).toBe(true)
  })

  test('tells how far it is', async () => {
    const heard: number[] = []
    await sealAgreement(aSealJob(await agreementPdf()), key, (done) => heard.push(done))
    expect(heard.length).toBeGreaterThan(1)
    expect(heard.toSorted((a, b) => a - b)).toEqual(heard)
  })

  test.skipIf(poppler.skip)(`shows names of many tongues as text${poppler.note}`, async () => {
    const names = [
      'Łukasz Đorđević',
      'Őry Sándor Şahin',
      'Jürgen Großmann-Çelik',
      'Ελένη Παπαδοπούλου',
      'Юлия Щербакова',
      'Nguyễn Thị Phương',
      'fi ffi Straße ẞ „Anführung“ €',
    ]
    const stamps = names.map((name, i) =>
      aStamp({ name, box: { x: 0.1, y: 0.02 + i * 0.13, width: 0.6, height: 0.12 } }),
    )
    const decomposed = stamps.map((stamp) => ({ ...stamp, name: stamp.name.normalize('NFD') }))
    const text = textOf(
      (await sealAgreement(aSealJob(await agreementPdf(), { stamps: decomposed }), key)).bytes,
    )
    for (const name of names) expect(text).toContain(name)
    expect(text).toContain('Tübingen, 21.02.2017, 18:42 Uhr')
  })

  test.skipIf(poppler.skip)(`is valid for poppler, over the total document${poppler.note}`, async () => {
    for (const objectStreams of [false, true]) {
      const { bytes } = await sealAgreement(aSealJob(await agreementPdf(undefined, objectStreams)), key)
      const { text } = runTool('pdfsig', { 'a.pdf': bytes }, ['{a.pdf}'])
      expect(text).toContain('Signature is Valid')
      expect(text).toContain('Total document signed')
      expect(text).toContain('ETSI.CAdES.detached')
      expect(text).toContain('CN=Siegel Landratsamt Tübingen,O=Landratsamt Tübingen – Łódź')
    }
  })

  test.skipIf(qpdf.skip)(`has no fault for qpdf${qpdf.note}`, async () => {
    for (const objectStreams of [false, true]) {
      const original = await agreementPdf([{ rotation: 90 }, {}, { userUnit: 2 }], objectStreams)
      const protocol = await agreementPdf([{ text: 'Protokoll' }])
      const { bytes } = await sealAgreement(aSealJob(original, { protocol, marginNote: 'Randnotiz' }), key)
      expect(runTool('qpdf', { 'a.pdf': bytes }, ['--check', '{a.pdf}'])).toMatchObject({
        status: 0,
        errors: '',
      })
    }
  })

  test.skipIf(openssl.skip)(
    `has a CAdES signature that openssl takes, up to our root${openssl.note}`,
    async () => {
      const { bytes } = await sealAgreement(aSealJob(await agreementPdf()), key)
      const { errors, status } = judgeCades(bytes, key.issuers[0]!)
      expect({ errors: errors.trim().split('\n').at(-1), status }).toEqual({
        errors: 'CAdES Verification successful',
        status: 0,
      })
    },
  )
})

const refusal = (original: Uint8Array, over = {}) => sealAgreement(aSealJob(original, over), key)

describe('what cannot be sealed', () => {
  test('is a name with letters the font lacks: it is refused, not printed with holes', async () => {
    await expect(
      refusal(await agreementPdf(), { stamps: [aStamp({ name: '李 明' })] }),
    ).rejects.toMatchObject({
      code: 'GLYPH_MISSING',
      data: { characters: '李 明' },
    })
  })

  test('is what is already sealed', async () => {
    const { bytes } = await sealAgreement(aSealJob(await agreementPdf()), key)
    await expect(refusal(bytes)).rejects.toMatchObject({ code: 'PDF_SIGNED' })
  })

  test('is an encrypted file', async () => {
    const doc = await PDFDocument.create()
    doc.addPage()
    await doc.encrypt({ ownerPassword: 'geheim', userPassword: '', permissions: {} })
    await expect(refusal(await doc.save())).rejects.toMatchObject({ code: 'PDF_ENCRYPTED' })
  })

  test('is a file that is no PDF, or has bytes before its header', async () => {
    await expect(refusal(Buffer.from('Sehr geehrte Damen und Herren'))).rejects.toMatchObject({
      code: 'PDF_BROKEN',
    })
    const shifted = Buffer.concat([Buffer.from('x'.repeat(20)), await agreementPdf()])
    await expect(refusal(shifted)).rejects.toMatchObject({ code: 'PDF_BROKEN' })
  })

  test('is a signature for a page that does not exist', async () => {
    await expect(refusal(await agreementPdf(), { stamps: [aStamp({ page: 7 })] })).rejects.toMatchObject({
      code: 'SEAL_FAILED',
    })
  })
})

describe('odd originals are extended without damage', () => {
  test.skipIf(qpdf.skip)(`a wrong cross-reference is not relied upon${qpdf.note}`, async () => {
    const sound = Buffer.from(await agreementPdf([{ text: 'Eins' }, { text: 'Zwei' }]))
    const at = sound.lastIndexOf('startxref')
    const broken = Buffer.concat([sound.subarray(0, at), Buffer.from('startxref\n17\n%%EOF\n')])
    const { bytes } = await sealAgreement(aSealJob(broken), key)
    expect(Buffer.from(bytes.subarray(0, broken.length)).equals(broken)).toBe(true)
    expect(runTool('qpdf', { 'a.pdf': bytes }, ['--check', '{a.pdf}']).status).toBe(0)
    expect((await verifySeal(bytes)).seals[0]).toMatchObject({ intact: true, wholeFile: true })
  })

  test.skipIf(drawing.skip)(
    `content that leaves its graphics state open does not turn the signature over${drawing.note}`,
    async () => {
      const doc = await PDFDocument.create()
      const page = doc.addPage([600, 800])
      const content = doc.context.flateStream(
        'q q 1 0 0 -1 0 800 cm 0.1 0 0 0.1 0 0 cm (a ) Q q) pop % Q Q\n',
      )
      page.node.set(page.doc.context.obj('Contents') as never, doc.context.register(content))
      const box = { x: 0.25, y: 0.1, width: 0.5, height: 0.2 }
      const { bytes } = await sealAgreement(aSealJob(await doc.save(), { stamps: [aStamp({ box })] }), key)
      const drawn = inkBox(render(bytes))!
      expect(drawn.top).toBeGreaterThanOrEqual(0.09)
      expect(drawn.bottom).toBeLessThanOrEqual(0.31)
    },
  )

  test.skipIf(poppler.skip)(
    `pages that share one dictionary of resources keep their text, and the file stays small${poppler.note}`,
    async () => {
      const original = await agreementPdf(Array.from({ length: 40 }, (_, i) => ({ text: `Seite ${i + 1}` })))
      const { bytes, bytesAdded } = await sealAgreement(
        aSealJob(original, { stamps: [], marginNote: 'Randnotiz' }),
        key,
      )
      const pages = textOf(bytes).split('\f')
      for (let i = 0; i < 40; i++) expect(pages[i]).toMatch(new RegExp(`Seite ${i + 1}\\s+Randnotiz`))
      expect(bytesAdded).toBeLessThan(60_000)
    },
  )
})
