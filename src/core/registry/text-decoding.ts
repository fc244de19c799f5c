/** Turns the bytes of a list into text, and notices text that was once read in the wrong encoding. */

/** Encodings that offices' lists come in, the most likely first. */
export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be' | 'windows-1250' | 'macintosh'

/** UTF-8 that was read as Windows-1252 and saved again: a word as it stands there, and as it was meant. */
export type Misread = { stands: string; meant: string }

export type DecodedText = { text: string; encoding: Encoding; misread: Misread | null }

type Wish = { encoding?: Encoding | undefined; mend?: boolean | undefined }

/**
 * Text with line feeds only, without byte order mark and NUL bytes. Without `encoding`: what the byte order mark says, UTF-8 where the
 * bytes allow it, else Windows-1252. With `mend` misread lines are put right.
 */
export function decodeText(bytes: Uint8Array, { encoding: wished, mend = false }: Wish = {}): DecodedText {
  const encoding = wished ?? encodingOf(bytes)
  // a byte order mark may itself have been misread
  const decoded = new TextDecoder(encoding).decode(bytes).replaceAll('\u0000', '').replace(MARKS, '')
  const misread = misreadIn(decoded)
  const text = (mend && misread ? mendMisread(decoded) : decoded).replace(/\r\n?/g, '\n')
  return { text, encoding, misread }
}

const MARKS = /^(?:\uFEFF|ï»¿)+/

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return sixteenBitsOf(bytes) ?? (decodeUtf8(bytes) === null ? 'windows-1252' : 'utf-8')
}

const LOOKED_AT = 2000

/** Without a byte order mark UTF-16 shows by its zeros: every other byte of Latin text is one. */
function sixteenBitsOf(bytes: Uint8Array): Encoding | null {
  const head = bytes.subarray(0, LOOKED_AT)
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const most = head.length / 4
  if ((zeros[1] ?? 0) > most && zeros[0] === 0) return 'utf-16le'
  return (zeros[0] ?? 0) > most && zeros[1] === 0 ? 'utf-16be' : null
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Bytes C2–F4 followed by 80–BF, as Windows-1252 shows them: what UTF-8 looks like when it is misread. */
const SUSPECT =
  /[\u00C2-\u00F4][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]/
const MISREAD_WORD = new RegExp(`[\\p{L}.-]*(?:${SUSPECT.source})+[^\\s;,|"\\t]*`, 'u')

/** The first word that reads like a misread one and makes sense once it is mended. */
function misreadIn(text: string): Misread | null {
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

/**
 * "MÃ¼ller" to "Müller", line by line. A line is changed only if, written as Windows-1252, it is valid UTF-8:
 * then nothing is lost, and no German text reads like that by chance.
 */
export function mendMisread(text: string): string {
  if (!SUSPECT.test(text)) return text
  const mend = (line: string): string => (SUSPECT.test(line) ? (mendedLine(line) ?? line) : line)
  return text.split('\n').map(mend).join('\n')
}

function mendedLine(line: string): string | null {
  const bytes = Array.from(line, (letter) => WINDOWS_1252.get(letter))
  return bytes.every((byte) => byte !== undefined) ? decodeUtf8(Uint8Array.from(bytes)) : null
}

const WINDOWS_1252: ReadonlyMap<string, number> = windows1252Bytes()

function windows1252Bytes(): Map<string, number> {
  const decoder = new TextDecoder('windows-1252')
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
}
