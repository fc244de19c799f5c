/** Puts found entries in order: what each word of a query is worth to each entry, and what all of them are worth together. */
import { RANK_STEP, RANKS } from './term-match.ts'
import type { Rank } from './term-match.ts'

/** What one word is worth to every entry, by the entry's number. */
export type Column = {
  isOptional: boolean
  isGuess: boolean
  /** Penalty × MOST_FIELDS + field, least first; NONE where the word is not found. */
  scores: Uint32Array
  /** The entries in which it is found, each once. */
  holders: number[]
}

/** Room for the field's place beneath a penalty. */
export const MOST_FIELDS = 16
const NONE = 0xffff_ffff
/** Room for the sum of a query's scores beneath its rank. */
const SUMS = 1_000_000
/** Found, for one of the words, in none of the names of a person. */
const BEYOND_NAMES = SUMS / 2
/** Added to the order of those who are here already. */
export const HERE = SUMS / 4
/** Of the same rank, what was entered comes before what may be meant. */
const GUESSED = SUMS / 8
export const NOT_FOUND = Infinity
/** What it costs not to hold a particle or title of the query; to hold more than it costs less ("de" in "Dennis"). */
const OPTIONAL_MISSED = 3 * MOST_FIELDS
/** What it costs not to hold a word that is needed: more than any slip. */
const MISSED = RANKS.length * RANK_STEP * MOST_FIELDS - 1

export const emptyColumn = (word: Pick<Column, 'isOptional' | 'isGuess'>, size: number): Column => ({
  isOptional: word.isOptional,
  isGuess: word.isGuess,
  scores: new Uint32Array(size).fill(NONE),
  holders: [],
})

/** Notes that the word fits a term of the entry's field; the best fit counts. */
export function note(
  { isOptional, scores, holders }: Column,
  number: number,
  field: number,
  penalty: number,
): void {
  const score = (isOptional ? penalty / RANK_STEP : penalty) * MOST_FIELDS + field
  const before = scores[number] ?? NONE
  if (before === NONE) holders.push(number)
  if (score < before) scores[number] = score
}

/**
 * For each entry that is found its best order (least first) and the reading it comes from, by its place in `table`.
 * `personFields`: a bit per field of an entry that names the person. `missable`: how many needed words may be missing.
 */
export function bestOrders(
  table: readonly (readonly Column[])[],
  personFields: readonly number[],
  missable: number,
): Map<number, { order: number; at: number }> {
  const best = new Map<number, { order: number; at: number }>()
  for (const [at, columns] of table.entries()) {
    for (const number of candidatesOf(columns, missable)) {
      const order = orderOf(columns, number, personFields[number] ?? 0, missable)
      if (order < (best.get(number)?.order ?? NOT_FOUND)) best.set(number, { order, at })
    }
  }
  return best
}

/** Who need not be looked at is left out: without the rarest word nobody is found. */
function candidatesOf(columns: readonly Column[], missable: number): Iterable<number> {
  const needed = columns.filter(({ isOptional }) => !isOptional)
  if (missable > 0) return new Set(needed.flatMap(({ holders }) => holders))
  return (
    needed.reduce<number[] | null>(
      (least, { holders }) => (least && least.length <= holders.length ? least : holders),
      null,
    ) ?? []
  )
}

/**
 * The rank of the needed word that fits worst, where it was found, and the scores of all words together.
 * Of several needed words `missable` may be found nowhere: a wrong first name, a slip too many.
 */
function orderOf(columns: readonly Column[], number: number, personFields: number, missable: number): number {
  let worst = 0
  let sum = 0
  let beyond = 0
  let missed = 0
  let guessed = 0
  for (const { isOptional, isGuess, scores } of columns) {
    const score = scores[number] ?? NONE
    sum += score !== NONE ? score : isOptional ? OPTIONAL_MISSED : MISSED
    if (isGuess) guessed = GUESSED
    if (isOptional) continue
    if (score === NONE && ++missed > missable) return NOT_FOUND
    if (score > worst) worst = Math.min(score, MISSED)
    if (((personFields >> (score % MOST_FIELDS)) & 1) === 0) beyond = BEYOND_NAMES
  }
  return Math.floor(worst / MOST_FIELDS / RANK_STEP) * SUMS + beyond + guessed + sum
}

/** The rank of an entry with this order, HERE or not. */
export const rankOfOrder = (order: number): Rank => RANKS[Math.floor(order / SUMS)] ?? 'typo'
