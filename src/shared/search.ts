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
import { penaltyOf, RANK_STEP, rankOf } from './search/term-match.ts'
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
  penalty: number
  score: number
  reading: Reading
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
    const seen = new Set<Entry<Id>>()
    for (const reading of readingsOf(query, effort !== 'prefix')) {
      const columns = reading.map((word) => ({ isOptional: word.isOptional, scores: scoresOf(word, effort) }))
      entries.forEach((entry, number) => {
        const sum = entry ? sumOf(columns, number) : null
        if (!entry || !sum || seen.has(entry)) return
        seen.add(entry)
        best.offer({ entry, ...sum, reading, isHere: options.arrived?.(entry.id) ?? false })
      })
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
      let found: Found<Id>[] = []
      for (const effort of ['prefix', 'part', 'typo'] as const) {
        if (found.length < Math.min(limit, effort === 'typo' ? ENOUGH : limit)) {
          found = find(query, limit, effort, options)
        }
      }
      return found.map(({ entry, penalty, reading }) => ({
        id: entry.id,
        rank: rankOf(penalty),
        marks: marksOf(reading, entry.fields, distance),
      }))
    },
  }
}

/** All words of one entry together: the worst penalty, and a score to order by; null when a needed word is missing. */
function sumOf(
  columns: readonly { isOptional: boolean; scores: Uint32Array }[],
  number: number,
): { penalty: number; score: number } | null {
  let penalty = 0
  let score = 0
  for (const { isOptional, scores } of columns) {
    const own = scores[number] ?? NONE
    if (own === NONE && !isOptional) return null
    if (!isOptional) penalty = Math.max(penalty, Math.floor(own / FIELDS))
    score += own === NONE ? OPTIONAL_MISSED : own
  }
  return { penalty, score }
}

function inOrder<Id extends string>(a: Found<Id>, b: Found<Id>): number {
  return (
    Math.floor(a.penalty / RANK_STEP) - Math.floor(b.penalty / RANK_STEP) ||
    a.score - b.score ||
    Number(a.isHere) - Number(b.isHere) ||
    (a.entry.sortText < b.entry.sortText ? -1 : Number(a.entry.sortText > b.entry.sortText))
  )
}
