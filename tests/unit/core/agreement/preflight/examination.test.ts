import { afterAll, describe, expect, it } from 'vitest'
import { examinePdf } from '../../../../../src/core/agreement/preflight/examination.ts'
import { readPages } from '../../../../../src/core/agreement/reading/page-text.ts'
import { runQpdf } from '../../../../../src/core/agreement/pdf/qpdf.ts'
import { createPdfWorker } from '../../../../../src/core/agreement/worker/run-in-worker.ts'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { aSealJob, aSealKey } from '../../../../fixtures/agreements.ts'
import { LOCKED_TEXT, OWNER, USER, lockedPdf } from '../../../../fixtures/locked-pdfs.ts'
import { NASTY_PDFS, NASTY_TEXTS, hugePage, inInches } from '../../../../fixtures/nasty-pdfs.ts'

const WORKER = new URL('../../../../../src/core/agreement/worker/worker.ts', import.meta.url)
const pdf = createPdfWorker(WORKER, { timeMs: 60_000, memoryMb: 1024 })
afterAll(() => pdf.close())

const textsOf = async (bytes: Uint8Array) =>
  (await readPages(bytes)).map(({ segments }) => segments.map(({ text }) => text).join(' '))

const codesOf = ({ findings }: { findings: readonly { code: string }[] }) => findings.map(({ code }) => code)

type Nasty = keyof typeof NASTY_PDFS

describe('a damaged PDF', () => {
  it.each([
    'with a table of contents that is off by seven bytes',
    'with wrong offsets in its table',
    'without the ends of its objects',
    'with streams longer than they say',
    'with object streams that are not where the table says',
    'with zeros behind its end',
    'with line ends changed on the way',
  ] as const)('%s can be signed, and is offered mended, too', async (name: Nasty) => {
    const file = await NASTY_PDFS[name]()
    const examination = await examinePdf(pdf, file)
    expect(examination.verdict).toBe('ready')
    expect(codesOf(examination)).toContain('repaired')
    expect(examination.copy?.how).toEqual(['repaired'])
    expect(await textsOf(examination.copy!.bytes)).toEqual(NASTY_TEXTS)
  })

  it('behind lines of a mail gateway can be signed as a mended copy, or on a sheet', async () => {
    const file = await NASTY_PDFS['behind lines of a mail gateway']()
    const before = Buffer.from(file)
    const examination = await examinePdf(pdf, file)
    expect(examination).toMatchObject({ verdict: 'copy', protection: 'not-extendable' })
    expect(codesOf(examination)).toEqual(['repaired-copy'])
    expect(before.equals(file)).toBe(true)
    const job = aSealJob(examination.copy!.bytes, { stamps: [] })
    const { bytes } = await sealAgreement(job, await aSealKey())
    expect((await textsOf(bytes)).slice(0, 2)).toEqual([
      expect.stringContaining('Kooperationsvereinbarung'),
      expect.stringContaining('Inkrafttreten'),
    ])
  })

  it.each([
    ['without its table of contents', 'broken'],
    ['without its last 500 bytes, an object among them', 'broken'],
    ['linearised and cut in the middle', 'broken'],
    ['with a page tree that goes in circles', 'broken'],
    ['with text instead of a page', 'broken'],
    ['cut in its first object', 'broken'],
    ['of no bytes', 'not-a-pdf'],
    ['of zeros', 'not-a-pdf'],
  ] as const)('%s is refused: nobody could say what is lost', async (name, code) => {
    const examination = await examinePdf(pdf, await NASTY_PDFS[name]())
    expect(examination).toMatchObject({ verdict: 'refused', copy: null, readable: null })
    expect(codesOf(examination)).toEqual([code])
  })
})

describe('an odd but sound PDF', () => {
  it('with a page larger than A0 is ready and says so', async () => {
    const examination = await examinePdf(pdf, await hugePage())
    expect(examination).toMatchObject({ verdict: 'ready', copy: null })
    expect(codesOf(examination)).toEqual(['huge-page'])
  })

  it('that counts in units of its own is measured as shown', async () => {
    const { pages } = await examinePdf(pdf, await inInches())
    expect(pages[0]).toMatchObject({ width: 595.28 * 2, height: 841.89 * 2 })
  })
})

describe('a PDF behind a password', () => {
  const kind = 'AES with 128 bits'

  it('asks for it', async () => {
    const examination = await examinePdf(pdf, await lockedPdf(kind, USER))
    expect(examination).toMatchObject({ verdict: 'refused', password: 'needed', copy: null, pages: [] })
    expect(codesOf(examination)).toEqual(['encrypted-user-password'])
  })

  it('does not open with another', async () => {
    await expect(examinePdf(pdf, await lockedPdf(kind, USER), 'geraten')).rejects.toMatchObject({
      code: 'PDF_PASSWORD_WRONG',
    })
  })

  const damagedBy = async (damage: (text: string) => string, isPacked: boolean) => {
    const locked = await lockedPdf(kind, USER)
    const options = { password: OWNER, writes: true }
    const plain = isPacked ? null : await runQpdf(locked, ['--object-streams=disable'], options)
    const text = Buffer.from(plain?.output ?? locked).toString('latin1')
    return new Uint8Array(Buffer.from(damage(text), 'latin1'))
  }
  const elsewhere = (text: string) => text.replace(/startxref\s+\d+/, 'startxref\n17')
  const cutOff = (text: string) => text.slice(0, text.lastIndexOf('startxref'))
  const misplaced = (text: string) => text.replace(/^0000(\d{6}) 00000 n/gm, '0001$1 00000 n')

  it.each([
    ['leads elsewhere', elsewhere, true],
    ['leads elsewhere and is a plain table', elsewhere, false],
    ['was cut off', cutOff, true],
    ['names the wrong places', misplaced, false],
  ])('opens with it although its table of contents %s', async (_, damage, isPacked) => {
    const bytes = await damagedBy(damage, isPacked)
    expect(codesOf(await examinePdf(pdf, bytes))).toEqual(['encrypted-user-password'])
    await expect(examinePdf(pdf, bytes, 'geraten')).rejects.toMatchObject({ code: 'PDF_PASSWORD_WRONG' })
    const examination = await examinePdf(pdf, bytes, OWNER)
    expect(examination).toMatchObject({ verdict: 'copy', copy: { how: ['decrypted', 'repaired'] } })
    expect(codesOf(examination)).toEqual(['decrypted-copy', 'repaired-copy'])
    expect(await textsOf(examination.copy!.bytes)).toEqual([LOCKED_TEXT])
  })

  it('of which half is missing is called damaged, with or without the password', async () => {
    const bytes = await damagedBy((text) => text.slice(0, text.length / 2), true)
    for (const password of ['', OWNER]) {
      const examination = await examinePdf(pdf, bytes, password)
      expect(examination).toMatchObject({ verdict: 'refused', copy: null, password: 'none' })
      expect(codesOf(examination)).toEqual(['broken'])
    }
  })

  it('that is a certificate is told apart from damage', async () => {
    const text = Buffer.from(await lockedPdf(kind, USER)).toString('latin1')
    const foreign = Buffer.from(text.replace('/Filter /Standard', '/Filter /Standby_'), 'latin1')
    const examination = await examinePdf(pdf, new Uint8Array(foreign))
    expect(examination).toMatchObject({ verdict: 'refused', password: 'none' })
    expect(codesOf(examination)).toEqual(['protected-otherwise'])
  })

  it("can be signed as an unprotected copy with its author's", async () => {
    const examination = await examinePdf(pdf, await lockedPdf(kind, USER), OWNER)
    expect(examination).toMatchObject({ verdict: 'copy', password: 'none', protection: null })
    expect(examination.copy?.how).toEqual(['decrypted'])
    expect(await textsOf(examination.copy!.bytes)).toEqual([LOCKED_TEXT])
    const sealed = await sealAgreement(aSealJob(examination.copy!.bytes, { stamps: [] }), await aSealKey())
    expect((await textsOf(sealed.bytes))[0]).toContain(LOCKED_TEXT)
  })

  it("can only be read with its reader's, and signed on a sheet", async () => {
    const examination = await examinePdf(pdf, await lockedPdf(kind, USER), USER)
    expect(examination).toMatchObject({ verdict: 'refused', copy: null, protection: 'restricted' })
    expect(examination.password).toBe('helps')
    expect(await textsOf(examination.readable!.bytes)).toEqual([LOCKED_TEXT])
  })

  it('that only its author has still keeps its limits', async () => {
    const examination = await examinePdf(pdf, await lockedPdf(kind, ''))
    expect(examination).toMatchObject({ verdict: 'refused', copy: null, readable: null })
    expect(examination).toMatchObject({ protection: 'restricted', password: 'helps' })
  })

  it.each(['RC4 with 128 bits', 'AES with 128 bits', 'AES with 256 bits, revision 6'] as const)(
    'of %s opens with umlauts in its password',
    async (lock) => {
      const file = await lockedPdf(lock, 'Größe ß', ['--print=none'])
      expect(await examinePdf(pdf, file, 'Größe ß')).toMatchObject({ verdict: 'copy' })
    },
  )

  it('that allows changes can be signed as an unprotected copy', async () => {
    const free = await examinePdf(pdf, await lockedPdf(kind, '', ['--print=none']))
    expect(free).toMatchObject({ verdict: 'copy', password: 'none' })
    expect(codesOf(free)).toEqual(['decrypted-copy'])
  })
})
