/** Finds what of an entry's texts to mark for the reader. */
import type { EditDistance } from './edit-distance.ts'
import { foldKey } from './folding.ts'
import type { IndexedWord, SearchField } from './indexed-words.ts'
import { indexedWordsOf } from './indexed-words.ts'
import type { QueryWord, Reading } from './query.ts'
import { formsOf, penaltyOf, RANK_STEP } from './term-match.ts'

/** A range of a field's text, in UTF-16 units, `end` exclusive. */
export type Mark = { field: string; start: number; end: number }

/** For each word of the reading the places where it fits best, in the order of the fields, without overlaps. */
export function marksOf(
  reading: Reading,
  fields: readonly SearchField[],
  distance: (typed: string, name: string) => EditDistance,
): Mark[] {
  return fields.flatMap((field) => {
    const words = indexedWordsOf(field)
    return withoutOverlaps(reading.flatMap((typed) => marksIn(typed, field, words, distance)))
  })
}

function marksIn(
  typed: QueryWord,
  field: SearchField,
  words: IndexedWord[],
  distance: (typed: string, name: string) => EditDistance,
): Mark[] {
  const fits = words.flatMap((word) => {
    const penalty = penaltyOf(
      typed,
      formsOf(word.text, word.key),
      typed.isOptional ? 'prefix' : 'typo',
      distance,
    )
    return penalty === null ? [] : [{ word, penalty }]
  })
  const best = Math.min(...fits.map(({ penalty }) => penalty))
  return fits
    .filter(({ penalty }) => penalty === best)
    .map(({ word, penalty }) => ({ field: field.name, ...rangeOf(typed.key, word, penalty, field.text) }))
}

/** A prefix or part marks its letters alone, everything else the whole word. */
function rangeOf(
  key: string,
  word: IndexedWord,
  penalty: number,
  text: string,
): { start: number; end: number } {
  const rank = Math.floor(penalty / RANK_STEP)
  if (rank === 3) return partRange(key, word, text)
  return { start: word.start, end: rank === 1 ? endOfPrefix(key, word.start, word.end, text) : word.end }
}

function partRange(key: string, word: IndexedWord, text: string): { start: number; end: number } {
  let start = word.start
  for (let at = word.start; at < word.end; at++)
    if (foldKey(text.slice(at, word.end)).startsWith(key)) start = at
  return { start, end: endOfPrefix(key, start, word.end, text) }
}

function endOfPrefix(key: string, start: number, wordEnd: number, text: string): number {
  let end = start + 1
  while (end < wordEnd && !foldKey(text.slice(start, end)).startsWith(key)) end++
  while (end < wordEnd && /\p{M}/u.test(text.charAt(end))) end++
  return end
}

function withoutOverlaps(marks: Mark[]): Mark[] {
  const merged: Mark[] = []
  for (const mark of marks.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && mark.start < last.end) last.end = Math.max(last.end, mark.end)
    else merged.push({ ...mark })
  }
  return merged
}
