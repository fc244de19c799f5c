/** The text that JSON.stringify gives, made bit by bit, so that others get their turn while a large state is written out. */
import { setImmediate } from 'node:timers/promises'

/** So many characters are written out without a pause: two or three milliseconds. */
const SLICE = 256 * 1024
/** A table or list with more members is taken apart wherever it stands. */
const LARGE = 200

/** `value` must be plain JSON and stand still meanwhile. Each slice is UTF-8 and ends between two characters. */
export async function* jsonInSlices(value: unknown): AsyncGenerator<Buffer, void> {
  let slice = ''
  for (const piece of piecesOf(value, 0)) {
    slice += piece
    if (slice.length < SLICE) continue
    yield Buffer.from(slice)
    slice = ''
    await setImmediate()
  }
  yield Buffer.from(slice)
}

function* piecesOf(value: unknown, depth: number): Generator<string, void> {
  if (!isBranch(value, depth)) {
    yield JSON.stringify(value) ?? 'null'
    return
  }
  const isList = Array.isArray(value)
  let before = isList ? '[' : '{'
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined && !isList) continue
    yield isList ? before : `${before}${JSON.stringify(key)}:`
    yield* piecesOf(member, depth + 1)
    before = ','
  }
  const isEmpty = before !== ','
  yield isList ? (isEmpty ? '[]' : ']') : isEmpty ? '{}' : '}'
}

/** The state and its tables; below them only what is large. */
function isBranch(value: unknown, depth: number): value is object {
  if (typeof value !== 'object' || value === null) return false
  return depth < 2 || Object.keys(value).length > LARGE
}
