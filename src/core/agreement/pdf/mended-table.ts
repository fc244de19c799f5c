/** Mends the way to a file's table of contents, or makes a new one, so that a reader who relies on it finds the objects again. */
import { PDFContext, PDFDict, PDFName, PDFObjectParser } from 'pdf-lib'

/** Of the file as a whole; all else in a trailer is about tables. */
const ENTRIES = ['Root', 'Info', 'Encrypt', 'ID']
const HEADER = /(?<=^|[\r\n\s])(\d{1,7}) (\d{1,5}) obj\b/g

const PLAIN_TABLE = /\bxref\s+\d+ \d+\s+\d{10} /g
const PACKED_TABLE = /\d+ \d+ obj\s*<<(?:(?!endobj|stream)[\s\S]){0,2000}?\/Type\s*\/XRef\b/g

const bufferOver = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The same bytes, and behind them where the last table begins; null where there is none. Never throws. */
export function withTableFound(bytes: Uint8Array): Uint8Array | null {
  const file = bufferOver(bytes)
  const text = file.toString('latin1')
  const packed = [...text.matchAll(PACKED_TABLE)].at(-1)?.index ?? -1
  const plain = [...text.matchAll(PLAIN_TABLE)].at(-1)?.index ?? -1
  const at = Math.max(packed, plain)
  return at < 0 ? null : Buffer.concat([file, Buffer.from(`\nstartxref\n${at}\n%%EOF\n`, 'latin1')])
}

/**
 * The same bytes with a table behind them (ISO 32000-2 § 7.5.4): of objects that are there twice, the later one counts.
 * Null where no trailer names the catalog, as in files whose objects are packed together. Never throws.
 */
export function withTableMade(bytes: Uint8Array): Uint8Array | null {
  const file = bufferOver(bytes)
  const text = file.toString('latin1')
  const trailer = lastTrailer(file, text)
  if (!trailer?.has(PDFName.of('Root'))) return null
  const rows = new Map(
    [...text.matchAll(HEADER)].map(({ index, 1: number, 2: generation }) => [
      Number(number),
      `${number} 1\n${String(index).padStart(10, '0')} ${(generation ?? '0').padStart(5, '0')} n \n`,
    ]),
  )
  const entries = ENTRIES.flatMap((key) => {
    const value = trailer.get(PDFName.of(key))
    return value ? [`/${key} ${String(value)}`] : []
  })
  const size = Math.max(0, ...rows.keys()) + 1
  const table = `\nxref\n0 1\n0000000000 65535 f \n${[...rows.values()].join('')}`
  const end = `trailer\n<< /Size ${size} ${entries.join(' ')} >>\nstartxref\n${file.length + 1}\n%%EOF\n`
  return Buffer.concat([file, Buffer.from(table + end, 'latin1')])
}

function lastTrailer(file: Buffer, text: string): PDFDict | undefined {
  const at = text.lastIndexOf('trailer')
  if (at < 0) return undefined
  try {
    const found = PDFObjectParser.forBytes(file.subarray(at + 7), PDFContext.create()).parseObject()
    return found instanceof PDFDict ? found : undefined
  } catch {
    return undefined
  }
}
