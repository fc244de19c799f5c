import { describe, expect, test } from 'vitest'
import { codeIn, codesOf } from '../../../../../src/renderer/reception/scanning/scan-text.ts'
import { findingsOf, TEST_TEXT } from '../../../../../src/renderer/reception/scanning/self-test.ts'
import { keysOf, scanned } from './keys.ts'

const CODE = 'K7Q2M9XD4HTR'

describe('the code in a scan', () => {
  test('is what was typed', () => expect(codesOf(scanned(CODE))[0]).toBe(CODE))

  test.each([
    ['caps lock turns the case', scanned(CODE, CODE.toLowerCase())],
    ['caps lock of a German keyboard shifts the digits', scanned(CODE, 'k/q"m)xd$htr')],
    ['Y and Z are swapped', scanned('YZ7Q2M9XD4HT', 'ZY7Q2M9XD4HT')],
    ['an identifier stands before it', scanned(`]Q1${CODE}`, `+Q1${CODE}`)],
  ])('is found although %s', (_, scan) => {
    const meant = scan.keys.at(0)?.code === 'KeyY' ? 'YZ7Q2M9XD4HT' : CODE
    expect(codesOf(scan)).toContain(meant)
  })

  test('is found in a text from the camera with designators and control characters', () => {
    expect(codeIn(`]Q1\\000026${CODE}\u001d\r\n`)).toBe(CODE)
  })
})

describe('trying a scanner out', () => {
  test('finds nothing to say about a good one', () => {
    expect(findingsOf(scanned(TEST_TEXT))).toEqual(['good'])
  })

  test('notices a US scanner at a German computer', () => {
    expect(findingsOf(scanned(TEST_TEXT, 'MappeßTestÖZYzy-0123456789'))).toEqual(['layout'])
  })

  test('notices caps lock, a missing end, and slowness', () => {
    expect(findingsOf(scanned(TEST_TEXT, 'mAPPE-tEST:yzYZ/0123456789'))).toEqual(['caps-lock'])
    expect(findingsOf({ keys: keysOf(TEST_TEXT, 30), end: 'silence', pace: 30 })).toEqual([
      'no-enter',
      'slow',
    ])
  })

  test('says when another code was scanned', () => {
    expect(findingsOf(scanned(CODE))).toEqual(['not-the-test'])
  })
})
