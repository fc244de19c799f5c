/** Notices text that was once read in the wrong encoding and saved so, and puts it right. */

/** UTF-8 that was read in a code page and saved again: a word as it stands there, and as it was meant. */
export type Misread = { stands: string; meant: string }

/** A code page in which programs have read UTF-8 that was not meant for it. */
type MisreadAs = {
  /** What UTF-8 of two or more bytes looks like in it, and hardly anything else does. */
  suspect: RegExp
  /** The same with the letters around it. */
  word: RegExp
  bytes: ReadonlyMap<string, number>
}

const misreadAs = (codePage: string, suspect: RegExp): MisreadAs => ({
  suspect,
  word: new RegExp(`[\\p{L}.-]*(?:${suspect.source})+[^\\s;,|"\\t]*`, 'u'),
  bytes: bytesOf(codePage),
})

const CODE_PAGES: readonly MisreadAs[] = [
  // "MÃ¼ller": bytes C2–F4 followed by 80–BF
  misreadAs(
    'windows-1252',
    /[\u00C2-\u00F4][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]/,
  ),
  // "M√ºller": of the bytes that begin a letter only C2–C6 and E2, which stand for signs that no word has; « » … – “ are others
  misreadAs('macintosh', /[¬√ƒ≈∆‚][ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø]/),
]
/** A list goes from program to program, and each may misread it once more. */
const MOST_TIMES = 3

/** The first word that reads like a misread one and makes sense once it is mended. */
export function misreadIn(text: string): Misread | null {
  const lines = text.split('\n')
  for (const page of CODE_PAGES) {
    for (const line of lines) {
      const found = misreadWordIn(line, page)
      if (found) return found
    }
  }
  return null
}

function misreadWordIn(line: string, page: MisreadAs): Misread | null {
  const at = line.search(page.suspect)
  if (at < 0 || mendLine(line, page) === line) return null
  // only the letters around it: a line may be of any length
  const stands = page.word.exec(line.slice(Math.max(0, at - 40), at + 60))?.[0] ?? ''
  const meant = mendMisread(stands)
  // a sign alone is no word: "√π" may be mathematics
  return meant !== stands && /[a-z]/i.test(stands) ? { stands, meant } : null
}

/** "MÃ¼ller" and "M√ºller" to "Müller", line by line and as often as it was misread. */
export function mendMisread(text: string): string {
  let mended = text
  for (let times = 0; times < MOST_TIMES; times += 1) {
    const before = mended
    for (const page of CODE_PAGES) mended = mendLines(mended, page)
    if (mended === before) break
  }
  return mended
}

function mendLines(text: string, page: MisreadAs): string {
  if (!page.suspect.test(text)) return text
  const lines = text.split('\n')
  return lines.map((line) => mendLine(line, page)).join('\n')
}

/**
 * A line is changed as a whole if, written in the code page, it is valid UTF-8: then nothing is lost, and no German text reads like that
 * by chance. Where somebody has put a word right by hand it is not any more: then word by word, and only to Latin letters.
 */
function mendLine(line: string, page: MisreadAs): string {
  if (!page.suspect.test(line)) return line
  return (
    meantBy(line, page) ??
    line
      .split(BETWEEN_WORDS)
      .map((word) => mendWord(word, page))
      .join('')
  )
}

/** A no-break space is half of a misread "à". */
const BETWEEN_WORDS = /([ ;,|"\t]+)/

function mendWord(word: string, page: MisreadAs): string {
  const meant = page.suspect.test(word) ? meantBy(word, page) : null
  return meant !== null && /^[\u0020-\u024F\u1E00-\u1EFF\u2010-\u203A\u20AC]*$/.test(meant) ? meant : word
}

function meantBy(text: string, { bytes }: MisreadAs): string | null {
  const written = Array.from(text, (letter) => bytes.get(letter))
  return written.every((byte) => byte !== undefined) ? decodeUtf8(Uint8Array.from(written)) : null
}

function bytesOf(codePage: string): Map<string, number> {
  const decoder = new TextDecoder(codePage)
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
