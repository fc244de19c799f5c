/** How a piece of text is drawn in the family that this program prints with: its face, its slant, its letters. */
import type { TextStyle } from './text-lines.ts'

/** Degrees; the family comes in two upright weights, emphasis is slanted. */
const SLANT = 10

export const slantOf = (style: TextStyle): number | undefined => (style === 'italic' ? SLANT : undefined)

export const faceOf = (style: TextStyle): 'plain' | 'bold' => (style === 'bold' ? 'bold' : 'plain')

/** Letters that the face would take apart (ị into i and a dot). */
const TAKEN_APART = /[\u1E00-\u1EFF]/

/**
 * Such letters are drawn whole: the parts would be named wrongly in the file (every i read as ị), and a name
 * could not be searched or read aloud.
 */
export function featuresFor(text: string): PDFKit.Mixins.OpenTypeFeatures[] | undefined {
  if (!TAKEN_APART.test(text)) return undefined
  // pdfkit hands this on to fontkit, which also takes a record of features to leave out; its types know lists only
  const whole: object = { ccmp: false }
  return whole as PDFKit.Mixins.OpenTypeFeatures[]
}
