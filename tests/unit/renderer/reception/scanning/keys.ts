/** Keys as scanners and people press them. */
import type { Key, Scan } from '../../../../../src/renderer/reception/scanning/key-burst.ts'
import { createKeyBurst } from '../../../../../src/renderer/reception/scanning/key-burst.ts'

const plain = { isShift: false, isChord: false, isRepeat: false }

/** The place of a letter, digit or common sign on a US keyboard. */
export function placeOf(letter: string): string {
  if (/[a-z]/i.test(letter)) return `Key${letter.toUpperCase()}`
  if (/\d/.test(letter)) return `Digit${letter}`
  const signs: Record<string, string> = { '-': 'Minus', '/': 'Slash', ':': 'Semicolon', ']': 'BracketRight' }
  return signs[letter] ?? ''
}

/** Each letter at its place, so many ms apart; `as` is what the computer makes of it where that differs. */
export const keysOf = (text: string, pace: number, as = text): Key[] =>
  Array.from(text, (letter, at) => ({
    ...plain,
    key: Array.from(as)[at] ?? letter,
    code: placeOf(letter),
    isShift: /[A-Z:]/.test(letter),
    time: at * pace,
  }))

export const named = (key: string, time: number): Key => ({ ...plain, key, code: key, time })

/** What the burst makes of the keys, and of the silence after them. */
export function scansOf(keys: readonly Key[]): Scan[] {
  const burst = createKeyBurst()
  const scans = keys.map((key) => burst.press(key).scan)
  return [...scans, burst.rest()].filter((scan) => scan !== null)
}

export const scanned = (text: string, as = text): Scan => ({
  keys: keysOf(text, 8, as),
  end: 'Enter',
  pace: 8,
})
