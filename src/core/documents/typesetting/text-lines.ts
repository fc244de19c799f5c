/** Breaks styled text into lines of a given width; nothing is ever cut off. */
import type { Span } from '../signing/agreement-markup.ts'

export type TextStyle = Span['style']

export type Piece = { text: string; style: TextStyle; width: number }

/** `endsWord`: a blank stood where it was broken. The drawn line keeps it, or two words are read out as one (ISO 32000-1 § 14.8.2.5). */
export type TextLine = { pieces: Piece[]; width: number; endsWord?: true }

/** Width of the text in points at the size in question. */
export type Measure = (text: string, style: TextStyle) => number

/** What stays together on a line; its style may change half-way, so it is a list of pieces. */
type Word = { pieces: Piece[]; width: number; before: Before }

type Before = 'nothing' | 'space' | 'line-break'

/** A line break, blanks, the part of a word up to a hyphen or slash, or the (rest of a) word. No-break blanks are part of a word. */
const TOKEN = /\n|[ \t]+|[^ \t\n]+?[-/](?=[^\s\d])|[^ \t\n]+/g

/** Lines break at blanks, after hyphens and slashes, at `\n`, and inside a word only where it alone is wider than the line. */
export function breakLines(spans: readonly Span[], width: number, measure: Measure): TextLine[] {
  const lines: TextLine[] = []
  let line: TextLine = { pieces: [], width: 0 }
  for (const word of wordsOf(spans, measure).flatMap((word) => splitTooWide(word, width, measure))) {
    const space = word.before === 'space' && line.pieces.length > 0 ? measure(' ', 'plain') : 0
    const full = line.pieces.length > 0 && line.width + space + word.width > width + 0.01
    if (full || word.before === 'line-break') {
      lines.push(word.before === 'nothing' ? line : { ...line, endsWord: true })
      line = { pieces: [], width: 0 }
    }
    append(line, word, line.pieces.length > 0 ? space : 0)
  }
  return [...lines, line]
}

function append(line: TextLine, word: Word, space: number): void {
  for (const [index, piece] of word.pieces.entries()) {
    const gap = index === 0 ? space : 0
    const text = (gap > 0 ? ' ' : '') + piece.text
    const last = line.pieces.at(-1)
    if (last?.style === piece.style) {
      last.text += text
      last.width += gap + piece.width
    } else line.pieces.push({ style: piece.style, text, width: gap + piece.width })
    line.width += gap + piece.width
  }
}

function wordsOf(spans: readonly Span[], measure: Measure): Word[] {
  const words: Word[] = []
  let before: Before = 'nothing'
  for (const { text, style } of spans) {
    let startsSpan = true
    for (const [token] of text.normalize('NFC').matchAll(TOKEN)) {
      if (token === '\n') before = 'line-break'
      else if (/^[ \t]/.test(token)) before = before === 'line-break' ? before : 'space'
      else {
        const glued = startsSpan && before === 'nothing'
        addToken(words, { text: token, style, width: measure(token, style) }, before, glued)
        before = 'nothing'
      }
      startsSpan = false
    }
  }
  return words
}

function addToken(words: Word[], piece: Piece, before: Before, glued: boolean): void {
  const last = words.at(-1)
  if (!glued || !last) {
    words.push({ pieces: [piece], width: piece.width, before })
    return
  }
  last.pieces.push(piece)
  last.width += piece.width
}

/** A checksum or a web address may be wider than its column: then it breaks where the column ends. */
function splitTooWide(word: Word, width: number, measure: Measure): Word[] {
  if (word.width <= width) return [word]
  const parts: Word[] = []
  for (const { text, style } of word.pieces)
    for (const chunk of chunksOf(text, (part) => measure(part, style) <= width)) {
      const piece = { text: chunk, style, width: measure(chunk, style) }
      parts.push({
        pieces: [piece],
        width: piece.width,
        before: parts.length === 0 ? word.before : 'nothing',
      })
    }
  return parts
}

function chunksOf(text: string, fits: (part: string) => boolean): string[] {
  const chunks: string[] = []
  let chunk = ''
  for (const { segment } of new Intl.Segmenter('de', { granularity: 'grapheme' }).segment(text)) {
    if (chunk !== '' && !fits(chunk + segment)) {
      chunks.push(chunk)
      chunk = ''
    }
    chunk += segment
  }
  return [...chunks, chunk]
}
