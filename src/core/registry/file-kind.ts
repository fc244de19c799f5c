/** Recognises files that are no text table, so that the user hears what was given instead. */
import { MappeError } from '../../shared/errors.ts'

const SIGNATURES: readonly (readonly [string, string])[] = [
  ['%PDF', 'pdf'],
  ['PK\u0003\u0004', 'zip'],
  ['\u00d0\u00cf\u0011\u00e0', 'xls'],
  ['\u0089PNG', 'image'],
  ['\u00ff\u00d8\u00ff', 'image'],
  ['GIF8', 'image'],
  ['{\\rtf', 'rtf'],
  ['BEGIN:VCARD', 'vcard'],
  ['\u00ff\u00fe', 'utf-16'],
  ['\u00fe\u00ff', 'utf-16'],
]
/** The start of a ZIP names its first members: enough to tell the office formats apart. */
const HEAD_BYTES = 4096

/** Passes text; FILE_NOT_A_TABLE { kind } for PDF, XLSX, XLS, ODS, images, UTF-16 and anything with control characters. */
export function requireText(bytes: Uint8Array): void {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString(
    'latin1',
  )
  const kind = kindOf(head) ?? (hasControls(bytes) ? 'binary' : null)
  if (kind !== null) throw new MappeError('FILE_NOT_A_TABLE', { kind })
}

function kindOf(head: string): string | null {
  const kind = SIGNATURES.find(([start]) => head.startsWith(start))?.[1] ?? null
  if (kind === 'zip') return kindOfZip(head)
  return kind ?? (/^\s*<(!doctype html|html|\?xml)/i.test(head) ? 'html' : null)
}

function kindOfZip(head: string): string {
  if (head.includes('opendocument.spreadsheet')) return 'ods'
  if (head.includes('xl/')) return 'xlsx'
  if (head.includes('word/')) return 'docx'
  return head.includes('[Content_Types].xml') ? 'xlsx' : 'zip'
}

/** Tab, line feed, vertical tab (a break within a cell), form feed and carriage return occur in text; no others do. */
const hasControls = (bytes: Uint8Array): boolean =>
  bytes.some((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d))
