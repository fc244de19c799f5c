/** German name search: finds people as they are typed, misspelt, heard, or remembered by half. */
import { createBestList } from './search/best-list.ts'
import { createEditDistance } from './search/edit-distance.ts'
import { foldSpelling } from './search/folding.ts'
import type { SearchField } from './search/indexed-words.ts'
import { indexedWordsOf } from './search/indexed-words.ts'
import type { Mark } from './search/marks.ts'
import { marksOf } from './search/marks.ts'
import type { QueryWord, Reading } from './search/query.ts'
import { readingsOf } from './search/query.ts'
import type { Rank } from './search/term-match.ts'
import { penaltyOf, RANK_STEP, RANKS } from './search/term-match.ts'
import { createVocabulary } from './search/vocabulary.ts'

export type Hit<Id extends string> = {
  id: Id
  /** Of the word that fits worst. */
  rank: Rank
  /** What to highlight in the fields' texts. */
  marks: Mark[]
}

export type SearchOptions<Id extends string> = {
  /** Those who are here already come after those who are awaited. */
  arrived?: (id: Id) => boolean
}

export type SearchIndex<Id extends string> = {
  readonly size: number
  /** Adds an entry, or replaces it. Costs the same however large the index is. */
  put(id: Id, fields: readonly SearchField[]): void
  remove(id: Id): void
  /**
   * The entries in which every word of the query is found: exact before prefix, phonetic, part and typo; within a rank the
   * earlier field, the closer spelling, those not yet arrived, then by the fields' texts. An empty query finds nothing.
   */
  search(query: string, limit?: number, options?: SearchOptions<Id>): Hit<Id>[]
}

type Entry<Id extends string> = { id: Id; fields: readonly SearchField[]; sortText: string }
type Found<Id extends string> = {
  entry: Entry<Id>
  reading: Reading
  /** Rank of the word that fits worst × SUMS + scores of all words; least first. */
  order: number
  isHere: boolean
}

/** From so many hits on, nobody needs guesses at what else might be meant. */
const ENOUGH = 5
const NONE = 0xffff_ffff
/** Room for the field's place beneath a penalty. */
const FIELDS = 16
/** Room for the sum of a query's scores beneath its rank. */
const SUMS = 1_000_000
const NOT_FOUND = Infinity
const MOST_ORDER = Number.MAX_SAFE_INTEGER
/** What it costs not to hold a particle or title of the query. */
const OPTIONAL_MISSED = 40

/** An empty index. It keeps the fields it is given; nothing is shared between indexes. */
export function createSearchIndex<Id extends string>(): SearchIndex<Id> {
  const vocabulary = createVocabulary()
  const entries: (Entry<Id> | undefined)[] = []
  const numbers = new Map<Id, number>()
  const vacant: number[] = []
  const distance = createEditDistance()

  const remove = (id: Id): void => {
    const number = numbers.get(id)
    const entry = number === undefined ? undefined : entries[number]
    if (number === undefined || !entry) return
    for (const field of entry.fields)
      for (const { key } of indexedWordsOf(field)) vocabulary.remove(key, number)
    entries[number] = undefined
    numbers.delete(id)
    vacant.push(number)
  }

  const put = (id: Id, fields: readonly SearchField[]): void => {
    remove(id)
    const number = vacant.pop() ?? entries.length
    entries[number] = { id, fields, sortText: fields.map(({ text }) => foldSpelling(text)).join(' ') }
    numbers.set(id, number)
    fields.forEach((field, at) => {
      for (const { text, key } of indexedWordsOf(field))
        vocabulary.add(text, key, number, Math.min(at, FIELDS - 1))
    })
  }

  /** For each entry the best score of one word: penalty × FIELDS + field; NONE where it is not found. */
  const scoresOf = (word: QueryWord, effort: Rank): Uint32Array => {
    const scores = new Uint32Array(entries.length).fill(NONE)
    for (const term of vocabulary.terms) {
      const penalty = penaltyOf(word, term, word.isOptional ? 'prefix' : effort, distance)
      if (penalty === null) continue
      for (const [number, field] of term.entries) {
        const score = penalty * FIELDS + field
        if (score < (scores[number] ?? NONE)) scores[number] = score
      }
    }
    return scores
  }

  /** The columns of a reading, one per word; words that several readings share are looked for once. */
  const columnsOf = (reading: Reading, effort: Rank, known: Map<string, Column>): Column[] =>
    reading.map((word) => {
      const name = `${word.key} ${word.isOptional}`
      const column = known.get(name) ?? { isOptional: word.isOptional, scores: scoresOf(word, effort) }
      known.set(name, column)
      return column
    })

  const find = (query: string, limit: number, effort: Rank, options: SearchOptions<Id>): Found<Id>[] => {
    const known = new Map<string, Column>()
    const readings = readingsOf(query, effort !== 'prefix').map((reading) => ({
      reading,
      columns: columnsOf(reading, effort, known),
    }))
    const best = createBestList<Found<Id>>(limit, inOrder)
    for (let number = 0; number < entries.length; number++) {
      const entry = entries[number]
      const { order, reading } = bestReading(readings, number)
      if (!entry || !reading || order > (best.last()?.order ?? MOST_ORDER)) continue
      best.offer({ entry, reading, order, isHere: options.arrived?.(entry.id) ?? false })
    }
    return best.items()
  }

  return {
    get size() {
      return numbers.size
    },
    put,
    remove,
    search(query, limit = 20, options = {}) {
      let found = find(query, limit, 'prefix', options)
      if (found.length < limit) found = find(query, limit, 'part', options)
      if (found.length < Math.min(limit, ENOUGH)) found = find(query, limit, 'typo', options)
      return found.map(({ entry, order, reading }) => {
        const rank = rankOfOrder(order)
        return { id: entry.id, rank, marks: marksOf(reading, rank, entry.fields, vocabulary, distance) }
      })
    },
  }
}

type Column = { isOptional: boolean; scores: Uint32Array }

/** The reading under which an entry comes first; none when it is found under no reading. */
function bestReading(
  readings: readonly { reading: Reading; columns: readonly Column[] }[],
  number: number,
): { order: number; reading: Reading | undefined } {
  let order = NOT_FOUND
  let best: Reading | undefined
  for (const { reading, columns } of readings) {
    const own = orderOf(columns, number)
    if (own >= order) continue
    order = own
    best = reading
  }
  return { order, reading: best }
}

/** What entries are ordered by: the rank of the needed word that fits worst, then the scores of all words together. */
function orderOf(columns: readonly Column[], number: number): number {
  let worst = 0
  let sum = 0
  for (const { isOptional, scores } of columns) {
    const score = scores[number] ?? NONE
    if (score === NONE && !isOptional) return NOT_FOUND
    if (!isOptional && score > worst) worst = score
    sum += score === NONE ? OPTIONAL_MISSED : score
  }
  return Math.floor(worst / FIELDS / RANK_STEP) * SUMS + sum
}

const rankOfOrder = (order: number): Rank => RANKS[Math.floor(order / SUMS)] ?? 'typo'

function inOrder<Id extends string>(a: Found<Id>, b: Found<Id>): number {
  return (
    a.order - b.order ||
    Number(a.isHere) - Number(b.isHere) ||
    (a.entry.sortText < b.entry.sortText ? -1 : Number(a.entry.sortText > b.entry.sortText))
  )
}
