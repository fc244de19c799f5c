import { describe, expect, it } from 'vitest'
import { qrImage } from '../../../../../src/core/documents/typesetting/qr-image.ts'
import { codeIn } from '../../../../fixtures/reading-codes.ts'

describe('a code as a picture', () => {
  it('is a PNG that a scanner reads', async () => {
    const { bytes } = qrImage('K7Q2M9XD4HTR')
    expect(await codeIn(bytes)).toBe('K7Q2M9XD4HTR')
  })

  it('says its size, and is small', () => {
    const { bytes, side } = qrImage('K7Q2M9XD4HTR')
    const header = Buffer.from(bytes)
    expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([side, side])
    expect(side).toBe((21 + 2 * 4) * 8)
    expect(bytes.length).toBeLessThan(2_000)
  })
})
