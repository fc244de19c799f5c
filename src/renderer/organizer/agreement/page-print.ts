/** What is printed on a page, out of what pdf.js reads: texts and horizontal lines, in fractions of the visible page. */
import { transform } from '../../../shared/geometry.ts'
import type { Matrix } from '../../../shared/geometry.ts'
import type { Box } from './rect.ts'
import type { PrintedText } from './field-warnings.ts'

/** A line in fractions, by its left end. */
export type LineShare = { x: number; y: number; width: number }
export type PagePrint = { texts: PrintedText[]; lines: LineShare[] }

/** pdf.js's view of a page: from user space to displayed points, y down. */
export type View = { width: number; height: number; transform: readonly number[] }
/** A run of text as pdf.js gives it. */
export type TextRun = { str: string; transform: readonly number[]; width: number; height: number }
/** The operators of a page; `codes` are pdf.js's numbers for those that matter here. */
export type Operators = { fnArray: readonly number[]; argsArray: readonly unknown[]; codes: Codes }
export type Codes = Record<
  'save' | 'restore' | 'transform' | 'formBegin' | 'formEnd' | 'path' | 'endPath',
  number
>

/** Underscores and dots are a place to write, a marker is one too: neither is text that a signature would hide. */
const NO_TEXT = /[_.…\s]{3,}|\{\{[^{}]*\}\}/g
const TYPED_LINE = /^[\s_.…]{6,}$/
/** What of the letters' height stands above and below the baseline. */
const ABOVE = 0.72
const BELOW = 0.2
/** Shorter than this, in points, is no line to sign on. */
const SHORTEST = 60
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

export function printOf(runs: readonly TextRun[], operators: Operators, view: View): PagePrint {
  const typed = runs.filter(({ str }) => TYPED_LINE.test(str)).map((run) => underline(boxOf(run, view)))
  return {
    texts: runs
      .filter(({ str }) => str.replaceAll(NO_TEXT, '').trim() !== '')
      .map((run) => ({ text: run.str, box: boxOf(run, view) })),
    lines: [...typed, ...drawnLines(operators, view)].filter(
      (line, at, all) =>
        line.width * view.width >= SHORTEST && at === all.findIndex((it) => isSame(it, line)),
    ),
  }
}

const underline = ({ x, y, width, height }: Box): LineShare => ({ x, y: y + height, width })

/** Both edges of a thin bar are one line. */
const isSame = (a: LineShare, b: LineShare) =>
  Math.abs(a.y - b.y) < 0.003 && Math.abs(a.x - b.x) < 0.003 && Math.abs(a.width - b.width) < 0.003

function boxOf(run: TextRun, view: View): Box {
  const [a, b, c, d, e, f] = matrixOf(run.transform)
  const along = Math.hypot(a, b) || 1
  const [ux, uy] = [(a / along) * run.width, (b / along) * run.width]
  const points = [-BELOW, ABOVE].flatMap((up) => [
    { x: e + c * up, y: f + d * up },
    { x: e + c * up + ux, y: f + d * up + uy },
  ])
  return shareOf(
    points.map((point) => transform(matrixOf(view.transform), point)),
    view,
  )
}

function shareOf(points: readonly { x: number; y: number }[], view: View): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return {
    x: left / view.width,
    y: top / view.height,
    width: (Math.max(...xs) - left) / view.width,
    height: (Math.max(...ys) - top) / view.height,
  }
}

/** Horizontal strokes, followed through the graphics state (ISO 32000-2 § 8.4.2). */
function drawnLines({ fnArray, argsArray, codes }: Operators, view: View): LineShare[] {
  const found: LineShare[] = []
  const stack: Matrix[] = []
  let now = IDENTITY
  fnArray.forEach((code, at) => {
    const args = argsArray[at]
    if (code === codes.save) stack.push(now)
    else if (code === codes.restore || code === codes.formEnd) now = stack.pop() ?? IDENTITY
    else if (code === codes.transform) now = times(now, matrixOf(args))
    else if (code === codes.formBegin) {
      stack.push(now)
      now = times(now, matrixOf(isList(args) ? args[0] : null))
    } else if (code === codes.path && isList(args) && args[0] !== codes.endPath) {
      const onPage = times(matrixOf(view.transform), now)
      found.push(...segments(args[1]).flatMap((segment) => lineOf(segment, onPage, view)))
    }
  })
  return found
}

type Segment = readonly [number, number, number, number]

function lineOf([x0, y0, x1, y1]: Segment, onPage: Matrix, view: View): LineShare[] {
  const from = transform(onPage, { x: x0, y: y0 })
  const to = transform(onPage, { x: x1, y: y1 })
  if (Math.abs(from.y - to.y) > 1) return []
  const x = Math.min(from.x, to.x)
  return [{ x: x / view.width, y: from.y / view.height, width: Math.abs(to.x - from.x) / view.width }]
}

/** How many numbers follow each of pdf.js's path operators: moveTo, lineTo, curveTo, quadraticCurveTo, closePath. */
const PATH_LENGTHS = [2, 2, 6, 4, 0]

/** The straight parts of a path, which pdf.js hands over as one list of operators and coordinates. */
function segments(data: unknown): Segment[] {
  const path = isList(data) ? data[0] : null
  if (!isList(path)) return []
  const found: Segment[] = []
  let [x, y] = [0, 0]
  for (let i = 0; i < path.length;) {
    const operator = Number(path[i])
    const length = PATH_LENGTHS[operator]
    if (length === undefined) return found
    const [toX, toY] = [Number(path[i + length - 1]), Number(path[i + length])]
    if (operator === 1) found.push([x, y, toX, toY])
    if (length > 0) [x, y] = [toX, toY]
    i += length + 1
  }
  return found
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))

/** pdf.js gives matrices as plain or typed arrays; anything else changes nothing. */
function matrixOf(value: unknown): Matrix {
  if (!isList(value) || value.length < 6) return IDENTITY
  const at = (index: number) => Number(value[index])
  return [at(0), at(1), at(2), at(3), at(4), at(5)]
}

/** First `inner`, then `outer`. */
const times = ([a, b, c, d, e, f]: Matrix, [p, q, r, s, t, u]: Matrix): Matrix => [
  a * p + c * q,
  b * p + d * q,
  a * r + c * s,
  b * r + d * s,
  a * t + c * u + e,
  b * t + d * u + f,
]
