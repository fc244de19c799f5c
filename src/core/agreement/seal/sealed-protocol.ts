/**
 * Lays the protocol into the revision that is sealed, for programs to read, and finds it there again.
 * It stands as private data in the catalog's page-piece dictionary (ISO 32000-1 § 14.5): no reader shows it, and PDF/A-2 allows it,
 * while it would forbid an embedded file that is not PDF/A itself (ISO 19005-2 § 6.8).
 */
import { hash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { PDFContext, PDFDict, PDFName, PDFRawStream, PDFRef, PDFString } from 'pdf-lib'
import type { PDFDocument, PDFObject } from 'pdf-lib'
import { sealedProtocolSchema } from '../../../shared/sealed-protocol.ts'
import type { ProtocolReading, SealedProtocol } from '../../../shared/sealed-protocol.ts'
import { lastStart, readSection } from '../pdf/cross-reference.ts'
import type { Section } from '../pdf/cross-reference.ts'
import { readerOf } from '../pdf/object-file.ts'
import { packedStream } from '../pdf/packed-stream.ts'

/** In the catalog; and what its entry of ours is called. */
export const PIECES = 'PieceInfo'
export const PIECE = 'Unterschriftenmappe'
/** The only entries of ours (ISO 32000-1 Table 319). */
export const PIECE_KEYS = ['LastModified', 'Private'] as const

/** Ten thousand signatories come to less. */
const MOST_BYTES = 8 * 1024 ** 2

/** Adds it to the catalog, beside what other programs keep there; `at` is ISO in UTC. The catalog has to be written then. */
export function layDownProtocol(
  { catalog, context }: PDFDocument,
  protocol: SealedProtocol,
  at: string,
): void {
  // content operators are Latin-1, this is UTF-8: one character a byte
  const bytes = Buffer.from(JSON.stringify(protocol), 'utf8').toString('latin1')
  const Private = context.register(packedStream(context, bytes, {}))
  const pieces = context.obj({})
  const others = catalog.lookup(PDFName.of(PIECES))
  if (others instanceof PDFDict) for (const [key, value] of others.entries()) pieces.set(key, value)
  pieces.set(PDFName.of(PIECE), context.obj({ LastModified: PDFString.fromDate(new Date(at)), Private }))
  catalog.set(PDFName.of(PIECES), pieces)
}

/** What one seal's revision states. */
export type ReadProtocol =
  | { status: 'none' }
  | Extract<ProtocolReading, { status: 'unreadable' }>
  | { status: 'read'; protocol: SealedProtocol }

/**
 * What the last revision of `covered` states, and nothing that stood in the file before it or before `from`.
 * `covered` is all that one seal covers, from the beginning of the file. Never throws.
 */
export function readProtocol(covered: Buffer, from: number): ReadProtocol {
  const found = findPiece(covered, from)
  if (!found) return { status: 'none' }
  try {
    return parsed(found.piece, covered.subarray(0, found.end))
  } catch {
    return { status: 'unreadable', reason: 'damaged' }
  }
}

/** Others write catalogs that we cannot read; there is nothing of ours in them. */
function findPiece(covered: Buffer, from: number) {
  try {
    const revision = lastRevision(covered, from)
    const piece = revision && pieceIn(covered, revision)
    return piece && { piece, end: revision.end }
  } catch {
    return undefined
  }
}

/** `end` is where the file ended before the revision: one line feed before its first object. */
type LastRevision = { section: Section; end: number }

function lastRevision(file: Buffer, from: number): LastRevision | undefined {
  const at = lastStart(file)
  const section = at === undefined ? undefined : readSection(file, at, PDFContext.create())
  if (!section) return undefined
  const offsets = [...section.places.values()].flatMap((place) =>
    typeof place === 'object' && 'offset' in place ? [place.offset] : [],
  )
  const end = Math.min(section.at, ...offsets) - 1
  return end >= from ? { section, end } : undefined
}

/** Undefined where there is none of ours; the entry itself where it is not as we write it. */
function pieceIn(file: Buffer, { section: { places, trailer } }: LastRevision): PDFObject | undefined {
  const context = PDFContext.create()
  const readNew = readerOf(file, places)
  const entry = (holder: PDFObject | undefined, key: string) => {
    const value = holder instanceof PDFDict ? holder.get(PDFName.of(key)) : undefined
    return value instanceof PDFRef ? readNew(value, context) : value
  }
  const root = trailer.get(PDFName.of('Root'))
  const catalog = root instanceof PDFRef ? readNew(root, context) : undefined
  const piece = entry(entry(catalog, PIECES), PIECE)
  return piece && (entry(piece, 'Private') ?? piece)
}

function parsed(stream: PDFObject, before: Buffer): ReadProtocol {
  if (!(stream instanceof PDFRawStream)) return { status: 'unreadable', reason: 'damaged' }
  const bytes = inflateSync(stream.contents, { maxOutputLength: MOST_BYTES })
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  if (isNewer(value)) return { status: 'unreadable', reason: 'newer' }
  const { data: protocol } = sealedProtocolSchema.safeParse(value)
  if (!protocol) return { status: 'unreadable', reason: 'damaged' }
  const { original } = protocol
  return original.bytes === before.length && original.sha256 === hash('sha256', before)
    ? { status: 'read', protocol }
    : { status: 'unreadable', reason: 'other-file' }
}

const isNewer = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'version' in value && Number(value.version) > 1
