/** Pictures on a sheet: opaque, and in colours that mean the same on every device, so that they may go into any archive file. */
import { deflateSync } from 'node:zlib'
import type { Picture } from '../../appearance/png.ts'
import type { Place } from './fitting.ts'
import type { Sheet } from './sheet.ts'

/** Kept in the file once, drawn as often as wanted. */
export type EmbeddedPicture = {
  width: number
  height: number
  name: string
  ref: ReturnType<PDFKit.PDFDocument['ref']>
}

/** sRGB without a profile (ISO 32000-1 § 8.6.5.3): white point D65, the primaries of ITU-R BT.709. */
const CALIBRATED = {
  WhitePoint: [0.9505, 1, 1.089],
  Gamma: [2.2, 2.2, 2.2],
  Matrix: [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505],
}

export function embedPicture({ doc }: Sheet, { width, height, rgb }: Picture): EmbeddedPicture {
  const ref = doc.ref({
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    BitsPerComponent: 8,
    ColorSpace: ['CalRGB', CALIBRATED],
    // white is the paper's own: neither a viewer's rounding nor a printer's dots may show a box around the logo
    Mask: [255, 255, 255, 255, 255, 255],
    Filter: 'FlateDecode',
  })
  ref.end(deflateSync(rgb, { level: 9 }))
  return { width, height, name: 'Logo', ref }
}

/** Fills the place; whoever calls keeps the proportions. */
export function drawPicture({ doc }: Sheet, { name, ref }: EmbeddedPicture, place: Place): void {
  const { x, y, width, height } = place
  const numbers = [width, 0, 0, -height, x, y + height].map((value) => value.toFixed(3))
  doc.page.xobjects[name] = ref
  doc.addContent(`q ${numbers.join(' ')} cm /${name} Do Q`)
}
