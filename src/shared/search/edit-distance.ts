/** Counts slips of the finger between a typed word and a name: letters too many, too few, wrong, or swapped. */

export type EditDistance = {
  /** To the whole name. */
  whole: number
  /** To the nearest beginning of the name, for a word that is still being typed. */
  prefix: number
}

/**
 * Optimal string alignment (Levenshtein with swapped neighbours as one slip).
 * The returned function reuses its three rows: make one per index, not one per call.
 */
export function createEditDistance(): (typed: string, name: string) => EditDistance {
  let rows: [Uint8Array, Uint8Array, Uint8Array] = [row(32), row(32), row(32)]

  return (typed, name) => {
    const width = Math.min(name.length, LONGEST)
    const height = Math.min(typed.length, LONGEST)
    if (rows[0].length <= width) rows = [row(width + 1), row(width + 1), row(width + 1)]
    let [beforeLast, last, current] = rows
    for (let x = 0; x <= width; x++) last[x] = x
    for (let y = 1; y <= height; y++) {
      fillRow(typed, name, y, width, beforeLast, last, current)
      ;[beforeLast, last, current] = [last, current, beforeLast]
    }
    return { whole: last[width] ?? 0, prefix: last.subarray(0, width + 1).reduce(lesser) }
  }
}

/** Longer words are compared by their beginnings; a row's cells hold one byte. */
const LONGEST = 120
const row = (length: number) => new Uint8Array(length)
const lesser = (a: number, b: number): number => (a < b ? a : b)

function fillRow(
  typed: string,
  name: string,
  y: number,
  width: number,
  beforeLast: Uint8Array,
  last: Uint8Array,
  current: Uint8Array,
): void {
  const letter = typed.charCodeAt(y - 1)
  const previous = typed.charCodeAt(y - 2)
  current[0] = y
  for (let x = 1; x <= width; x++) {
    const other = name.charCodeAt(x - 1)
    const replaced = cell(last, x - 1) + (letter === other ? 0 : 1)
    let least = lesser(replaced, lesser(cell(last, x), cell(current, x - 1)) + 1)
    const isSwap = y > 1 && x > 1 && letter === name.charCodeAt(x - 2) && previous === other
    if (isSwap) least = lesser(least, cell(beforeLast, x - 2) + 1)
    current[x] = least
  }
}

const cell = (cells: Uint8Array, at: number): number => cells[at] ?? 0
