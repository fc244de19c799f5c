/** Finds the signature dictionaries of a PDF in its bytes. They are never compressed, for their place in the file is what they are about. */
import { PDFHexString, PDFString } from 'pdf-lib'

/** `range` as written in /ByteRange; `gap` is where the hexadecimal string of /Contents really stands, with its angle brackets. */
export type SignatureDictionary = {
  range: number[]
  gap: { start: number; end: number } | undefined
  /** The digits of /Contents. */
  hex: string
  name: string
  reason: string
  /** ISO in UTC. */
  sealedAt: string | null
}

/** A dictionary is looked for this far around its /ByteRange, its /Contents not counted. */
const REACH = 8_192

/** In the order of the file. Never throws: what cannot be read is empty. */
export function findSignatures(file: Buffer): SignatureDictionary[] {
  const found: SignatureDictionary[] = []
  for (let at = file.indexOf('/ByteRange'); at >= 0; at = file.indexOf('/ByteRange', at + 1)) {
    const range = rangeAt(file, at)
    if (range) found.push(describe(file, at, range))
  }
  return found
}

/** The numbers after /ByteRange; undefined where it is not followed by an array, as in plain text. */
function rangeAt(file: Buffer, at: number): number[] | undefined {
  const text = file.toString('latin1', at, at + 200)
  const match = /^\/ByteRange\s*\[\s*((?:-?\d+\s*)*)\]/.exec(text)
  return match?.[1]?.trim().split(/\s+/).map(Number)
}

function describe(file: Buffer, at: number, range: number[]): SignatureDictionary {
  const [, gapStart = 0, gapEnd = 0] = range
  const gap = gapAt(file, gapStart, gapEnd)
  const text = around(file, at, gap)
  return {
    range,
    gap,
    hex: gap ? file.toString('latin1', gap.start + 1, gap.end - 1) : '',
    name: stringAfter(text, '/Name'),
    reason: stringAfter(text, '/Reason'),
    sealedAt: dateAfter(text),
  }
}

/** The gap, if it is `<`, hexadecimal digits and `>` from end to end, and follows the name /Contents. */
function gapAt(file: Buffer, start: number, end: number): { start: number; end: number } | undefined {
  if (!(start > 0 && end > start + 1 && end <= file.length)) return undefined
  const named = /\/Contents\s*$/.test(file.toString('latin1', Math.max(0, start - 40), start))
  const framed = file[start] === 0x3c && file[end - 1] === 0x3e
  return named && framed && onlyHex(file, start + 1, end - 1) ? { start, end } : undefined
}

function onlyHex(file: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const c = file[i] ?? 0
    const hex = (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66)
    if (!hex) return false
  }
  return true
}

/** The dictionary's text without its /Contents: back to the `obj` before it, on to the `endobj` behind. */
function around(file: Buffer, at: number, gap: { start: number; end: number } | undefined): string {
  const cut = gap && Math.abs(gap.start - at) < REACH ? gap : { start: at, end: at }
  const before = file.toString('latin1', Math.max(0, Math.min(at, cut.start) - REACH), cut.start)
  const after = file.toString('latin1', cut.end, Math.max(at, cut.end) + REACH)
  const [behind = ''] = after.split('endobj')
  return `${before.slice(before.lastIndexOf(' obj') + 4)} ${behind}`
}

function stringAfter(text: string, key: string): string {
  const at = new RegExp(`${key}\\s*(?=[(<])`).exec(text)
  if (!at) return ''
  const rest = text.slice(at.index + at[0].length)
  try {
    return rest.startsWith('<') ? hexText(rest) : literalText(rest)
  } catch {
    return ''
  }
}

const hexText = (rest: string) => PDFHexString.of(/^<([\da-fA-F\s]*)>/.exec(rest)?.[1] ?? '').decodeText()

const literalText = (rest: string) =>
  PDFString.of(/^\(((?:\\[\s\S]|[^\\()])*)\)/.exec(rest)?.[1] ?? '').decodeText()

/** /M as in ISO 32000-2 § 7.9.4. */
function dateAfter(text: string): string | null {
  const date = stringAfter(text, '/M')
  try {
    const at = PDFString.of(date).decodeDate()
    return Number.isNaN(at.getTime()) ? null : at.toISOString()
  } catch {
    return null
  }
}
