/** Where things stand on a page: fractions of what a reader sees, displayed points, and PDF user space (ISO 32000-2 § 8.3, § 14.11.2). */

/** A rectangle in PDF user space, from its lower left corner. Width and height may be negative until normalised. */
export type Rect = { x: number; y: number; width: number; height: number }

/** Fractions 0..1 of the visible page, from its top left corner as displayed. */
export type Fractions = { x: number; y: number; width: number; height: number }

export type Rotation = 0 | 90 | 180 | 270

/** The page attributes that decide what is visible; inherited values are already resolved. */
export type PageBoxes = { mediaBox: Rect; cropBox: Rect; rotation: Rotation; userUnit: number }

/** `[a b c d e f]` as in a PDF `cm` operator: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number]

export type Point = { x: number; y: number }

/** ISO 216 A4 in points: what a page without a usable MediaBox is taken for. */
export const A4: Rect = { x: 0, y: 0, width: 595.28, height: 841.89 }

/** The part of the page a reader sees, in user space: CropBox ∩ MediaBox, or the MediaBox where the CropBox misses it. */
export function visibleBox(boxes: PageBoxes): Rect {
  const media = hasArea(boxes.mediaBox) ? normalise(boxes.mediaBox) : A4
  if (!hasArea(boxes.cropBox)) return media
  const shown = intersection(media, normalise(boxes.cropBox))
  return hasArea(shown) ? shown : media
}

/** Width and height of the page in points as displayed: turned by /Rotate, scaled by UserUnit. */
export function visibleSize(boxes: PageBoxes): { width: number; height: number } {
  const { width, height } = visibleBox(boxes)
  const unit = unitOf(boxes)
  const lying = boxes.rotation === 90 || boxes.rotation === 270
  return lying
    ? { width: height * unit, height: width * unit }
    : { width: width * unit, height: height * unit }
}

/**
 * From displayed points (origin at the bottom left of what the reader sees, y up) to user space.
 * What is drawn under this matrix stands upright for the reader, and a point is a real point (1/72 inch).
 */
export function viewMatrix(boxes: PageBoxes): Matrix {
  const { x, y, width, height } = visibleBox(boxes)
  const s = 1 / unitOf(boxes)
  switch (boxes.rotation) {
    case 0:
      return [s, 0, 0, s, x, y]
    case 90:
      return [0, s, -s, 0, x + width, y]
    case 180:
      return [-s, 0, 0, -s, x + width, y + height]
    case 270:
      return [0, -s, s, 0, x, y + height]
  }
}

/** The box of a field in displayed points, from the bottom left of the visible page. */
export function placeOnPage(boxes: PageBoxes, fractions: Fractions): Rect {
  const page = visibleSize(boxes)
  return {
    x: fractions.x * page.width,
    y: (1 - fractions.y - fractions.height) * page.height,
    width: fractions.width * page.width,
    height: fractions.height * page.height,
  }
}

/** The opposite way: a rectangle in user space (a widget's /Rect, a line of text) as fractions of the visible page. Not clipped to 0..1. */
export function fractionsOf(boxes: PageBoxes, rect: Rect): Fractions {
  const page = visibleSize(boxes)
  const back = inverse(viewMatrix(boxes))
  const one = transform(back, { x: rect.x, y: rect.y })
  const other = transform(back, { x: rect.x + rect.width, y: rect.y + rect.height })
  return {
    x: Math.min(one.x, other.x) / page.width,
    y: 1 - Math.max(one.y, other.y) / page.height,
    width: Math.abs(one.x - other.x) / page.width,
    height: Math.abs(one.y - other.y) / page.height,
  }
}

/** The point under the matrix. */
export function transform([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f }
}

/** The matrix that undoes `matrix`; view matrices always have one. */
export function inverse([a, b, c, d, e, f]: Matrix): Matrix {
  const det = a * d - b * c
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det]
}

/** Any angle in degrees as one of the four a page can have: negative, above 360 and odd values go to the nearest quarter. */
export function quarterTurn(degrees: number): Rotation {
  if (!Number.isFinite(degrees)) return 0
  const quarters = ((Math.round(degrees / 90) % 4) + 4) % 4
  if (quarters === 1) return 90
  if (quarters === 2) return 180
  return quarters === 3 ? 270 : 0
}

/** The same rectangle with its corner at the lower left: writers may give the corners in any order (ISO 32000-2 § 7.9.5). */
export function normalise({ x, y, width, height }: Rect): Rect {
  return {
    x: Math.min(x, x + width),
    y: Math.min(y, y + height),
    width: Math.abs(width),
    height: Math.abs(height),
  }
}

function intersection(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x)
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y)
  return { x, y, width, height }
}

const hasArea = (r: Rect) => [r.x, r.y].every(Number.isFinite) && finiteSide(r.width) && finiteSide(r.height)

const finiteSide = (side: number) => Number.isFinite(side) && Math.abs(side) > 0

const unitOf = ({ userUnit }: PageBoxes) => (Number.isFinite(userUnit) && userUnit > 0 ? userUnit : 1)
