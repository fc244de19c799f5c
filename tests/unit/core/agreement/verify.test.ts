import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { sealAgreement } from '../../../../src/core/agreement/seal-agreement.ts'
import { verifySeal } from '../../../../src/core/agreement/verify.ts'
import { aSealJob, aSealKey, agreementPdf } from '../../../fixtures/agreements.ts'

let sealed: Uint8Array
beforeAll(async () => {
  sealed = (await sealAgreement(aSealJob(await agreementPdf()), await aSealKey())).bytes
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
