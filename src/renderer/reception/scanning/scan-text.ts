/** What a scan says, read in every way a keyboard may have garbled it. */
import type { Scan } from './key-burst.ts'

/** US layout by place on the keyboard: what a scanner set to US means, whatever the computer makes of it. */
const US_SIGNS: Readonly<Record<string, string>> = {
  Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|', Semicolon: ';:', Quote: '\'"',
  Comma: ',<', Period: '.>', Slash: '/?', Backquote: '`~', Space: '  ',
} // prettier-ignore
const US_DIGIT_SHIFTED = ')!@#$%^&*('
const GERMAN_DIGIT_SHIFTED = '=!"§$%&/()'

/** The text as the computer understood it. */
export const asTyped = ({ keys }: Scan): string => keys.map(({ key }) => key).join('')

/** The text as a scanner set to the US layout meant it. */
export const asUs = ({ keys }: Scan): string =>
  keys.map(({ code, isShift, key }) => usLetter(code, isShift) ?? key).join('')

function usLetter(code: string, isShift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return isShift ? letter : letter.toLowerCase()
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit) return isShift && code.startsWith('Digit') ? US_DIGIT_SHIFTED.charAt(Number(digit)) : digit
  const pair = US_SIGNS[code]
  return pair === undefined ? null : pair.charAt(isShift ? 1 : 0)
}

export const withYAndZSwapped = (text: string): string =>
  text.replace(/[yz]/gi, (letter) => ({ y: 'z', z: 'y', Y: 'Z', Z: 'Y' })[letter] ?? letter)

/** With caps lock on, a German keyboard shifts its digits, too. */
const withDigitsUnshifted = (text: string, row: string): string =>
  text.replace(/[^A-Za-z0-9]/g, (sign) => (row.includes(sign) ? String(row.indexOf(sign)) : sign))

/** Without control characters and what scanners put before the data: AIM identifiers ("]Q1") and ECI designators ("\000026"). */
export const bare = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- control characters are what is to be removed
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .replace(/^\][A-Za-z]\d/, '')
    .replace(/\\\d{6}/g, '')

/** The ticket codes that the scan may mean, likeliest first; upper case, letters and digits alone. */
export function codesOf(scan: Scan): string[] {
  const texts = [asTyped(scan), asUs(scan)]
  const readings = texts.flatMap((text) => [
    text,
    withYAndZSwapped(text),
    withDigitsUnshifted(text, GERMAN_DIGIT_SHIFTED),
    withDigitsUnshifted(text, US_DIGIT_SHIFTED),
  ])
  return [...new Set(readings.map(codeIn))]
}

/** The code in a text that came whole, from a camera. */
export const codeIn = (text: string): string =>
  bare(text)
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
