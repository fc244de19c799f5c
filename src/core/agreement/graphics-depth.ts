/** Counts the graphics states a page's content leaves open: what is drawn after it would inherit its scale, its place, its clip. */
import { PDFRawStream, decodePDFRawStream } from 'pdf-lib'
import type { PDFContext, PDFObject } from 'pdf-lib'

/** More open states than this are no oversight but an attack; viewers stop at about 28 by old limits. */
const DEEPEST = 512

/** How many `q` of the content have no `Q`. Content that cannot be decoded counts as closed. */
export function openGraphicsStates(context: PDFContext, contents: readonly PDFObject[]): number {
  const text = contents.map((content) => contentText(context, content)).join('\n')
  let depth = 0
  for (const operator of stateOperators(text)) depth = operator === 'q' ? depth + 1 : Math.max(0, depth - 1)
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

/** Strings, comments and inline images may hold any letter, so they are stepped over. NUL is white space in PDF. */
const STRING = String.raw`\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()]|\([^()]*\))*\))*\)|<[\da-fA-F\s\0]*>`
const SKIPPED = String.raw`${STRING}|%[^\r\n]*|\bID[\s\0][\s\S]*?[\s\0]EI(?=[\s\0]|$)`
const STATE = String.raw`(?<=^|[\s\0\])>])[qQ](?=$|[\s\0\[/(<%])`

function* stateOperators(text: string): Generator<string> {
  for (const [token] of text.matchAll(new RegExp(`${SKIPPED}|${STATE}`, 'g'))) {
    if (token === 'q' || token === 'Q') yield token
  }
}
