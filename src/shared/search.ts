/** German name search: finds people as they are typed, misspelt, heard, or remembered by half. */
import { createBestList } from './search/best-list.ts'
import { createEditDistance } from './search/edit-distance.ts'
import { foldSpelling, wordsOf } from './search/folding.ts'
import type { SearchField } from './search/indexed-words.ts'
import { indexedWordsOf } from './search/indexed-words.ts'
import { createInitialsIndex, officeJudge, organisationJudge } from './search/initials-index.ts'
import type { Mark } from './search/marks.ts'
import { createTextMemory } from './search/memory.ts'
import { isOptionalWord } from './search/name-particles.ts'
import { marksOf } from './search/marks.ts'
import type { QueryWord, Reading } from './search/query.ts'
import { readingsOf } from './search/query.ts'
import { bestOrders, emptyColumn, HERE, MOST_FIELDS, NOT_FOUND, note, rankOfOrder } from './search/order.ts'
import type { Column } from './search/order.ts'
import type { Rank } from './search/term-match.ts'
import { penaltyByInitials, penaltyOf } from './search/term-match.ts'
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
   * The entries in which every word of the query is found: exact before prefix, phonetic (or by the initials of an organisation, or by a word that a hyphen leaves half said),
   * part (or by the short form of an office) and typo; within a rank
   * people's names before other texts, those not yet arrived, the closer spelling, the earlier field, whole names before parts of double ones, then by the fields' texts. An empty query finds nothing.
   */
  search(query: string, limit?: number, options?: SearchOptions<Id>): Hit<Id>[]
}

/** `parts`: of how many words the first field consists, particles and titles left out. */
type Entry<Id extends string> = {
  id: Id
  fields: readonly SearchField[]
  sortText: string
  /** `sortText` in which an umlaut is the same either way. */
  plainText: string
  parts: number
}
/** `isAsWritten`: letter by letter, where the key alone cannot tell ("Häußler" and "Häusler"). */
type Found<Id extends string> = { entry: Entry<Id>; reading: Reading; order: number; isAsWritten: boolean }

/** From so many hits on, nobody needs guesses at what else might be meant. */
const ENOUGH = 5

/** An empty index. It keeps the fields it is given; nothing is shared between indexes. */
export function createSearchIndex<Id extends string>(): SearchIndex<Id> {
  const vocabulary = createVocabulary()
  const initials = createInitialsIndex(organisationJudge)
  const offices = createInitialsIndex(officeJudge)
  const entries: (Entry<Id> | undefined)[] = []
  /** A bit per field that names the person. */
  const personFields: number[] = []
  const numbers = new Map<Id, number>()
  const vacant: number[] = []
  const distance = createEditDistance()
  const means = { vocabulary, distance, texts: createTextMemory() }

  const remove = (id: Id): void => {
    const number = numbers.get(id)
    const entry = number === undefined ? undefined : entries[number]
    if (number === undefined || !entry) return
    for (const field of entry.fields) {
      for (const { key } of indexedWordsOf(field)) vocabulary.remove(key, number)
      if (field.isOrganisation) initials.remove(field.text, number)
      if (field.isOffice) offices.remove(field.text, number)
    }
    entries[number] = undefined
    numbers.delete(id)
    vacant.push(number)
  }

  const put = (id: Id, fields: readonly SearchField[]): void => {
    remove(id)
    const number = vacant.pop() ?? entries.length
    const sortText = fields.map(({ text }) => foldSpelling(text)).join(' ')
    entries[number] = {
      id,
      fields,
      sortText,
      plainText: withPlainUmlauts(sortText),
      parts: partsOf(fields[0]?.text ?? ''),
    }
    personFields[number] = fields.reduce((bits, field, at) => bits | (Number(!!field.isPersonName) << at), 0)
    numbers.set(id, number)
    fields.forEach((field, at) => {
      for (const { text, key } of indexedWordsOf(field))
        vocabulary.add(text, key, number, Math.min(at, MOST_FIELDS - 1))
      const place = Math.min(at, MOST_FIELDS - 1)
      if (field.isOrganisation) initials.add(field.text, number, place)
      if (field.isOffice) offices.add(field.text, number, place)
    })
  }

  /** Looks one word up: what it is worth to every entry, and which entries hold it at all. */
  const columnOf = (word: QueryWord, effort: Rank): Column => {
    const column = emptyColumn(word, entries.length)
    // a guess that is itself misheard is none: names behind short ones are many, and each costs a look at every word
    const wordEffort = word.isOptional || word.isGuess ? 'prefix' : effort
    for (const term of vocabulary.terms) {
      const penalty = penaltyOf(word, term, wordEffort, distance)
      if (penalty !== null) for (const [number, field] of term.entries) note(column, number, field, penalty)
    }
    if (word.isOptional) return column
    for (const { entry, field, fit } of initials.find(word.written))
      if (fit === 0 || effort !== 'prefix') note(column, entry, field, penaltyByInitials(fit))
    if (effort !== 'typo') return column
    for (const { entry, field, fit } of offices.find(word.written))
      note(column, entry, field, penaltyByInitials(fit))
    return column
  }

  /** The columns of a reading, one per word; words that several readings share are looked for once. */
  const columnsOf = (reading: Reading, effort: Rank, known: Map<string, Column>): Column[] =>
    reading.map((word) => {
      const name = `${word.key} ${word.isOptional} ${word.isGuess}`
      const column = known.get(name) ?? columnOf(word, effort)
      known.set(name, column)
      return column
    })

  const find = (
    query: string,
    limit: number,
    effort: Rank,
    missable: number,
    isHere: Is<Id>,
  ): Found<Id>[] => {
    const known = new Map<string, Column>()
    const readings = readingsOf(query, effort !== 'prefix')
    const table = readings.map((reading) => columnsOf(reading, effort, known))
    const best = createBestList<Found<Id>>(limit, inOrder)
    for (const [number, { order, at }] of bestOrders(table, personFields, missable)) {
      const entry = entries[number]
      const reading = readings[at]
      if (!entry || !reading || order > (best.last()?.order ?? NOT_FOUND)) continue
      const isAsWritten = isWritten(reading, entry.plainText)
      best.offer({ entry, reading, isAsWritten, order: order + (isHere(entry.id) ? HERE : 0) })
    }
    return best.items()
  }

  /** Each step looks further than the one before, and only as long as too few are found. */
  const findGenerously = (query: string, limit: number, isHere: Is<Id>): Found<Id>[] => {
    const plain = find(query, limit, 'prefix', 0, isHere)
    if (plain.length >= limit) return plain
    const found = find(query, limit, plain.length < ENOUGH ? 'typo' : 'part', 0, isHere)
    return found.length > 0 ? found : find(query, limit, 'typo', 1, isHere)
  }

  return {
    get size() {
      return numbers.size
    },
    put,
    remove,
    search(query, limit = 20, { arrived = () => false } = {}) {
      return findGenerously(query, limit, arrived).map(({ entry, order, reading }) => {
        const rank = rankOfOrder(order)
        return { id: entry.id, rank, marks: marksOf(reading, rank, entry.fields, means) }
      })
    },
  }
}

type Is<Id> = (id: Id) => boolean

/** From this length on double letters and ß tell names apart. */
const TELLING_LENGTH = 4

function isWritten(reading: Reading, plainText: string): boolean {
  const [first] = reading
  if (!first || first.written.length < TELLING_LENGTH) return false
  return reading.every(({ written }) => plainText.includes(withPlainUmlauts(written)))
}

/** Umlauts may be typed either way: "ae", "oe" and "ue" without their e. */
const withPlainUmlauts = (text: string): string => text.replaceAll(/([aou])e/g, '$1')

/** Most names are one word, and need no taking apart. */
const partsOf = (text: string): number =>
  /[\s\p{Pd}]/u.test(text)
    ? wordsOf(text).filter((word) => !isOptionalWord(foldSpelling(word.text))).length
    : 1

/** Of those whom a word fits alike, whoever is called just so comes before a double name of which it is a part. */
function inOrder<Id extends string>(a: Found<Id>, b: Found<Id>): number {
  return (
    a.order - b.order ||
    Number(b.isAsWritten) - Number(a.isAsWritten) ||
    a.entry.parts - b.entry.parts ||
    (a.entry.sortText < b.entry.sortText ? -1 : Number(a.entry.sortText > b.entry.sortText))
  )
}
