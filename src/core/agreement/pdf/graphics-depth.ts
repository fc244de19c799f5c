/** Counts the graphics states a page's content leaves open: what is drawn after it would inherit its scale, its place, its clip. */
import { PDFRawStream, decodePDFRawStream } from 'pdf-lib'
import type { PDFContext, PDFObject } from 'pdf-lib'

/** More open states than this are no oversight but an attack; readers must know 28 (ISO 32000-1 Annex C). */
const DEEPEST = 512

/** How many `q` of the content have no `Q`. Content that cannot be decoded counts as closed. */
export function openGraphicsStates(context: PDFContext, contents: readonly PDFObject[]): number {
  const text = contents.map((content) => contentText(context, content)).join('\n')
  let depth = 0
  for (const operator of operatorsOf(text)) {
    if (operator === 'q') depth++
    if (operator === 'Q' && depth > 0) depth--
  }
  return Math.min(depth, DEEPEST)
}

function contentText(context: PDFContext, content: PDFObject): string {
  const stream = context.lookup(content)
  if (!(stream instanceof PDFRawStream)) return ''
  try {
    return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
  } catch {
    return ''
  }
}

const REGULAR = /[^\s\0()<>[\]{}/%]+/y
const NAME = /\/[^\s\0()<>[\]{}/%]*/y
const LINE_END = /[\r\n]/g
const IMAGE_END = /[\s\0]EI(?=[\s\0]|$)/g

/** The words of a content stream that are neither names nor within a string, a comment or an inline image (ISO 32000-2 § 7.2, § 8.9.7). */
function* operatorsOf(text: string): Generator<string> {
  for (let i = 0; i < text.length;) {
    const word = wordAt(REGULAR, text, i)
    if (word !== '') yield word
    i = word === '' ? after(text, i) : word === 'ID' ? imageEnd(text, i) : i + word.length
  }
}

/** Where to go on behind what begins at `i` and is no word. */
function after(text: string, i: number): number {
  switch (text[i]) {
    case '/':
      return i + wordAt(NAME, text, i).length
    case '(':
      return stringEnd(text, i)
    case '<':
      return text[i + 1] === '<' ? i + 2 : endBehind(text, '>', i)
    case '%':
      return lineEnd(text, i)
    default:
      return i + 1
  }
}

function wordAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

/** Behind the bracket that closes the string: brackets inside it are balanced or escaped. */
function stringEnd(text: string, start: number): number {
  let depth = 0
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '(') depth++
    else if (text[i] === ')' && --depth === 0) return i + 1
  }
  return text.length
}

function imageEnd(text: string, start: number): number {
  IMAGE_END.lastIndex = start
  return IMAGE_END.exec(text) ? IMAGE_END.lastIndex : text.length
}

const endBehind = (text: string, mark: string, from: number) => {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + 1
}

function lineEnd(text: string, from: number): number {
  LINE_END.lastIndex = from
  return LINE_END.exec(text)?.index ?? text.length
}
