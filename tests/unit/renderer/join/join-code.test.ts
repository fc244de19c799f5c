import { describe, expect, it } from 'vitest'
import { codeInHash, digitsOf } from '../../../../src/renderer/join/join-code.ts'

describe('the pairing code', () => {
  it('is read from the address behind the QR code', () => {
    expect(codeInHash('#code=123456')).toBe('123456')
    expect(codeInHash('#')).toBe('')
    expect(codeInHash('#other=1')).toBe('')
  })

  it('may be typed with spaces and hyphens', () => {
    expect(digitsOf('123 456')).toBe('123456')
    expect(digitsOf('12-34-56')).toBe('123456')
    expect(digitsOf('1234567')).toBe('123456')
  })
})
