/** Noto Sans embedded in one document, subset to the letters used, with a ruler for its words. */
import * as fontkit from 'fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'
import type { FontFaces } from '../../fonts.ts'
import type { Measure, Weight } from '../stamp/signature-block.ts'

/** What both faces say of themselves in their table `post` (OpenType 1.9). */
const UPRIGHT_AND_PROPORTIONAL = { italicAngle: 0, isFixedPitch: 0 }

export type Typeface = Record<Weight, PDFFont> & { measure: Measure }

/** Embeds both weights; only glyphs drawn until the document is saved become part of it. */
export async function embedTypeface(doc: PDFDocument, faces: FontFaces): Promise<Typeface> {
  doc.registerFontkit({ create: plainFont })
  const regular = await doc.embedFont(faces.regular, { subset: true })
  const bold = await doc.embedFont(faces.bold, { subset: true })
  return { regular, bold, measure: ruler({ regular, bold }) }
}

/**
 * The font with one glyph for each character. pdf-lib prints without kerning anyway, and our text is composed (NFC):
 * shaping would only read large tables, and put ligatures where a search looks for letters.
 */
function plainFont(bytes: Uint8Array): fontkit.Font {
  const font = fontkit.create(Buffer.from(bytes))
  if (!('layout' in font)) throw new Error('a font collection where one face was expected')
  const layout = (text: string) => ({
    glyphs: Array.from(text, (character) => font.glyphForCodePoint(character.codePointAt(0) ?? 0)),
  })
  // asked for its own `post`, the font would read the names of all its glyphs first
  const plain: fontkit.Font = Object.create(font, {
    layout: { value: layout },
    post: { value: UPRIGHT_AND_PROPORTIONAL },
  })
  return plain
}

/** Text widths at 1 point; each word is measured once. */
function ruler(fonts: Record<Weight, PDFFont>): Measure {
  const known: Record<Weight, Map<string, number>> = { regular: new Map(), bold: new Map() }
  const word = (text: string, weight: Weight) => {
    const width = known[weight].get(text) ?? fonts[weight].widthOfTextAtSize(text, 1)
    known[weight].set(text, width)
    return width
  }
  return (text, weight) => {
    const words = text.split(' ')
    return words.reduce((sum, one) => sum + word(one, weight), 0) + (words.length - 1) * word(' ', weight)
  }
}
