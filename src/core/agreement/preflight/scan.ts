/** Looks at a scan of a signed original before it is kept: a PDF or a picture that can be read, and nothing else. */
import { PDFDocument } from 'pdf-lib'
import type { ScanKind } from '../../../shared/domain/signing/originals.ts'
import { MappeError } from '../../../shared/errors.ts'

const MOST_BYTES = 60 * 1024 * 1024
const PNG = '89504e470d0a1a0a'
const PNG_END = '49454e44ae426082'

/**
 * Which kind it is, by its bytes and not by its name.
 * @throws MappeError SCAN_UNREADABLE for another kind of file and for one that breaks off, PDF_ENCRYPTED, PDF_TOO_LARGE { megabytes }
 */
export async function scanKindOf(bytes: Uint8Array): Promise<ScanKind> {
  if (bytes.length > MOST_BYTES)
    throw new MappeError('PDF_TOO_LARGE', { megabytes: MOST_BYTES / 1024 / 1024 })
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.subarray(0, 8).toString('hex') === PNG && isWholePng(file)) return 'png'
  if (file.subarray(0, 3).toString('hex') === 'ffd8ff' && isWholeJpeg(file)) return 'jpeg'
  if (file.subarray(0, 1024).includes('%PDF-') && (await pagesOf(bytes)) > 0) return 'pdf'
  throw new MappeError('SCAN_UNREADABLE')
}

/** Begins with its size (ISO/IEC 15948 § 11.2.2), ends with its last chunk. */
const isWholePng = (file: Buffer): boolean =>
  file.length > 45 &&
  file.subarray(12, 16).toString('latin1') === 'IHDR' &&
  file.readUInt32BE(16) > 0 &&
  file.readUInt32BE(20) > 0 &&
  file.subarray(-64).toString('hex').includes(PNG_END)

/** Has a frame with a size (ITU-T T.81 § B.2.2) and an end; some cameras write more behind it. */
function isWholeJpeg(file: Buffer): boolean {
  if (file.lastIndexOf(Buffer.from([0xff, 0xd9])) < 4) return false
  for (let at = 2; at + 9 < file.length && file[at] === 0xff;) {
    const marker = file[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return file.readUInt16BE(at + 5) > 0 && file.readUInt16BE(at + 7) > 0
    at += marker === 0xff ? 1 : 2 + file.readUInt16BE(at + 2)
  }
  return false
}

async function pagesOf(bytes: Uint8Array): Promise<number> {
  try {
    const options = { updateMetadata: false, throwOnInvalidObject: false, warnOnInvalidObjects: false }
    return (await PDFDocument.load(bytes, options)).getPageCount()
  } catch (error) {
    if (error instanceof Error && error.message.includes('encrypted')) throw new MappeError('PDF_ENCRYPTED')
    return 0
  }
}
