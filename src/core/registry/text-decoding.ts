/** Turns the bytes of a list into text, in whatever encoding they are. */
import { codePageOf, decodeIbm850 } from './code-pages.ts'
import type { CodePage } from './code-pages.ts'
import { decodeUtf8, mendMisread, misreadIn } from './misread.ts'
import type { Misread } from './misread.ts'

/** Encodings that offices' lists come in, the most likely first. */
export type Encoding = 'utf-8' | CodePage | 'utf-16le' | 'utf-16be' | 'windows-1250'

export type DecodedText = { text: string; encoding: Encoding; misread: Misread | null }

type Wish = { encoding?: Encoding | undefined; mend?: boolean | undefined }

/**
 * Text with line feeds only, without byte order mark and NUL bytes. Without `encoding`: what the byte order mark says, UTF-8 where the
 * bytes allow it, else the code page in which its umlauts make sense. With `mend` misread lines are put right.
 */
export function decodeText(bytes: Uint8Array, { encoding: wished, mend = false }: Wish = {}): DecodedText {
  const encoding = wished ?? encodingOf(bytes)
  // a byte order mark may itself have been misread
  const read = encoding === 'ibm850' ? decodeIbm850(bytes) : new TextDecoder(encoding).decode(bytes)
  const decoded = read.replaceAll('\u0000', '').replace(MARKS, '')
  const misread = misreadIn(decoded)
  const text = (mend && misread ? mendMisread(decoded) : decoded).replace(/\r\n?/g, '\n')
  return { text, encoding, misread }
}

const MARKS = /^(?:\uFEFF|ï»¿|Ôªø)+/

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return sixteenBitsOf(bytes) ?? (decodeUtf8(bytes) === null ? codePageOf(bytes) : 'utf-8')
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
