/** What the bare bytes of a file say before any parser is asked (ISO 32000-2 § 7.5). */

const HEADER_WITHIN = 1024
const TRAILER_WITHIN = 2048

/** "1.7" from the header, which readers accept anywhere in the first kilobyte; null when there is none. */
export function declaredVersion(bytes: Uint8Array): string | null {
  return /%PDF-(\d\.\d)/.exec(latin1(bytes.subarray(0, HEADER_WITHIN)))?.[1] ?? null
}

/** The file ends as it should and its last cross-reference offset leads to a cross-reference. Others open only because readers repair them. */
export function hasSoundEnd(bytes: Uint8Array): boolean {
  const tail = latin1(bytes.subarray(-TRAILER_WITHIN))
  const offset = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail.replace(/\0+$/, ''))?.[1]
  if (offset === undefined) return false
  const target = latin1(bytes.subarray(Number(offset), Number(offset) + 40))
  return /^\s*(xref\b|\d+\s+\d+\s+obj\b)/.test(target)
}

/** A filled /ByteRange anywhere, even in an object that a later revision replaced: the file has been signed once. */
export function mentionsSignature(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = buffer.indexOf('/ByteRange'); at >= 0; at = buffer.indexOf('/ByteRange', at + 10))
    if (/^\/ByteRange\s*\[\s*\d+\s+[1-9]\d*\s+[1-9]\d*\s+\d+/.test(latin1(bytes.subarray(at, at + 120))))
      return true
  return false
}

/** An /Encrypt anywhere: its author wanted a say in who may read or change the file. */
export const mentionsEncryption = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('/Encrypt')

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
