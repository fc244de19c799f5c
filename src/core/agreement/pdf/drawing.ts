/** The content operators (ISO 32000-2 Annex A) of everything a stamp consists of. */
import type { PDFDocument, PDFRef } from 'pdf-lib'
import { visibleSize } from '../../../shared/geometry.ts'
import type { PageBoxes, Rect } from '../../../shared/geometry.ts'
import type { Ink } from '../../../shared/ink.ts'
import { packedStream } from './packed-stream.ts'
import type { PlacedLine, SignatureBlock } from '../stamp/signature-block.ts'
import type { Typeface } from './typeface.ts'

/** The blue of a fountain pen, dark enough for a photocopy. */
const INK = '0.06 0.12 0.4'
/** Of words within the agreement's own text. */
export const PRINT = '0.08 0.08 0.1'
const TEXT = '0.2 0.21 0.24'
const RULE = '0.58 0.6 0.64'
const RULE_WIDTH = 0.4
const NOTE = '0.38 0.4 0.44'
const NOTE_SIZE = 6
/** Printers leave about 4 mm white; footers begin higher. */
const NOTE_BASELINE = 12

/** The ink as a Form XObject in its own units, y up. */
export function inkForm(doc: PDFDocument, ink: Ink): PDFRef {
  const paths = ink.paths.map((path) => loop(path, ink.height)).join('')
  const form = packedStream(doc.context, `${paths}f`, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, ink.width, ink.height],
    Resources: {},
  })
  return doc.context.register(form)
}

function loop(path: readonly number[], height: number): string {
  let operators = ''
  for (let i = 0; i + 1 < path.length; i += 2) {
    operators += `${tenths(path[i] ?? 0)} ${tenths(height - (path[i + 1] ?? 0))} ${i === 0 ? 'm' : 'l'}\n`
  }
  return path.length < 6 ? '' : `${operators}h\n`
}

export function inkOperators(name: string, at: { x: number; y: number; scale: number }): string[] {
  const matrix = [at.scale, 0, 0, at.scale, at.x, at.y].map(number).join(' ')
  return ['q', `/Colour cs ${INK} sc`, `${matrix} cm`, `/${name} Do`, 'Q']
}

/** White over what is printed there; no part of the document's text (ISO 32000-2 § 14.8.2.2). */
export function coverOperators({ x, y, width, height }: Rect): string[] {
  return [
    '/Artifact BMC',
    '/Colour cs 1 1 1 sc',
    `${[x, y, width, height].map(number).join(' ')} re f`,
    'EMC',
  ]
}

/** A fine filled bar, no part of the text: a stroke that thin would be drawn as wide as the device likes. */
export function ruleOperators(rule: SignatureBlock['rule']): string[] {
  if (!rule) return []
  const bar = [rule.x, rule.y - RULE_WIDTH / 2, rule.width, RULE_WIDTH].map(number).join(' ')
  return ['/Artifact BMC', `/Colour cs ${RULE} sc`, `${bar} re f`, 'EMC']
}

/** A line that another follows ends with a blank, or their words are read out as one (ISO 32000-1 § 14.8.2.5). */
export function textOperators(lines: readonly PlacedLine[], face: Typeface, colour = TEXT): string[] {
  return lines.flatMap(({ text, weight, size, x, y }, at) => [
    `BT /Colour cs ${colour} sc`,
    `/${weight === 'bold' ? 'Bold' : 'Regular'} ${number(size)} Tf`,
    `${number(x)} ${number(y)} Td ${String(face[weight].encodeText(at < lines.length - 1 ? `${text} ` : text))} Tj ET`,
  ])
}

/** One small line in the middle of the bottom margin, marked as no part of the document's text (ISO 32000-2 § 14.8.2.2). */
export function noteOperators(boxes: PageBoxes, text: string, face: Typeface): string[] {
  const page = visibleSize(boxes)
  const width = face.measure(text, 'regular')
  const size = Math.min(NOTE_SIZE, (page.width * 0.9) / width)
  const x = (page.width - width * size) / 2
  const y = Math.min(NOTE_BASELINE, page.height * 0.02)
  const line: PlacedLine = { text, weight: 'regular', size, x, y }
  return ['/Artifact BMC', ...textOperators([line], face, NOTE), 'EMC']
}

/** PDF knows no exponents. */
const number = (value: number) => String(Number(value.toFixed(4))).replace(/^.*e.*$/, '0')

/** Written digit by digit: the general way to write a fraction takes most of the time of a signature. */
const tenths = (value: number): string => {
  const all = Math.round(value * 10)
  const size = Math.abs(all)
  const tenth = size % 10
  const whole = (size - tenth) / 10
  return `${all < 0 ? '-' : ''}${whole}${tenth === 0 ? '' : `.${tenth}`}`
}
