/** Finds the lines on a page that are there to be signed: drawn or typed, with a name below, above or beside, and room to write. */
import { ANCHOR, anchorOf } from './anchor-words.ts'
import {
  BLANK_FOR_DATE,
  BLANK_IN_SENTENCE,
  OTHER_PLACE,
  SIGNING_WORD,
  SIGN_HERE,
  TYPED_LINE,
  matchOrganisation,
} from './field-patterns.ts'
import { USUAL_LENGTH } from './page-rules.ts'
import type { PageContent, TextSegment } from './page-text.ts'

/** In displayed points from the top left of the visible page. */
export type Area = { x: number; y: number; width: number; height: number }

export type FoundLine = {
  area: Area
  label: string
  organisation: string | null
  reason: 'line-name-below' | 'line-name-above' | 'line-name-beside'
}

/** A line on which something could be written. */
type Line = { x: number; y: number; width: number; isTyped: boolean }

/** The words of a page apart from the lines that are typed between them. */
export type Layout = { width: number; height: number; texts: TextSegment[]; lines: Line[] }

type Names = { below: TextSegment[]; above: TextSegment[]; beside: TextSegment[] }

const BOX = { width: 150, height: 66, minHeight: 12 }
/** Nobody writes in less; body text has 4 to 8 points between its lines. */
const WRITING_ROOM = 20
/** Lines to sign stand further apart than the rows of a table. */
const ROW_PITCH = 42
const LEADING = 1.75
const MAX_NAME_LINES = 5

/** Empty for a page that could not be read. */
export function layoutOf(page: PageContent | undefined): Layout {
  if (!page) return { width: 0, height: 0, texts: [], lines: [] }
  const parts = page.segments.map(splitTyped)
  return {
    width: page.width,
    height: page.height,
    texts: parts.flatMap(({ texts }) => texts),
    lines: [
      ...page.rules.map((rule) => ({ ...rule, isTyped: false })),
      ...parts.flatMap(({ lines }) => lines),
    ],
  }
}

export function signatureLines(layout: Layout, organisations: readonly string[]): FoundLine[] {
  return layout.lines.flatMap((line) => judge(layout, line, organisations) ?? [])
}

/** Free height above `y` between x and x + width, up to the next text or line. */
export function roomAbove({ texts, lines }: Layout, area: { x: number; y: number; width: number }): number {
  const overlaps = (other: { x: number; width: number }) =>
    other.x < area.x + area.width - 2 && other.x + other.width > area.x + 2
  const floors = [
    ...texts.filter(overlaps).map((text) => text.y + 0.25 * text.size),
    ...lines.filter(overlaps).map((line) => line.y),
  ]
  return area.y - Math.max(0, ...floors.filter((floor) => floor < area.y - 0.5))
}

/** Texts that begin just below the area and go on line by line, as a name, a function and a place do. */
export function textsBelow(
  { texts, lines }: Layout,
  area: { x: number; y: number; width: number },
): TextSegment[] {
  const nextLine = Math.min(
    ...lines.filter((line) => line.y > area.y + 3 && isRelated(line, area)).map((line) => line.y),
  )
  const found: TextSegment[] = []
  const candidates = texts.filter((text) => isRelated(text, area) && text.y > area.y + 1 && text.y < nextLine)
  for (const text of candidates.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const from = found.at(-1)?.y ?? area.y + 6
    if (text.y - from > LEADING * text.size + (found.length === 0 ? 4 : 0) || found.length >= MAX_NAME_LINES)
      break
    found.push(text)
  }
  return found
}

function judge(layout: Layout, line: Line, organisations: readonly string[]): FoundLine | null {
  const names = {
    below: textsBelow(layout, line),
    above: aboveWithDate(layout, line),
    beside: textsBeside(layout, line),
  }
  const room = roomAbove(layout, { ...line, width: Math.min(line.width, BOX.width) })
  const named = nameOf(names, organisations)
  if (!named || room < WRITING_ROOM || isTableRow(layout, line) || !isForSigning(line, names, named))
    return null
  return { area: areaOn(layout, line), ...named }
}

type Named = Pick<FoundLine, 'label' | 'organisation' | 'reason'>

/** Below the line, beside it, above it: the first that names a registered organisation, else the first that says anything. */
function nameOf(names: Names, organisations: readonly string[]): Named | null {
  const options = [
    { texts: names.below, reason: 'line-name-below' as const },
    { texts: names.beside, reason: 'line-name-beside' as const },
    { texts: names.above, reason: 'line-name-above' as const },
  ].map(({ texts, reason }): Named => {
    const lines = texts.map(({ text }) => withoutBraces(text))
    return { label: lines.join(', '), reason, organisation: matchOrganisation(lines, organisations) }
  })
  const matched = options.find(({ organisation }) => organisation !== null)
  return matched ?? options.find(({ label }) => label !== '' && !SIGN_HERE.test(label)) ?? null
}

/** What an anchor under the line names stands for what will be printed there. */
const withoutBraces = (text: string): string =>
  text.replaceAll(ANCHOR, (anchor) => anchorOf(anchor)?.label ?? '').trim()

/** The same rule again, closer than one could sign. */
const isTableRow = ({ lines }: Layout, line: Line): boolean =>
  !line.isTyped &&
  lines.some(
    (other) =>
      Math.abs(other.y - line.y) > 3 &&
      Math.abs(other.y - line.y) < ROW_PITCH &&
      Math.abs(other.x - line.x) < 2 &&
      Math.abs(other.width - line.width) < 2,
  )

/** Footnotes, forms and tables of contents have lines too, and a blank in a sentence is for a name. */
function isForSigning(line: Line, { below, beside }: Names, { organisation, label, reason }: Named): boolean {
  const first = below[0]?.text ?? ''
  const saysSign = SIGNING_WORD.test(first) || beside.some(({ text }) => SIGNING_WORD.test(text))
  if (OTHER_PLACE.test(first) && !saysSign) return false
  if (beside.some(({ text }) => OTHER_PLACE.test(text)) && !saysSign) return false
  if (beside.some(({ text }) => BLANK_IN_SENTENCE.test(text) || BLANK_FOR_DATE.test(text))) return false
  if (organisation !== null || saysSign) return true
  // of an unusual length it is only known by whose line it is
  if (!line.isTyped && (line.width < USUAL_LENGTH.min || line.width > USUAL_LENGTH.max)) return false
  const isFootnote = /^\W?\d/.test(first)
  const isParagraph = below.some(
    ({ width, x }) => width > 1.5 * line.width || x + width > line.x + line.width + 120,
  )
  return (
    reason === 'line-name-below' &&
    label.length <= 200 &&
    !isFootnote &&
    !isParagraph &&
    /\p{L}{3}/u.test(first)
  )
}

/** The field stands on the line, as high as there is room and never over printed text. */
function areaOn(layout: Layout, line: Line): Area {
  const right = layout.lines
    .filter((other) => Math.abs(other.y - line.y) < BOX.height && other.x > line.x + line.width)
    .map((other) => other.x - 4)
  const width = Math.min(
    Math.max(line.width, BOX.width),
    layout.width - line.x - 4,
    Math.min(...right) - line.x,
  )
  const room = roomAbove(layout, { x: line.x, y: line.y, width })
  const height = Math.max(BOX.minHeight, Math.min(BOX.height, room - 3))
  return { x: line.x, y: line.y - 0.5 - height, width, height }
}

const isRelated = (text: { x: number; width: number }, line: { x: number; width: number }): boolean => {
  const centre = text.x + text.width / 2
  const startsThere = text.x >= line.x - 12 && text.x <= line.x + line.width - 8
  return startsThere || (centre >= line.x && centre <= line.x + line.width && text.width <= 1.3 * line.width)
}

/** The nearest text above within a hand's breadth, with the lines it belongs to, top first. */
function textsAbove({ texts, lines }: Layout, line: Line): TextSegment[] {
  const ceiling = Math.max(
    line.y - 95,
    ...lines.filter((o) => o.y < line.y - 3 && isRelated(o, line)).map((o) => o.y),
  )
  const found: TextSegment[] = []
  const candidates = texts.filter((text) => isRelated(text, line) && text.y < line.y - 4 && text.y > ceiling)
  for (const text of candidates.toSorted((a, b) => b.y - a.y)) {
    const last = found[0]
    if (last && (last.y - text.y > LEADING * text.size || found.length >= 3)) break
    found.unshift(text)
  }
  return found
}

/** Where place and date have a line of their own left of the signature's, the name may stand above that one. */
function aboveWithDate(layout: Layout, line: Line): TextSegment[] {
  const own = textsAbove(layout, line)
  if (own.length > 0) return own
  const left = layout.lines
    .filter((other) => Math.abs(other.y - line.y) <= 3 && other.x + other.width <= line.x)
    .toSorted((one, other) => other.x - one.x)[0]
  if (!left || !isForDate(layout, left)) return []
  const x = Math.min(left.x, ...textsBeside(layout, left).map((text) => text.x))
  return textsAbove(layout, { ...left, x, width: left.x + left.width - x })
}

const isForDate = (layout: Layout, line: Line): boolean =>
  textsBeside(layout, line).some(({ text }) => BLANK_FOR_DATE.test(text) || OTHER_PLACE.test(text)) ||
  textsBelow(layout, line).some(({ text }) => OTHER_PLACE.test(text))

/** "Unterschrift: ______": what ends just left of the line, at its height. */
function textsBeside({ texts }: Layout, line: Line): TextSegment[] {
  return texts.filter(
    (text) =>
      Math.abs(text.y - line.y) < 0.6 * text.size &&
      text.x + text.width <= line.x + 4 &&
      text.x + text.width > line.x - 40,
  )
}

function splitTyped(segment: TextSegment): { texts: TextSegment[]; lines: Line[] } {
  const texts: TextSegment[] = []
  const lines: Line[] = []
  let from = 0
  const cut = (to: number) => {
    const part = segment.text.slice(from, to)
    if (part.trim() !== '') texts.push(partOf(segment, from, to))
  }
  for (const match of segment.text.matchAll(TYPED_LINE)) {
    cut(match.index)
    from = match.index + match[0].length
    const { x, width } = partOf(segment, match.index, from)
    lines.push({ x, y: segment.y + 0.12 * segment.size, width, isTyped: true })
  }
  cut(segment.text.length)
  return { texts, lines }
}

/** A piece of a segment, placed by the usual widths of its letters: no font tells them here. */
function partOf(segment: TextSegment, from: number, to: number): TextSegment {
  const scale = segment.width / Math.max(0.01, weigh(segment.text))
  return {
    ...segment,
    text: segment.text.slice(from, to),
    x: segment.x + weigh(segment.text.slice(0, from)) * scale,
    width: weigh(segment.text.slice(from, to)) * scale,
  }
}

const weigh = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (WEIGHTS.find(([kind]) => kind.test(letter))?.[1] ?? 0.55), 0)

const WEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/_/, 0.5],
  [/[–‐‑]/, 0.5],
  [/[—―]/, 1],
  [/-/, 0.33],
  [/[ .,:;|!'iljI()[\]]/, 0.27],
  [/[mwMW@…]/, 0.87],
  [/[A-ZÄÖÜ{}]/, 0.66],
]
