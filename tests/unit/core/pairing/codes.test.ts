/** Codes to type and secrets in an address: each works once, in time. */
import { describe, expect, it } from 'vitest'
import { CODE_LIFE_MS, createCodes } from '../../../../src/core/pairing/codes.ts'

const TABLET = '192.168.1.23'

function someCodes() {
  let time = Date.parse('2017-02-21T17:00:00Z')
  const codes = createCodes(() => new Date(time))
  return { codes, pass: (ms: number) => void (time += ms) }
}
const wrong = expect.objectContaining({ code: 'PAIRING_CODE_WRONG' })
const locked = expect.objectContaining({ code: 'PAIRING_LOCKED' })

describe('a six-digit code', () => {
  it('works once, with or without the gap people type, for the role it was made for', () => {
    const { codes } = someCodes()
    const { code } = codes.invite('signing', 'Tablet 1')
    expect(code).toMatch(/^\d{6}$/)
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`
    expect(codes.redeem(typed, TABLET)).toEqual({ role: 'signing', name: 'Tablet 1', isSecret: false })
    expect(() => codes.redeem(code, TABLET)).toThrow(wrong)
  })

  it('expires after five minutes', () => {
    const { codes, pass } = someCodes()
    const { code } = codes.invite('display', 'Leinwand')
    pass(CODE_LIFE_MS)
    expect(() => codes.redeem(code, TABLET)).toThrow(wrong)
  })

  it('opens nothing once it was withdrawn, and another goes on', () => {
    const { codes } = someCodes()
    const first = codes.invite('signing', 'Tablet 1')
    const second = codes.invite('signing', 'Tablet 2')
    codes.withdraw(first.code)
    expect(() => codes.redeem(first.code, TABLET)).toThrow(wrong)
    expect(codes.redeem(second.code, TABLET)).toMatchObject({ name: 'Tablet 2' })
  })

  it('is not even looked at while its address is locked', () => {
    const { codes } = someCodes()
    const { code } = codes.invite('signing', 'Tablet 1')
    for (let tries = 0; tries < 3; tries += 1) expect(() => codes.redeem('no code', TABLET)).toThrow(wrong)
    expect(() => codes.redeem(code, TABLET)).toThrow(locked)
    expect(codes.redeem(code, '192.168.1.24')).toMatchObject({ name: 'Tablet 1' })
  })
})

describe('the secret in an address', () => {
  it('works once, however late, and whoever else has been guessing', () => {
    const { codes, pass } = someCodes()
    const secret = codes.inviteBySecret('organizer', 'Leitung')
    for (let tries = 0; tries < 3; tries += 1) expect(() => codes.redeem('x', TABLET)).toThrow(wrong)
    expect(codes.redeem(secret, TABLET)).toMatchObject({ role: 'organizer', isSecret: true })
    pass(3000)
    expect(() => codes.redeem(secret, TABLET)).toThrow(wrong)
  })

  it('that opens a surface on this computer has five minutes', () => {
    const { codes, pass } = someCodes()
    const secret = codes.inviteBySecret('display', 'Leinwand', CODE_LIFE_MS)
    pass(CODE_LIFE_MS)
    expect(() => codes.redeem(secret, TABLET)).toThrow(wrong)
  })
})
