/** The short code of a guest on paper ("7K2"): digits to base 31 and a check character, easy to read aloud and to type back. */

/** No I, L, O, Q, U: they are taken for 1, 1, 0, 0, V. 31 letters, a prime, so that the check below misses no slip. */
const LETTERS = '0123456789ABCDEFGHJKMNPRSTVWXYZ'
const BASE = LETTERS.length
const SHORTEST = 2
/** Longer ones would repeat a weight; 31⁶ guests are enough. */
const LONGEST = 7

const MISTAKEN: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', Q: '0', U: 'V' }

/** The code of a number from 0: two characters or more, then the check. */
export function rowCode(number: number): string {
  const digits: number[] = []
  for (let rest = number; rest > 0 || digits.length < SHORTEST; rest = Math.floor(rest / BASE))
    digits.unshift(rest % BASE)
  return [...digits, checkOf(digits)].map((digit) => LETTERS[digit]).join('')
}

/** The number of a typed code; null when it is no code or a slip of the pen or hand. Case does not matter. */
export function readRowCode(text: string): number | null {
  const digits = [...text.toUpperCase()].map((letter) => LETTERS.indexOf(MISTAKEN[letter] ?? letter))
  const check = digits.pop()
  if (digits.length < SHORTEST || digits.length >= LONGEST || digits.includes(-1)) return null
  if (digits.length > SHORTEST && digits[0] === 0) return null
  return check === checkOf(digits) ? digits.reduce((number, digit) => number * BASE + digit, 0) : null
}

/**
 * Makes the sum of all characters, weighted 1, 2, 3 … from the right, a multiple of 31. Any single wrong character
 * and any two exchanged ones change that sum (as in ISO/IEC 7064 and ISBN-10, whose moduli are primes, too).
 */
function checkOf(digits: readonly number[]): number {
  const sum = digits.toReversed().reduce((total, digit, place) => total + digit * (place + 2), 0)
  return (BASE - (sum % BASE)) % BASE
}
