import { describe, expect, test } from 'vitest'
import { asTyped } from '../../../../../src/renderer/reception/scanning/scan-text.ts'
import { keysOf, named, scansOf } from './keys.ts'

const endsOf = (keys: Parameters<typeof scansOf>[0]) => scansOf(keys).map((scan) => [asTyped(scan), scan.end])

describe('a handheld scanner', () => {
  test.each([4, 10, 30])('is known by its pace of %i ms and its end', (pace) => {
    const keys = [...keysOf('K7Q2M9XD4HTR', pace), named('Enter', 12 * pace)]
    expect(endsOf(keys)).toEqual([['K7Q2M9XD4HTR', 'Enter']])
  })

  test('may end with Tab, or with nothing at all', () => {
    expect(endsOf([...keysOf('K7Q2M9XD4HTR', 8), named('Tab', 96)])).toEqual([['K7Q2M9XD4HTR', 'Tab']])
    expect(endsOf(keysOf('K7Q2M9XD4HTR', 8))).toEqual([['K7Q2M9XD4HTR', 'silence']])
  })

  test('is heard right after somebody has typed', () => {
    const scan = [...keysOf('K7Q2M9XD4HTR', 8), named('Enter', 96)].map((key) => ({
      ...key,
      time: key.time + 900,
    }))
    expect(endsOf([...keysOf('Schmi', 120), ...scan])).toEqual([['K7Q2M9XD4HTR', 'Enter']])
  })

  test('sends capitals with the shift key between, and separators as chords', () => {
    const keys = keysOf('K7Q2M9XD4HTR', 8).flatMap((key) => [named('Shift', key.time), key])
    const separator = { ...named(']', 97), isChord: true }
    expect(endsOf([...keys, separator, named('Enter', 104)])).toEqual([['K7Q2M9XD4HTR', 'Enter']])
  })
})

describe('a person', () => {
  test.each([45, 60, 90, 200])('who types a key every %i ms is never taken for a scanner', (pace) => {
    expect(scansOf([...keysOf('K7Q2M9XD4HTR', pace), named('Enter', 12 * pace)])).toEqual([])
  })

  test('may roll over a few keys at once', () => {
    expect(scansOf([...keysOf('sch', 12), named('Enter', 40)])).toEqual([])
  })

  test('who closes the help sheet with Escape and types on at once is not taken for a scanner', () => {
    const name = keysOf('Trautwein', 60).map((key) => ({ ...key, time: key.time + 20 }))
    expect(scansOf([named('?', 0), named('Escape', 10), ...name, named('Enter', 570)])).toEqual([])
  })

  test('who closes the sheet between the fast keys of a roll begins anew', () => {
    const after = keysOf('schm', 12).map((key) => ({ ...key, time: key.time + 60 }))
    expect(scansOf([...keysOf('?abc', 12), named('Escape', 48), ...after, named('Enter', 108)])).toEqual([])
  })

  test('may hold a key down', () => {
    const keys = keysOf('aaaaaaaaaaaa', 30).map((key, at) => ({ ...key, isRepeat: at > 0 }))
    expect(scansOf([...keys, named('Enter', 360)])).toEqual([])
  })
})
