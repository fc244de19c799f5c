/** Looks through the bare bytes of a PDF for the words that begin an object and that refer to one, without parsing what stands between. */

const SPACE = 0x20
const CAPITAL_R = 0x52

/** Whether each "12 0 obj" begins at one of these offsets: an object that no cross-reference names is one that readers may yet disagree on. */
export function isEveryObjectListed(file: Buffer, starts: ReadonlySet<number>, from = 0): boolean {
  for (let at = file.indexOf('obj', from); at >= 0; at = file.indexOf('obj', at + 3)) {
    const header = numbersBefore(file, at)
    if (header && !starts.has(header.start)) return false
  }
  return true
}

/** Whether anything reads like a reference to the number `limit` or a higher one: a new object of that number would appear there. */
export function namesObjectBeyond(text: Buffer, limit: number): boolean {
  for (let at = text.indexOf(CAPITAL_R); at >= 0; at = text.indexOf(CAPITAL_R, at + 1)) {
    const reference = isBlank(text[at - 1] ?? 0) ? numbersBefore(text, at) : undefined
    if (reference && reference.first >= limit) return true
  }
  return false
}

/** The two whole numbers in front of `end`, with white space between and before it. */
function numbersBefore(bytes: Buffer, end: number): { start: number; first: number } | undefined {
  const gap = backOver(bytes, end, isBlank)
  const second = backOver(bytes, gap, isDigit)
  const between = backOver(bytes, second, isBlank)
  const start = backOver(bytes, between, isDigit)
  if (second === gap || between === second || start === between) return undefined
  return { start, first: Number(bytes.toString('latin1', start, between)) }
}

function backOver(bytes: Buffer, end: number, belongs: (byte: number) => boolean): number {
  let at = end
  while (at > 0 && belongs(bytes[at - 1] ?? 0)) at--
  return at
}

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39

/** ISO 32000-2 § 7.2.3 */
const isBlank = (byte: number) => byte === SPACE || (byte >= 9 && byte <= 13 && byte !== 11) || byte === 0
