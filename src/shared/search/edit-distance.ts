/** Counts slips of the finger between a typed word and a name: letters too many, too few, wrong, or swapped. */

export type EditDistance = {
  /** To the whole name. */
  whole: number
  /** To the nearest beginning of the name, for a word that is still being typed. */
  prefix: number
}

/** Compares a typed word with a name; null when even the beginning of the name is more than `most` slips away. */
export type MeasureDistance = (typed: string, name: string, most: number) => EditDistance | null

/** Longer words are compared by their beginnings; a row's cells hold one byte. */
const LONGEST = 64

/**
 * Optimal string alignment (Levenshtein with swapped neighbours as one slip).
 * The returned function reuses its three rows: make one per index, not one per call.
 */
export function createEditDistance(): MeasureDistance {
  const rows = [row(), row(), row()] as const

  return (typed, name, most) => {
    const width = Math.min(name.length, LONGEST)
    const height = Math.min(typed.length, LONGEST)
    let [beforeLast, last, current]: readonly Uint8Array[] = rows
    if (!beforeLast || !last || !current) return null
    for (let x = 0; x <= width; x++) last[x] = x
    let least = 0
    for (let y = 1; y <= height && least <= most; y++) {
      least = fillRow(typed, name, y, width, beforeLast, last, current)
      ;[beforeLast, last, current] = [last, current, beforeLast]
    }
    return least > most ? null : { whole: cell(last, width), prefix: least }
  }
}

const row = () => new Uint8Array(LONGEST + 1)

/** Fills the row of the typed word's `y`th letter and returns its least cell. */
function fillRow(
  typed: string,
  name: string,
  y: number,
  width: number,
  beforeLast: Uint8Array,
  last: Uint8Array,
  current: Uint8Array,
): number {
  const letter = typed.charCodeAt(y - 1)
  const previous = y > 1 ? typed.charCodeAt(y - 2) : -1
  let leastOfRow = y
  current[0] = y
  for (let x = 1; x <= width; x++) {
    const other = name.charCodeAt(x - 1)
    let least = cell(last, x - 1) + (letter === other ? 0 : 1)
    least = Math.min(least, cell(last, x) + 1, cell(current, x - 1) + 1)
    const isSwap = x > 1 && previous === other && letter === name.charCodeAt(x - 2)
    if (isSwap) least = Math.min(least, cell(beforeLast, x - 2) + 1)
    current[x] = least
    if (least < leastOfRow) leastOfRow = least
  }
  return leastOfRow
}

const cell = (cells: Uint8Array, at: number): number => cells[at] ?? 0
