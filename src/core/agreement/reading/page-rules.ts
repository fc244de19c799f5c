/** Picks the drawn horizontal rules out of a page's operators: thin strokes and flat rectangles, as long as a signature line may be. */
import type { Matrix } from '../../../shared/geometry.ts'
import { matrixOf, multiply } from '../pdf/page-matrix.ts'

/** In displayed points from the top left of the visible page. */
export type HorizontalRule = { x: number; y: number; width: number }

export type OperatorCodes = Record<
  'save' | 'restore' | 'transform' | 'paintFormXObjectBegin' | 'paintFormXObjectEnd' | 'constructPath',
  number
>

/** Shorter ones are ticks and table borders, longer ones divide the page. */
const MIN_LENGTH = 60
const MAX_LENGTH = 400
/** Nobody needs more to sign; what is longer and made of such pieces runs through the cells of a table. */
export const USUAL_LENGTH = { min: 90, max: 340 }
const MAX_THICKNESS = 2.5
/** pdf.js' own codes within a path, with the numbers that follow each: moveTo, lineTo, curveTo, quadraticCurveTo, closePath. */
const PATH_NUMBERS = [2, 2, 6, 4, 0]
const MAX_RULES = 2000

/** `view` maps user space to displayed points, y down. Rules drawn in several strokes are joined. */
export function rulesIn(
  list: { fnArray: number[]; argsArray: unknown[] },
  codes: OperatorCodes,
  view: number[],
): HorizontalRule[] {
  let current = matrixOf(view)
  const stack: Matrix[] = []
  const rules: HorizontalRule[] = []
  for (const [index, code] of list.fnArray.entries()) {
    const args = list.argsArray[index]
    if (code === codes.save) stack.push(current)
    else if (code === codes.restore || code === codes.paintFormXObjectEnd) current = stack.pop() ?? current
    else if (code === codes.transform) current = multiply(current, matrixOf(args))
    else if (code === codes.paintFormXObjectBegin) {
      stack.push(current)
      current = multiply(current, matrixOf(Array.isArray(args) ? args[0] : null))
    } else if (code === codes.constructPath && rules.length < MAX_RULES)
      rules.push(...flatParts(args, current))
  }
  return joinTouching(rules).flatMap(asSigned)
}

type Joined = HorizontalRule & { pieces: HorizontalRule[] }

/** A line through several cells of a table is one for each cell. */
function asSigned({ pieces, ...whole }: Joined): HorizontalRule[] {
  const isOfCells = whole.width > USUAL_LENGTH.max && pieces.some(({ width }) => width >= MIN_LENGTH)
  const lines = isOfCells ? pieces : [whole]
  return lines.filter(({ width }) => width >= MIN_LENGTH && width <= MAX_LENGTH)
}

/** A path is [paint operator, [numbers], bounds]; each of its subpaths that is flat as displayed is a rule. */
function flatParts(args: unknown, matrix: Matrix): HorizontalRule[] {
  const data: unknown = Array.isArray(args) && Array.isArray(args[1]) ? args[1][0] : null
  if (!(data instanceof Float32Array || Array.isArray(data))) return []
  return subpathsOf(Array.from(data, Number)).flatMap((points): HorizontalRule[] => {
    const shown = points.map(([x, y]) => ({
      x: matrix[0] * x + matrix[2] * y + matrix[4],
      y: matrix[1] * x + matrix[3] * y + matrix[5],
    }))
    const xs = shown.map(({ x }) => x)
    const ys = shown.map(({ y }) => y)
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const isFlat = bottom - top <= MAX_THICKNESS && right - left > 4 * (bottom - top)
    return isFlat ? [{ x: left, y: (top + bottom) / 2, width: right - left }] : []
  })
}

function subpathsOf(data: number[]): [number, number][][] {
  const subpaths: [number, number][][] = []
  for (let index = 0; index < data.length;) {
    const code = data[index] ?? 0
    const count = PATH_NUMBERS[code]
    if (count === undefined) return subpaths
    const numbers = data.slice(index + 1, index + 1 + count)
    if (code === 0) subpaths.push([])
    for (let at = 0; at + 1 < numbers.length; at += 2)
      subpaths.at(-1)?.push([numbers[at] ?? 0, numbers[at + 1] ?? 0])
    index += 1 + count
  }
  return subpaths.filter((points) => points.length >= 2)
}

/** Dashed and cell-wise lines: pieces at one height that touch each other, or all but do. */
function joinTouching(rules: readonly HorizontalRule[]): Joined[] {
  const joined: Joined[] = []
  for (const rule of rules.toSorted((a, b) => Math.round(a.y) - Math.round(b.y) || a.x - b.x)) {
    const last = joined.at(-1)
    const touches = last && Math.abs(last.y - rule.y) <= 1 && rule.x <= last.x + last.width + 4
    if (touches) {
      last.width = Math.max(last.width, rule.x + rule.width - last.x)
      last.pieces.push(rule)
    } else joined.push({ ...rule, pieces: [rule] })
  }
  return joined
}
