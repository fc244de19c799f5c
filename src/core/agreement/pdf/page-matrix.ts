/** The matrices in pdf.js' operators, as numbers. */
import type { Matrix } from '../../../shared/geometry.ts'

/** The identity for what is no matrix. */
export function matrixOf(value: unknown): Matrix {
  if (!Array.isArray(value) && !(value instanceof Float32Array)) return [1, 0, 0, 1, 0, 0]
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = Array.from(value, Number)
  return [a, b, c, d, e, f]
}

/** First the second, then the first, as `cm` does (ISO 32000-2 § 8.3.4). */
export const multiply = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix => [
  a * g + c * h,
  b * g + d * h,
  a * i + c * j,
  b * i + d * j,
  a * k + c * l + e,
  b * k + d * l + f,
]
