/** Closes a document: leaves room for a signature (PAdES B-B, ETSI EN 319 142-1), and fills it over all the rest of the file. */
import { createHash } from 'node:crypto'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from 'pdf-lib'
import type { PDFDocument, PDFPage } from 'pdf-lib'
import { MappeError } from '../../../shared/errors.ts'
import type { Sign } from './cms.ts'
import { MOST_TOKEN_BYTES } from './timestamp.ts'

/** What the seal says of itself; `at` is ISO in UTC and stands in /M, for a B-B signature has no trusted time. */
export type SealText = { name: string; reason: string; location: string; at: string }

/** ECDSA signatures vary by a few bytes (their two integers are DER). */
const SPARE_BYTES = 32
/** A token, and the attribute around it with longer lengths outside. */
const TIMESTAMP_BYTES = MOST_TOKEN_BYTES + 64
const UNKNOWN_OFFSET = 9_999_999_999
/** Widget flags Print and Locked (ISO 32000-2 § 12.5.3). */
const PRINT_AND_LOCKED = 132
/** SignaturesExist and AppendOnly (ISO 32000-2 § 12.7.3). */
const SIGNATURES_EXIST_APPEND_ONLY = 3

/** How to sign, and where the signatures get their timestamp (a token in DER); without, a seal has none. */
export type Sealer = {
  sign: Sign
  askForTimestamp?: ((signature: Uint8Array) => Promise<Uint8Array>) | undefined
}

/** Adds the signature dictionary with its gap, and an invisible field for it on `page`. The gap is as long as this sealer's signatures are. */
export function reserveSeal(doc: PDFDocument, page: PDFPage, text: SealText, sealer: Sealer): void {
  const { context } = doc
  const signature = context.register(signatureDictionary(doc, text, reservedFor(sealer)))
  const widget = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFHexString.fromText(freeFieldName(doc)),
      Rect: [0, 0, 0, 0],
      F: PRINT_AND_LOCKED,
      P: page.ref,
      V: signature,
    }),
  )
  addTo(doc, page.node, 'Annots', widget)
  const form = formOf(doc)
  addTo(doc, form, 'Fields', widget)
  const flags = form.lookup(PDFName.of('SigFlags'))
  const set = flags instanceof PDFNumber ? flags.asNumber() : 0
  form.set(PDFName.of('SigFlags'), context.obj(set | SIGNATURES_EXIST_APPEND_ONLY))
}

const reservedFor = ({ sign, askForTimestamp }: Sealer) =>
  sign(new Uint8Array(32)).pack().length + SPARE_BYTES + (askForTimestamp ? TIMESTAMP_BYTES : 0)

function signatureDictionary(doc: PDFDocument, text: SealText, reserved: number): PDFDict {
  return doc.context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, UNKNOWN_OFFSET, UNKNOWN_OFFSET, UNKNOWN_OFFSET],
    Contents: PDFHexString.of('0'.repeat(reserved * 2)),
    M: PDFString.fromDate(new Date(text.at)),
    Name: PDFHexString.fromText(text.name),
    Reason: PDFHexString.fromText(text.reason),
    Location: PDFHexString.fromText(text.location),
  })
}

/** The document's AcroForm, or a new one; never through getForm(), which would touch fields and XFA. */
function formOf(doc: PDFDocument): PDFDict {
  const found = doc.catalog.lookup(PDFName.of('AcroForm'))
  if (found instanceof PDFDict) return found
  const form = doc.context.obj({ Fields: [] })
  doc.catalog.set(PDFName.of('AcroForm'), doc.context.register(form))
  return form
}

/** Appends to the array under `key`, which may be missing or stand elsewhere. */
function addTo(doc: PDFDocument, dict: PDFDict, key: string, item: PDFRef): void {
  const found = doc.context.lookup(dict.get(PDFName.of(key)))
  const items = found instanceof PDFArray ? found.asArray() : []
  dict.set(PDFName.of(key), doc.context.obj([...items, item]))
}

function freeFieldName(doc: PDFDocument): string {
  const fields = doc.context.lookup(formOf(doc).get(PDFName.of('Fields')))
  const count = fields instanceof PDFArray ? fields.size() : 0
  return count === 0 ? 'Siegel' : `Siegel-${count + 1}`
}

/** Fills the gap left in the bytes after `from`; returns the same bytes, changed in place. Throws SEAL_FAILED where there is no gap or too little, and what asking for a timestamp throws. */
export async function fillSeal(
  bytes: Uint8Array,
  from: number,
  { sign, askForTimestamp }: Sealer,
): Promise<Uint8Array> {
  const gap = findGap(bytes, from)
  writeRange(bytes, gap)
  const digest = createHash('sha256')
    .update(bytes.subarray(0, gap.start))
    .update(bytes.subarray(gap.end))
    .digest()
  const { signature, pack } = sign(digest)
  const hex = Buffer.from(pack(await askForTimestamp?.(signature))).toString('hex')
  if (hex.length > gap.end - gap.start - 2) throw new MappeError('SEAL_FAILED', { reason: 'too-long' })
  bytes.set(Buffer.from(hex, 'latin1'), gap.start + 1)
  return bytes
}

type Gap = { start: number; end: number; range: number; rangeLength: number }

const PLACEHOLDER = /(\/ByteRange\s*)(\[\s*0 9999999999 9999999999 9999999999\s*\])(\s*\/Contents\s*)(<0+>)/

/** Where `<000…>` stands, and the placeholder of the byte range before it, as the dictionary above is written. */
function findGap(bytes: Uint8Array, from: number): Gap {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.byteLength - from)
  const match = PLACEHOLDER.exec(tail.toString('latin1'))
  const [, key = '', range = '', next = '', contents = ''] = match ?? []
  if (!match) throw new MappeError('SEAL_FAILED', { reason: 'no-gap' })
  const rangeAt = from + match.index + key.length
  const start = rangeAt + range.length + next.length
  return { start, end: start + contents.length, range: rangeAt, rangeLength: range.length }
}

function writeRange(bytes: Uint8Array, gap: Gap): void {
  const text = `[0 ${gap.start} ${gap.end} ${bytes.length - gap.end}]`
  bytes.set(Buffer.from(text.padEnd(gap.rangeLength), 'latin1'), gap.range)
}
