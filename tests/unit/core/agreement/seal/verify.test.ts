import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { verdictOn } from '../../../../../src/core/agreement/seal/seal-verdict.ts'
import { verifySeal } from '../../../../../src/core/agreement/seal/verify.ts'
import { aSealJob, aSealKey, agreementPdf } from '../../../../fixtures/agreements.ts'

let original: Uint8Array
let sealed: Uint8Array
beforeAll(async () => {
  original = await agreementPdf()
  sealed = (await sealAgreement(aSealJob(original), await aSealKey())).bytes
})

const changedAt = (at: number, value?: number) => {
  const copy = new Uint8Array(sealed)
  copy[at] = value ?? copy[at]! ^ 1
  return copy
}

const gap = () => {
  const text = Buffer.from(sealed).toString('latin1')
  const [, a, b] = /\/ByteRange\s*\[\s*0 (\d+) (\d+)/.exec(text)!.map(Number)
  return { start: a!, end: b! }
}

describe('a seal', () => {
  test('breaks when one byte of the original changes', async () => {
    const { seals } = await verifySeal(changedAt(100))
    expect(seals).toMatchObject([{ intact: false, problem: 'digest' }])
  })

  test('breaks when one byte after it changes', async () => {
    const { seals } = await verifySeal(changedAt(gap().end + 20))
    expect(seals[0]!.intact).toBe(false)
  })

  test('breaks when the signature itself is changed', async () => {
    const { start } = gap()
    for (const at of [start + 1, start + 200, start + 900]) {
      const { seals } = await verifySeal(changedAt(at, sealed[at] === 0x30 ? 0x31 : 0x30))
      expect(seals[0]!.intact).toBe(false)
    }
  })

  test('does not cover bytes that were appended, and says so', async () => {
    const { seals } = await verifySeal(Buffer.concat([sealed, Buffer.from('\n% nachträglich\n')]))
    expect(seals).toMatchObject([{ intact: true, wholeFile: false, coveredBytes: sealed.length }])
    expect(seals[0]!.fileBytes).toBeGreaterThan(sealed.length)
  })

  test('is no seal when its range leaves out more than the signature', async () => {
    const text = Buffer.from(sealed).toString('latin1')
    const { start, end } = gap()
    const wider = text.replace(`[0 ${start} ${end}`, `[0 ${start - 9} ${end}`)
    const { seals } = await verifySeal(Buffer.from(wider, 'latin1'))
    expect(seals).toMatchObject([{ intact: false, problem: 'byte-range' }])
  })

  test('tells its hash of the whole file in every report', async () => {
    expect((await verifySeal(sealed)).sha256).toMatch(/^[\da-f]{64}$/)
  })
})

/** The verdict on these bytes; a file that is no PDF any more has none. */
const verdictOf = async (bytes: Uint8Array) => {
  const report = await verifySeal(bytes).catch(() => null)
  return report === null ? 'no-pdf' : verdictOn(report)
}

describe('no single byte', () => {
  test('of the file can be changed to another unnoticed', async () => {
    const change = fc.record({ at: fc.nat(sealed.length - 1), value: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, value }) => {
        fc.pre(sealed[at] !== value)
        expect(await verdictOf(changedAt(at, value))).not.toBe('good')
      }),
      { numRuns: 150 },
    )
  })

  test('of the signature and the space kept for it can be exchanged for another digit unnoticed', async () => {
    const { start, end } = gap()
    const change = fc.record({
      at: fc.integer({ min: start + 1, max: end - 2 }),
      digit: fc.constantFrom(...'0123456789abcdefABCDEF'),
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, digit }) => {
        fc.pre(sealed[at] !== digit.charCodeAt(0))
        expect(await verdictOf(changedAt(at, digit.charCodeAt(0)))).not.toBe('good')
      }),
      { numRuns: 250 },
    )
  })
})

describe('the report on a sealed file', () => {
  test('names the file that was sealed, to the byte, as its first revision', async () => {
    const { revisions, original: inside } = await verifySeal(sealed)
    expect(inside).toEqual({ bytes: original.length, sha256: sha256(original) })
    expect(revisions.map(({ kind }) => kind)).toEqual(['unsealed', 'sealed'])
    expect(revisions.at(-1)!.end).toBe(sealed.length)
  })

  test('finds the sealed file however it ended', async () => {
    const plain = Buffer.from(original)
    for (const ending of ['', '\n', '\r\n', '\n\n', '  ']) {
      const ended = new Uint8Array(
        Buffer.concat([plain.subarray(0, plain.lastIndexOf('%%EOF') + 5), Buffer.from(ending)]),
      )
      const { bytes } = await sealAgreement(aSealJob(ended), await aSealKey())
      expect((await verifySeal(bytes)).original?.sha256, JSON.stringify(ending)).toBe(sha256(ended))
    }
  })

  test('lists what was added behind the seal as revisions that it does not cover', async () => {
    const added = `\n1 0 obj\nnull\nendobj\nxref\n0 0\ntrailer <<>>\nstartxref\n${sealed.length + 24}\n%%EOF\n`
    const report = await verifySeal(Buffer.concat([sealed, Buffer.from(added)]))
    expect(verdictOn(report)).toBe('added-to')
    expect(report.revisions.map(({ kind }) => kind)).toEqual(['unsealed', 'sealed', 'added'])
  })

  test('comes to no more than that there is no seal, where there is none', async () => {
    const report = await verifySeal(await agreementPdf())
    expect(verdictOn(report)).toBe('no-seal')
    expect(report.original).toBeNull()
  })
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('a file without seal', () => {
  test('has an empty report', async () => {
    expect((await verifySeal(await agreementPdf())).seals).toEqual([])
  })

  test('is refused where it is no PDF', async () => {
    await expect(verifySeal(Buffer.from('PK\u0003\u0004'))).rejects.toMatchObject({ code: 'NOT_A_PDF' })
  })
})

test('junk around a seal gives findings, never a crash', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(sealed.length - 1),
      fc.uint8Array({ maxLength: 40 }),
      fc.boolean(),
      async (at, junk, cut) => {
        const damaged = Buffer.concat([
          Buffer.from('%PDF-'),
          sealed.subarray(0, at),
          junk,
          sealed.subarray(cut ? sealed.length : at),
        ])
        const { seals } = await verifySeal(damaged)
        expect(seals.every(({ intact }) => !intact)).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})
