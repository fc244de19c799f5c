/** Finds what of an entry's texts to mark for the reader. */
import type { MeasureDistance } from './edit-distance.ts'
import type { ElidedWord } from './elided-words.ts'
import { isElidedWord } from './elided-words.ts'
import { foldKey } from './folding.ts'
import type { IndexedWord, SearchField } from './indexed-words.ts'
import { fitOfInitials } from './initials.ts'
import type { Initials } from './initials.ts'
import type { TextMemory } from './memory.ts'
import { rangesOfOffice } from './offices.ts'
import type { QueryWord, Reading } from './query.ts'
import type { Rank } from './term-match.ts'
import { penaltyOf, rankOf } from './term-match.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A range of a field's text, in UTF-16 units, `end` exclusive. */
export type Mark = { field: string; start: number; end: number }

type Range = { start: number; end: number }
type Means = { vocabulary: Vocabulary; distance: MeasureDistance; texts: TextMemory }

/** In each field the places where the words of the reading fit best, up to the hit's rank, in order and without overlaps. */
export function marksOf(reading: Reading, rank: Rank, fields: readonly SearchField[], means: Means): Mark[] {
  return fields.flatMap((field) => {
    const words = means.texts.wordsOf(field)
    const ranges = reading.flatMap((typed) => {
      const inWords = rangesIn(typed, rank, field.text, words, means)
      return inWords.length === 0 ? rangesOfShortForm(typed, field, means.texts) : inWords
    })
    return withoutOverlaps(ranges).map((range) => ({ field: field.name, ...range }))
  })
}

function rangesOfShortForm(
  { written, isOptional }: QueryWord,
  field: SearchField,
  texts: TextMemory,
): Range[] {
  if (isOptional || (!field.isOrganisation && !field.isOffice)) return []
  const ranges = field.isOrganisation
    ? rangesOfInitials(written, texts.initialsOf(field.text))
    : rangesOfOffice(written, texts.officeFormsOf(field.text))
  return ranges.length > 0 ? ranges : rangesOfElided(written, texts.elidedWordsOf(field.text))
}

/** Both words are marked as a whole: the typed letters end in the midst of the later one. */
const rangesOfElided = (written: string, elided: readonly ElidedWord[]): Range[] =>
  elided.find((word) => isElidedWord(written, word))?.words.map(({ start, end }) => ({ start, end })) ?? []

function rangesOfInitials(written: string, initials: readonly Initials[]): Range[] {
  const fits = initials.filter(({ letters }) => fitOfInitials(written, letters) !== null)
  return fits[0]?.ranges.slice(0, written.length) ?? []
}

function rangesIn(
  typed: QueryWord,
  rank: Rank,
  text: string,
  words: IndexedWord[],
  { vocabulary, distance }: Means,
): Range[] {
  const effort = typed.isOptional ? 'prefix' : rank
  const fits = words.flatMap((word) => {
    const term = vocabulary.find(word.key)
    const penalty = term ? penaltyOf(typed, term, effort, distance) : null
    return penalty === null ? [] : [{ word, penalty }]
  })
  const best = Math.min(...fits.map(({ penalty }) => penalty))
  return fits
    .filter(({ penalty }) => penalty === best)
    .map(({ word }) => rangeOf(typed.key, word, rankOf(best), text))
}

/** A prefix or part marks its letters alone, everything else the whole word. */
function rangeOf(key: string, { start, end }: IndexedWord, rank: Rank, text: string): Range {
  if (rank === 'prefix') return { start, end: endOfPrefix(key, start, end, text) }
  if (rank !== 'part') return { start, end }
  const partStart = startOfPart(key, start, end, text)
  return { start: partStart, end: endOfPrefix(key, partStart, end, text) }
}

function startOfPart(key: string, start: number, end: number, text: string): number {
  for (let at = end - 1; at > start; at--) if (foldKey(text.slice(at, end)).startsWith(key)) return at
  return start
}

function endOfPrefix(key: string, start: number, wordEnd: number, text: string): number {
  let end = start + 1
  while (end < wordEnd && !foldKey(text.slice(start, end)).startsWith(key)) end++
  while (end < wordEnd && /\p{M}/u.test(text.charAt(end))) end++
  return end
}

function withoutOverlaps(ranges: Range[]): Range[] {
  const merged: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end)
    else merged.push({ ...range })
  }
  return merged
}
