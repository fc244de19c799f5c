/**
 * Follows the text operators of a page (ISO 32000-2 § 9.4) and says where each letter stands, to the point: text content
 * as pdf.js gives it knows only whole runs, and what stands within a line could not be told from its neighbours.
 */
import type { Matrix } from '../../../shared/geometry.ts'
import { matrixOf, multiply } from '../pdf/page-matrix.ts'

/** An upright letter (or ligature); lengths in displayed points from the top left, `y` is the baseline. */
export type Glyph = { text: string; x: number; y: number; width: number; size: number }

const OPERATORS = [
  'save',
  'restore',
  'transform',
  'paintFormXObjectBegin',
  'paintFormXObjectEnd',
  'beginText',
  'setFont',
  'setCharSpacing',
  'setWordSpacing',
  'setHScale',
  'setLeading',
  'setTextRise',
  'moveText',
  'setLeadingMoveText',
  'setTextMatrix',
  'nextLine',
  'showText',
] as const
type Operator = (typeof OPERATORS)[number]
export type TextCodes = Record<Operator, number>

/** The font's own units in text space, and which way it runs. */
export type FontShape = { unit: number; isVertical: boolean }

type TextState = {
  user: Matrix
  text: Matrix
  x: number
  y: number
  lineX: number
  lineY: number
  font: FontShape
  size: number
  charSpacing: number
  wordSpacing: number
  scale: number
  leading: number
  rise: number
}

const MAX_GLYPHS = 200_000
const UPRIGHT = 0.05

/** `view` maps user space to displayed points, y down. Turned and vertical text is left out. */
export function glyphsIn(
  list: { fnArray: number[]; argsArray: unknown[] },
  codes: TextCodes,
  view: number[],
  fontNamed: (name: string) => FontShape,
): Glyph[] {
  const operators = new Map(OPERATORS.map((name) => [codes[name], name]))
  const stack: TextState[] = []
  const glyphs: Glyph[] = []
  let state = initial(matrixOf(view))
  for (const [index, code] of list.fnArray.entries()) {
    const operator = operators.get(code)
    const given = list.argsArray[index]
    const args: unknown[] = Array.isArray(given) ? given : []
    if (operator === undefined) continue
    if (operator === 'save' || operator === 'paintFormXObjectBegin') stack.push({ ...state })
    if (operator === 'restore' || operator === 'paintFormXObjectEnd') state = stack.pop() ?? state
    else if (operator === 'showText') show(state, args[0], glyphs)
    else apply(state, operator, args, given, fontNamed)
    if (glyphs.length > MAX_GLYPHS) return glyphs
  }
  return glyphs
}

const initial = (user: Matrix): TextState => ({
  user,
  text: matrixOf(null),
  x: 0,
  y: 0,
  lineX: 0,
  lineY: 0,
  font: { unit: 0.001, isVertical: false },
  size: 0,
  charSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
})

function apply(
  state: TextState,
  operator: Exclude<Operator, 'restore' | 'paintFormXObjectEnd' | 'showText'>,
  args: unknown[],
  given: unknown,
  fontNamed: (name: string) => FontShape,
): void {
  const [first, second] = [Number(args[0]), Number(args[1])]
  switch (operator) {
    case 'save':
      return
    case 'transform':
      state.user = multiply(state.user, matrixOf(given))
      return
    case 'paintFormXObjectBegin':
      state.user = multiply(state.user, matrixOf(args[0]))
      return
    case 'beginText':
      return startText(state, null)
    case 'setTextMatrix':
      return startText(state, args[0] instanceof Object ? args[0] : given)
    case 'setFont':
      state.font = fontNamed(String(args[0]))
      state.size = second
      return
    case 'setCharSpacing':
      state.charSpacing = first
      return
    case 'setWordSpacing':
      state.wordSpacing = first
      return
    case 'setHScale':
      state.scale = first / 100
      return
    case 'setLeading':
      state.leading = first
      return
    case 'setTextRise':
      state.rise = first
      return
    case 'setLeadingMoveText':
      state.leading = -second
      return moveText(state, first, second)
    case 'moveText':
      return moveText(state, first, second)
    case 'nextLine':
      return moveText(state, 0, -state.leading)
  }
}

function startText(state: TextState, matrix: unknown): void {
  state.text = matrixOf(matrix)
  state.x = state.lineX = state.y = state.lineY = 0
}

function moveText(state: TextState, dx: number, dy: number): void {
  state.x = state.lineX += dx
  state.y = state.lineY += dy
}

/** pdf.js' array of letters and, between them, shifts in thousandths of the size. */
function show(state: TextState, shown: unknown, glyphs: Glyph[]): void {
  if (!Array.isArray(shown) || state.font.isVertical) return
  const space = multiply(state.user, state.text)
  const [a, b, c, d, e, f] = space
  const along = Math.sign(state.size) * state.scale
  const isUpright = a * along > 0 && Math.abs(b) <= UPRIGHT * Math.abs(a)
  const size = Math.abs(state.size) * Math.hypot(c, d)
  for (const item of shown) {
    if (typeof item === 'number') {
      state.x -= (item / 1000) * state.size * state.scale
      continue
    }
    const { unicode, width, isSpace } = letterOf(item)
    const own = width * state.font.unit * state.size * state.scale
    const [x, y] = [state.x, state.y + state.rise]
    if (isUpright && unicode !== '')
      glyphs.push({
        text: unicode,
        x: a * x + c * y + e,
        y: b * x + d * y + f,
        width: Math.abs(a * own),
        size,
      })
    state.x += own + (state.charSpacing + (isSpace ? state.wordSpacing : 0)) * state.scale
  }
}

function letterOf(item: unknown): { unicode: string; width: number; isSpace: boolean } {
  if (typeof item !== 'object' || item === null) return { unicode: '', width: 0, isSpace: false }
  const unicode = 'unicode' in item && typeof item.unicode === 'string' ? item.unicode : ''
  const width = 'width' in item ? Number(item.width) : 0
  return { unicode, width, isSpace: 'isSpace' in item && item.isSpace === true }
}
