/** Notices text that was once read in the wrong encoding and saved so, and puts it right. */

/** UTF-8 that was read as Windows-1252 and saved again: a word as it stands there, and as it was meant. */
export type Misread = { stands: string; meant: string }

/** Bytes C2–F4 followed by 80–BF, as Windows-1252 shows them: what UTF-8 looks like when it is misread. */
const SUSPECT =
  /[\u00C2-\u00F4][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]/
const MISREAD_WORD = new RegExp(`[\\p{L}.-]*(?:${SUSPECT.source})+[^\\s;,|"\\t]*`, 'u')
/** A list goes from program to program, and each may misread it once more. */
const MOST_TIMES = 3

/** The first word that reads like a misread one and makes sense once it is mended. */
export function misreadIn(text: string): Misread | null {
  for (const line of text.split('\n')) {
    if (!SUSPECT.test(line)) continue
    const mended = mendMisread(line)
    if (mended === line) continue
    // only the letters around it: a line may be of any length
    const at = line.search(SUSPECT)
    const stands = MISREAD_WORD.exec(line.slice(Math.max(0, at - 40), at + 60))?.[0] ?? ''
    const meant = mendMisread(stands)
    if (meant !== stands) return { stands, meant }
  }
  return null
}

/** "MÃ¼ller" to "Müller", line by line and as often as it was misread. */
export function mendMisread(text: string): string {
  let mended = text
  for (let times = 0; times < MOST_TIMES && SUSPECT.test(mended); times += 1)
    mended = mended.split('\n').map(mendLine).join('\n')
  return mended
}

/**
 * A line is changed as a whole if, written as Windows-1252, it is valid UTF-8: then nothing is lost, and no German text reads like that
 * by chance. Where somebody has put a word right by hand it is not any more: then word by word, and only to Latin letters.
 */
function mendLine(line: string): string {
  if (!SUSPECT.test(line)) return line
  return meantBy(line) ?? line.split(BETWEEN_WORDS).map(mendWord).join('')
}

/** A no-break space is half of a misread "à". */
const BETWEEN_WORDS = /([ ;,|"\t]+)/

function mendWord(word: string): string {
  const meant = SUSPECT.test(word) ? meantBy(word) : null
  return meant !== null && /^[\u0020-\u024F\u1E00-\u1EFF\u2010-\u203A\u20AC]*$/.test(meant) ? meant : word
}

function meantBy(text: string): string | null {
  const bytes = Array.from(text, (letter) => WINDOWS_1252.get(letter))
  return bytes.every((byte) => byte !== undefined) ? decodeUtf8(Uint8Array.from(bytes)) : null
}

const WINDOWS_1252: ReadonlyMap<string, number> = windows1252Bytes()

function windows1252Bytes(): Map<string, number> {
  const decoder = new TextDecoder('windows-1252')
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
}

/** Null for what is no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
