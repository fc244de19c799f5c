/** Recognises what kind of file a list is by its bytes, never by its name, so that the user hears what was given instead. */
import { MappeError } from '../../shared/errors.ts'

export type ListFormat = 'csv' | 'xlsx' | 'vcard'

const SIGNATURES: readonly (readonly [string, string])[] = [
  ['%PDF', 'pdf'],
  ['PK\u0003\u0004', 'zip'],
  ['\u00d0\u00cf\u0011\u00e0', 'compound'],
  ['\u0089PNG', 'image'],
  ['\u00ff\u00d8\u00ff', 'image'],
  ['GIF8', 'image'],
  ['{\\rtf', 'rtf'],
]
/** The start of a ZIP names its first members: enough to tell the office formats apart. */
const HEAD_BYTES = 4096

/**
 * CSV, XLSX or vCard. FILE_NOT_A_TABLE { reason } for PDF, XLS, ODS, web pages, pictures, workbooks with a password and anything
 * with control characters.
 */
export function formatOf(bytes: Uint8Array): ListFormat {
  const head = latin1(bytes.subarray(0, HEAD_BYTES))
  const kind = kindOf(head, bytes)
  if (kind === 'xlsx' || kind === 'vcard') return kind
  if (kind !== null) throw new MappeError('FILE_NOT_A_TABLE', { reason: kind })
  if (!isSixteenBits(head) && hasControls(bytes)) {
    throw new MappeError('FILE_NOT_A_TABLE', { reason: 'binary' })
  }
  return 'csv'
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

function kindOf(head: string, bytes: Uint8Array): string | null {
  const kind = SIGNATURES.find(([start]) => head.startsWith(start))?.[1] ?? null
  if (kind === 'zip') return kindOfZip(bytes)
  if (kind === 'compound') return kindOfCompound(bytes)
  // with or without byte order mark, in 8 or 16 bits
  const text = head.replace(/^\u00ef\u00bb\u00bf/, '').replace(/^(\u00ff\u00fe|\u00fe\u00ff)/, '')
  const letters = text.replaceAll('\u0000', '')
  if (/^\s*BEGIN:VCARD\s/i.test(letters)) return 'vcard'
  return kind ?? (/^\s*<(!doctype html|html|table|meta|head|\?xml)/i.test(letters) ? 'html' : null)
}

/** Which members there are stands at the end of a ZIP, and mostly in its first bytes, too. */
function kindOfZip(bytes: Uint8Array): string {
  const names = latin1(bytes.subarray(0, HEAD_BYTES)) + latin1(bytes.subarray(-16 * HEAD_BYTES))
  if (names.includes('opendocument.spreadsheet')) return 'ods'
  if (names.includes('xl/workbook.bin')) return 'xlsb'
  if (names.includes('xl/')) return 'xlsx'
  if (names.includes('word/')) return 'docx'
  return names.includes('[Content_Types].xml') ? 'xlsx' : 'zip'
}

/** A workbook with a password is wrapped in a compound file, the format of old workbooks (MS-OFFCRYPTO § 2.3). */
function kindOfCompound(bytes: Uint8Array): string {
  const name = Buffer.from('EncryptedPackage', 'utf16le')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(name) ? 'password' : 'xls'
}

const isSixteenBits = (head: string): boolean =>
  /^(\u00ff\u00fe|\u00fe\u00ff)/.test(head) || /^(?:[^\0]\0){8}/.test(head) || /^(?:\0[^\0]){8}/.test(head)

/** Tab, line feed, vertical tab (a break within a cell), form feed and carriage return occur in text, and a stray NUL; no others do. */
const hasControls = (bytes: Uint8Array): boolean =>
  bytes.some((byte) => byte < 0x20 && byte !== 0 && (byte < 0x09 || byte > 0x0d)) || isMostlyNul(bytes)

/** A few zeros are left by programs that pad their fields; a file full of them is none of letters. */
const isMostlyNul = (bytes: Uint8Array): boolean =>
  bytes.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0) > bytes.length / 10
