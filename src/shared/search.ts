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
  /** Place in RANKS of the word that fits worst. */
  rank: number
  score: number
  isHere: boolean
}

/** From so many hits on, nobody needs guesses at what else might be meant. */
const ENOUGH = 5
const NONE = 0xffff_ffff
/** Room for the field's place beneath a penalty. */
const FIELDS = 16
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

  const find = (query: string, limit: number, effort: Rank, options: SearchOptions<Id>): Found<Id>[] => {
    const best = createBestList<Found<Id>>(limit, inOrder)
    const seen = new Uint8Array(entries.length)
    const known = new Map<string, Uint32Array>()
    for (const reading of readingsOf(query, effort !== 'prefix')) {
      const columns = reading.map((word) => {
        const name = `${word.key} ${word.isOptional}`
        const scores = known.get(name) ?? scoresOf(word, effort)
        known.set(name, scores)
        return { isOptional: word.isOptional, scores }
      })
      for (const [number, sum] of sumsOf(columns, entries.length)) {
        const entry = entries[number]
        if (!entry || seen[number] === 1) continue
        seen[number] = 1
        best.offer({ entry, reading, ...sum, isHere: options.arrived?.(entry.id) ?? false })
      }
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
      return found.map(({ entry, rank, reading }) => ({
        id: entry.id,
        rank: RANKS[rank] ?? 'typo',
        marks: marksOf(reading, RANKS[rank] ?? 'typo', entry.fields, vocabulary, distance),
      }))
    },
  }
}

type Column = { isOptional: boolean; scores: Uint32Array }

/** The entries that hold every needed word, with the rank of the one that fits worst and a score to order by. */
function* sumsOf(
  columns: readonly Column[],
  size: number,
): Generator<[number, { rank: number; score: number }]> {
  for (let number = 0; number < size; number++) {
    const score = scoreOf(columns, number)
    if (score !== NONE) yield [number, { rank: rankOfWorst(columns, number), score }]
  }
}

function scoreOf(columns: readonly Column[], number: number): number {
  let score = 0
  for (const { isOptional, scores } of columns) {
    const own = scores[number] ?? NONE
    if (own === NONE && !isOptional) return NONE
    score += own === NONE ? OPTIONAL_MISSED : own
  }
  return score
}

function rankOfWorst(columns: readonly Column[], number: number): number {
  let worst = 0
  for (const { isOptional, scores } of columns) {
    if (!isOptional) worst = Math.max(worst, scores[number] ?? 0)
  }
  return Math.floor(worst / FIELDS / RANK_STEP)
}

function inOrder<Id extends string>(a: Found<Id>, b: Found<Id>): number {
  return (
    a.rank - b.rank ||
    a.score - b.score ||
    Number(a.isHere) - Number(b.isHere) ||
    (a.entry.sortText < b.entry.sortText ? -1 : Number(a.entry.sortText > b.entry.sortText))
  )
}
