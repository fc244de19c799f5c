/** Search libraries as they come, on the same guests: what one gets without knowing anything about German names. */
import uFuzzy from '@leeoniya/ufuzzy'
import { Document as FlexDocument } from 'flexsearch'
import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { foldKey, wordsOf } from '../../src/shared/search/folding.ts'
import { koelnerCode } from '../../src/shared/search/koelner-phonetik.ts'
import { filledIndex } from '../fixtures/registry/searchable.ts'
import type { Searchable } from '../fixtures/registry/searchable.ts'

/** The ids of the best five for a query. */
export type Find = (query: string) => string[]
export type Engine = { name: string; build: (guests: readonly Searchable[]) => Find }

const BEST = 5

/** A code apart from the words: a digit alone says too little. */
const soundOf = (word: string): string => {
  const code = koelnerCode(foldKey(word))
  return code.length < 2 ? '' : `#${code}`
}

/** One flat document per guest, with the fields under their own names. */
const documentsOf = (guests: readonly Searchable[]) =>
  guests.map(({ id, fields }) => ({
    id,
    ...Object.fromEntries(fields.map(({ name, text }) => [name, text])),
  }))
const fieldNames = (guests: readonly Searchable[]): string[] =>
  (guests[0]?.fields ?? []).map(({ name }) => name)

export const OWN: Engine = {
  name: 'ours',
  build: (guests) => {
    const index = filledIndex(guests)
    return (query) => index.search(query, BEST).map(({ id }) => id)
  },
}

export const PEERS: readonly Engine[] = [
  {
    name: 'MiniSearch 7.2',
    build: (guests) => {
      const index = new MiniSearch({
        fields: fieldNames(guests),
        searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND' },
      })
      index.addAll(documentsOf(guests))
      return (query) =>
        index
          .search(query)
          .slice(0, BEST)
          .map(({ id }) => String(id))
    },
  },
  {
    name: 'MiniSearch 7.2 + our folding + Kölner',
    build: (guests) => {
      const index = new MiniSearch({
        fields: fieldNames(guests),
        tokenize: (text) => wordsOf(text).map((word) => word.text),
        processTerm: (word) => [foldKey(word), soundOf(word)].filter(Boolean),
      })
      index.addAll(documentsOf(guests))
      // A word is the term itself, mistyped or begun, or else whatever sounds alike.
      const asTerm = {
        fields: fieldNames(guests),
        tokenize: (term: string) => [term],
        processTerm: (term: string) => term,
      }
      const asWord = (word: string) => ({
        combineWith: 'OR' as const,
        queries: [
          { ...asTerm, queries: [foldKey(word)], prefix: true, fuzzy: 0.2 },
          { ...asTerm, queries: [soundOf(word)].filter(Boolean), boostDocument: () => 0.3 },
        ],
      })
      return (query) => {
        const queries = wordsOf(query).map(({ text }) => asWord(text))
        const found = index.search({ combineWith: 'AND', queries })
        return found.slice(0, BEST).map(({ id }) => String(id))
      }
    },
  },
  {
    name: 'FlexSearch 0.8',
    build: (guests) => {
      const index = new FlexDocument({
        document: { id: 'id', index: fieldNames(guests) },
        tokenize: 'forward',
      })
      for (const document of documentsOf(guests)) index.add(document)
      return (query) => {
        const found = index.search(query, { limit: BEST, merge: true })
        return found.map(({ id }) => String(id)).slice(0, BEST)
      }
    },
  },
  {
    name: 'uFuzzy 1.0',
    build: (guests) => {
      const engine = new uFuzzy({ intraMode: 1 })
      const texts = guests.map(({ fields }) => fields.map(({ text }) => text).join(' '))
      return (query) => {
        const [places, , order] = engine.search(texts, query, 1, 1_000)
        const best = order && places ? order.map((at) => places[at] ?? 0) : (places ?? [])
        return best.slice(0, BEST).map((place) => guests[place]?.id ?? '')
      }
    },
  },
  {
    name: 'Fuse.js 7.5',
    build: (guests) => {
      const index = new Fuse(documentsOf(guests), { keys: fieldNames(guests) })
      return (query) => index.search(query, { limit: BEST }).map(({ item }) => item.id)
    },
  },
]
