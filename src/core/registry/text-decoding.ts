/** Turns the bytes of a list into text: UTF-8, Windows-1252, and UTF-8 that was once taken for Windows-1252. */

export type Encoding = 'utf-8' | 'windows-1252'

/** Text with line feeds only, without byte order mark. Without `encoding`: UTF-8 where the bytes allow it, else Windows-1252. */
export function decodeText(bytes: Uint8Array, encoding?: Encoding): { text: string; encoding: Encoding } {
  const asUtf8 = encoding === 'windows-1252' ? null : decodeUtf8(bytes, encoding === 'utf-8')
  const decoded = asUtf8 ?? new TextDecoder('windows-1252').decode(bytes)
  const text = repairMojibake(decoded)
    .replace(/^\uFEFF+/, '')
    .replace(/\r\n?/g, '\n')
  return { text, encoding: asUtf8 === null ? 'windows-1252' : 'utf-8' }
}

function decodeUtf8(bytes: Uint8Array, isLenient: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: !isLenient }).decode(bytes)
  } catch {
    return null
  }
}

/** Bytes C2–F4 followed by 80–BF, as Windows-1252 shows them: what UTF-8 looks like when it is misread. */
const SUSPECT =
  /[\u00C2-\u00F4][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]/

/**
 * "MÃ¼ller" to "Müller", line by line. A line is changed only if, written as Windows-1252, it is valid UTF-8:
 * then nothing is lost, and no German text reads like that by chance.
 */
export function repairMojibake(text: string): string {
  if (!SUSPECT.test(text)) return text
  const byteOf = windows1252Bytes()
  const repair = (line: string): string => (SUSPECT.test(line) ? (repairedLine(line, byteOf) ?? line) : line)
  return text.split('\n').map(repair).join('\n')
}

function repairedLine(line: string, byteOf: ReadonlyMap<string, number>): string | null {
  const bytes = Array.from(line, (letter) => byteOf.get(letter))
  return bytes.every((byte) => byte !== undefined) ? decodeUtf8(Uint8Array.from(bytes), false) : null
}

function windows1252Bytes(): Map<string, number> {
  const decoder = new TextDecoder('windows-1252')
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
}
