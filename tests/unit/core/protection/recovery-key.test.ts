import { describe, expect, it } from 'vitest'
import { newRecoveryKey, readRecoveryKey } from '../../../../src/core/protection/recovery-key.ts'

describe('a recovery key', () => {
  it('has eight groups of five characters that nobody misreads', () => {
    for (let turn = 0; turn < 50; turn += 1)
      expect(newRecoveryKey()).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/)
  })

  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 100 }, newRecoveryKey)).size).toBe(100)
  })

  it('is read as people type it: small, with blanks, with O for 0 and l for 1', () => {
    const key = newRecoveryKey()
    const typed = key.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(readRecoveryKey(typed)).toEqual({ key, wrongGroup: null })
  })

  it('names the group in which a single character is wrong', () => {
    const key = newRecoveryKey()
    for (let at = 0; at < key.length; at += 1) {
      if (key[at] === '-') continue
      for (const other of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
        if (other === key[at]) continue
        const typed = key.slice(0, at) + other + key.slice(at + 1)
        expect(readRecoveryKey(typed)).toEqual({ key: null, wrongGroup: Math.floor(at / 6) + 1 })
      }
    }
  })

  it('notices two groups that have changed places', () => {
    const groups = newRecoveryKey().split('-')
    const [first = '', second = '', ...rest] = groups
    expect(readRecoveryKey([second, first, ...rest].join('-'))).toEqual({ key: null, wrongGroup: 1 })
  })

  it('is no key when characters are missing', () => {
    expect(readRecoveryKey(newRecoveryKey().slice(0, -1))).toEqual({ key: null, wrongGroup: null })
    expect(readRecoveryKey('')).toEqual({ key: null, wrongGroup: null })
  })
})
