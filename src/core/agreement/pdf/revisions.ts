/** The revisions of a PDF: each ends where a reader of its time found the end of the file (ISO 32000-2 § 7.5.6). */
import { createHash } from 'node:crypto'
import type { SignatureDictionary } from '../seal/signature-dictionaries.ts'

/** `end` counts bytes from the beginning of the file. `kind`: before any seal, closed by a seal, or added behind the last one. */
export type Revision = { end: number; kind: 'unsealed' | 'sealed' | 'added' }

/** The file as it was before it was first sealed. */
export type OriginalInside = { bytes: number; sha256: string }

const END = /startxref\s+(\d+)\s+%%EOF(?:\r\n|\n|\r)?/g

/** In order; the last one ends with the file. `sealedEnds` are the ends of what the seals cover. */
export function revisionsOf(file: Buffer, sealedEnds: readonly number[]): Revision[] {
  const lastSealed = Math.max(0, ...sealedEnds)
  const fixed = new Set([...sealedEnds, file.length])
  const all = [...new Set([...soundEnds(file), ...fixed])].toSorted((a, b) => a - b)
  // white space belongs to the revision before it
  const distinct = all.filter(
    (end, index) =>
      fixed.has(end) || !(isOnlySpace(file, all[index - 1], end) || isOnlySpace(file, end, file.length)),
  )
  return distinct.map((end) => {
    if (sealedEnds.includes(end)) return { end, kind: 'sealed' }
    return { end, kind: lastSealed > 0 && end > lastSealed ? 'added' : 'unsealed' }
  })
}

/** Ends whose cross-reference offset leads to a cross-reference; the first half of a linearized file says 0. */
function soundEnds(file: Buffer): number[] {
  const text = file.toString('latin1')
  return [...text.matchAll(END)]
    .filter(({ index, 1: offset }) => Number(offset) > 0 && Number(offset) < index)
    .filter(({ 1: offset }) => /^\s*(xref\b|\d+\s+\d+\s+obj\b)/.test(text.substr(Number(offset), 40)))
    .map((match) => match.index + match[0].length)
}

const isOnlySpace = (file: Buffer, from: number | undefined, to: number): boolean =>
  from !== undefined && file.toString('latin1', from, to).trim() === ''

/**
 * What stood there before the seal's revision, to the byte: the revision begins with one line feed and the number of an object.
 * Null where the file was sealed in its first revision.
 */
export function originalInside(file: Buffer, first: SignatureDictionary | undefined): OriginalInside | null {
  if (!first?.gap) return null
  const before = file.toString('latin1', 0, first.gap.start)
  const eof = before.lastIndexOf('%%EOF')
  if (eof < 0) return null
  const object = /\s\d+\s+\d+\s+obj\b/.exec(before.slice(eof + 5))
  if (!object) return null
  const end = eof + 5 + object.index
  return { bytes: end, sha256: createHash('sha256').update(file.subarray(0, end)).digest('hex') }
}
