/** The recovery key: random, made to be printed and typed by a person (Crockford's base 32). */
import { randomBytes } from 'node:crypto'

/** Without I, L, O and U, which are misread. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 8
/** Four digits of 5 bits and one that checks them: 8 × 20 = 160 random bits. */
const GROUP_DIGITS = 4

/** Eight groups of five characters with hyphens between them. */
export function newRecoveryKey(): string {
  const digits = [...randomBytes(GROUPS * GROUP_DIGITS)].map((byte) => byte % DIGITS.length)
  return Array.from({ length: GROUPS }, (_, group) => {
    const own = digits.slice(group * GROUP_DIGITS, (group + 1) * GROUP_DIGITS)
    return [...own, checkDigit(own, group)].map((digit) => DIGITS[digit]).join('')
  }).join('-')
}

/** `wrongGroup`: the first group (from 1) that was mistyped; null where there are too few or too many characters. */
export type ReadRecoveryKey = { key: string; wrongGroup: null } | { key: null; wrongGroup: number | null }

/** Takes small letters, spaces, and the letters that are mistaken for digits. */
export function readRecoveryKey(typed: string): ReadRecoveryKey {
  const text = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  if (text.length !== GROUPS * (GROUP_DIGITS + 1)) return { key: null, wrongGroup: null }
  const groups = text.match(/.{5}/g) ?? []
  const wrong = groups.findIndex((group, index) => !isGroup(group, index))
  return wrong < 0 ? { key: groups.join('-'), wrongGroup: null } : { key: null, wrongGroup: wrong + 1 }
}

function isGroup(group: string, index: number): boolean {
  const digits = [...group].map((character) => DIGITS.indexOf(character))
  if (digits.includes(-1)) return false
  return digits.at(-1) === checkDigit(digits.slice(0, GROUP_DIGITS), index)
}

/** Odd weights notice every single wrong digit and nearly all that changed places; the group's number notices groups that did. */
const checkDigit = (digits: number[], group: number): number =>
  digits.reduce((sum, digit, index) => sum + (2 * index + 1) * digit, 7 * (group + 1)) % DIGITS.length
