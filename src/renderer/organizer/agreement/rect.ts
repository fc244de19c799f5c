/** Rectangles in points from the top left of the visible page, and the fractions they are kept as. */
import type { AgreementPage, SignatureField } from '../../../shared/domain/signing/agreement.ts'

/** In fractions of the visible page. */
export type Box = SignatureField['box']
export type Rect = { x: number; y: number; width: number; height: number }
export type Size = Pick<AgreementPage, 'width' | 'height'>

export const inPoints = (box: Box, page: Size): Rect => ({
  x: box.x * page.width,
  y: box.y * page.height,
  width: box.width * page.width,
  height: box.height * page.height,
})

export const inFractions = (rect: Rect, page: Size): Box => ({
  x: rect.x / page.width,
  y: rect.y / page.height,
  width: rect.width / page.width,
  height: rect.height / page.height,
})

/** Whether two rectangles share more than `slack` points in both directions. */
export const overlap = (a: Rect, b: Rect, slack = 0): boolean =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > slack &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > slack

/** Whether the rectangle lies on the page, up to a rounding error. */
export const isWithin = (rect: Rect, page: Size, slack = 0.01): boolean =>
  rect.x >= -slack &&
  rect.y >= -slack &&
  rect.x + rect.width <= page.width + slack &&
  rect.y + rect.height <= page.height + slack
