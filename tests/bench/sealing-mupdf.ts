/** The same work by MuPDF: the drawing alone, and all that it can do of the whole job. It cannot sign; the seal is filled in by our own step. */
import * as mupdf from 'mupdf'
import { fillSeal } from '../../src/core/agreement/seal/seal.ts'
import type { Sealer } from '../../src/core/agreement/seal/seal.ts'
import type { FontFaces } from '../../src/core/fonts.ts'
import type { Ink } from '../../src/shared/ink.ts'
import { INK_SCALE, SIGNATURES, pageOf, pointOf } from './sealing-jobs.ts'

/** Ink and one line in a built-in face, appended to the file: no seal, no protocol, no check. */
export function drawWithMuPdf(original: Uint8Array, pages: number, ink: Ink): number {
  const doc = new mupdf.PDFDocument(original)
  drawAll(doc, pages, ink, builtInWords(doc))
  const { length } = doc.saveToBuffer('incremental').asUint8Array()
  doc.destroy()
  return length
}

/** Without `faces` the words stand in a built-in face, which has no letters beyond Latin-1. */
type WholeJob = { ink: Ink; protocol: Uint8Array; faces: FontFaces | null; sealer: Sealer }

/**
 * The same ink and the same three lines in the same embedded and subset faces, the protocol's pages, a signature field with its gap,
 * all appended by MuPDF; digest and CMS by our own seal step. Not checked afterwards.
 */
export async function sealWithMuPdf(
  original: Uint8Array,
  pages: number,
  { ink, protocol, faces, sealer }: WholeJob,
): Promise<Uint8Array> {
  const doc = new mupdf.PDFDocument(original)
  drawAll(doc, pages, ink, faces ? embeddedWords(doc, faces) : builtInWords(doc))
  if (faces) doc.subsetFonts()
  const appended = new mupdf.PDFDocument(protocol)
  const graft = doc.newGraftMap()
  for (let page = 0; page < appended.countPages(); page += 1) graft.graftPage(-1, appended, page)
  reserveGap(doc, sealer)
  const bytes = Uint8Array.from(doc.saveToBuffer('incremental').asUint8Array())
  appended.destroy()
  doc.destroy()
  return fillSeal(withOpenRange(bytes, original.length), original.length, sealer)
}

type Words = {
  faces: Record<string, mupdf.PDFObject>
  operators(index: number, x: number, y: number): string
}

function builtInWords(doc: mupdf.PDFDocument): Words {
  return {
    faces: { Face: doc.addSimpleFont(new mupdf.Font('Helvetica')) },
    operators: (index, x, y) =>
      `BT /Face 7 Tf ${x} ${y - 80} Td (Vorname Nachname ${index + 1}, Gemeinde Beispiel) Tj ET`,
  }
}

function embeddedWords(doc: mupdf.PDFDocument, faces: FontFaces): Words {
  const bold = new mupdf.Font('Bold', faces.bold)
  const regular = new mupdf.Font('Regular', faces.regular)
  return {
    faces: { Bold: doc.addFont(bold), Regular: doc.addFont(regular) },
    operators: (index, x, y) =>
      [
        lineOf(`Vorname Nachname ${index + 1}`, 'Bold', bold, { x, y: y - 62 }),
        lineOf('Bürgermeisterin, Gemeinde Beispiel', 'Regular', regular, { x, y: y - 71 }),
        lineOf('Tübingen, 21.02.2017, 18:42 Uhr', 'Regular', regular, { x, y: y - 80 }),
      ].join('\n'),
  }
}

function drawAll(doc: mupdf.PDFDocument, pages: number, ink: Ink, { faces, operators }: Words): void {
  for (let index = 0; index < SIGNATURES; index += 1) {
    const page = doc.findPage(pageOf(index, pages))
    const form = doc.addStream(inkOperators(ink), {
      Type: doc.newName('XObject'),
      Subtype: doc.newName('Form'),
      BBox: [0, 0, ink.width, ink.height],
    })
    const { x, y } = pointOf(index)
    const resources = page.getInheritable('Resources')
    put(doc, resources, 'XObject', `Ink${index}`, form)
    for (const [name, face] of Object.entries(faces)) put(doc, resources, 'Font', name, face)
    const drawing =
      `q 0 0 0.4 rg ${INK_SCALE} 0 0 ${INK_SCALE} ${x} ${y} cm /Ink${index} Do Q ` + operators(index, x, y)
    const old = page.get('Contents')
    const contents = doc.newArray()
    if (old.isArray()) old.forEach((stream) => contents.push(stream))
    else contents.push(old)
    contents.push(doc.addStream(drawing, {}))
    page.put('Contents', contents)
  }
}

/** Text in an embedded face is written by the numbers of its glyphs. */
function lineOf(text: string, face: string, font: mupdf.Font, { x, y }: { x: number; y: number }): string {
  const glyphs = Array.from(text, (letter) =>
    font
      .encodeCharacter(letter.codePointAt(0) ?? 0)
      .toString(16)
      .padStart(4, '0'),
  )
  return `BT /${face} 7.5 Tf ${x} ${y} Td <${glyphs.join('')}> Tj ET`
}

/** MuPDF writes whole numbers of 32 bits; as long as the widest place a byte range may name. */
const ANY_OFFSET = 2_147_483_647

function reserveGap(doc: mupdf.PDFDocument, { sign }: Sealer): void {
  const reserved = sign(new Uint8Array(32)).pack().length + 32
  const signature = doc.newDictionary()
  const put = (key: string, value: mupdf.PDFObject) => signature.put(key, value)
  put('Type', doc.newName('Sig'))
  put('Filter', doc.newName('Adobe.PPKLite'))
  put('SubFilter', doc.newName('ETSI.CAdES.detached'))
  const range = doc.newArray()
  for (const at of [0, ANY_OFFSET, ANY_OFFSET, ANY_OFFSET]) range.push(doc.newInteger(at))
  put('ByteRange', range)
  put('Contents', doc.newByteString(new Uint8Array(reserved)))
  put('M', doc.newString('D:20170221174200Z'))
  const page = doc.findPage(doc.countPages() - 1)
  const field = doc.addObject({
    Type: doc.newName('Annot'),
    Subtype: doc.newName('Widget'),
    FT: doc.newName('Sig'),
    T: doc.newString('Siegel'),
    Rect: [0, 0, 0, 0],
    F: 132,
    P: page,
    V: doc.addObject(signature),
  })
  page.put('Annots', [field])
  doc
    .getTrailer()
    .get('Root')
    .put('AcroForm', { Fields: [field], SigFlags: 3 })
}

/** The range as our seal step looks for it, byte for byte as long. */
function withOpenRange(bytes: Uint8Array, from: number): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = file.indexOf(String(ANY_OFFSET), from); at >= 0; at = file.indexOf(String(ANY_OFFSET), at))
    file.write('9999999999', at, 'latin1')
  return bytes
}

function put(
  doc: mupdf.PDFDocument,
  resources: mupdf.PDFObject,
  kind: string,
  name: string,
  value: mupdf.PDFObject,
) {
  if (!resources.get(kind).isDictionary()) resources.put(kind, doc.newDictionary())
  resources.get(kind).put(name, value)
}

function inkOperators({ paths, height }: Ink): string {
  const loop = (path: number[]) => {
    let operators = ''
    for (let i = 0; i + 1 < path.length; i += 2)
      operators += `${path[i]} ${(height - (path[i + 1] ?? 0)).toFixed(1)} ${i === 0 ? 'm' : 'l'}\n`
    return `${operators}h\n`
  }
  return `${paths.map(loop).join('')}f`
}
