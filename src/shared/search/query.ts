/** Turns what was typed into words to look for, and into other ways of reading it. */
import { foldKey, foldSpelling, wordsOf } from './folding.ts'
import { isOptionalWord, withoutArticle } from './name-particles.ts'
import { otherWordsFor } from './other-words.ts'
import type { WordForms } from './term-match.ts'
import { formsOf } from './term-match.ts'

export type QueryWord = WordForms & {
  /** As foldSpelling gives it: initials keep their double letters ("AA"). */
  written: string
  /** A particle or a title: it may match, but need not. */
  isOptional: boolean
  /** Nobody typed it: it may be meant. */
  isGuess: boolean
}

/** Words that must all be found. */
export type Reading = readonly QueryWord[]

const MOST_WORDS = 8

/**
 * The readings of a query: as typed and, when `isGenerous`, with two neighbours joined ("el mansouri" as "elmansouri")
 * without an Arabic article ("alkhatib" as "khatib"), or with the name behind a short one ("conny" as "cornelia").
 * Particles and titles alone are looked for like any other word.
 */
export function readingsOf(query: string, isGenerous: boolean): Reading[] {
  const words = wordsOf(query)
    .map(({ text }) => text)
    .filter((word) => foldKey(word) !== '')
    .slice(0, MOST_WORDS)
  if (words.length === 0) return []
  const asTyped = readingOf(words)
  if (!isGenerous) return [asTyped]
  const joined = words.slice(1).map((word, at) => readingOf(words.toSpliced(at, 2, (words[at] ?? '') + word)))
  return [asTyped, ...joined, ...withoutArticles(words), ...inOtherWords(words)]
}

function readingOf(words: string[]): Reading {
  const reading = words.map((word) => {
    const written = foldSpelling(word)
    return { ...formsOf(word), written, isOptional: isOptionalWord(written), isGuess: false }
  })
  return reading.every(({ isOptional }) => isOptional)
    ? reading.map((word) => ({ ...word, isOptional: false }))
    : reading
}

/** One word changed at a time: two short names in one query are rare, and each reading costs a search. */
const inOtherWords = (words: string[]): Reading[] =>
  words.flatMap((word, at) =>
    otherWordsFor(word).map((other) =>
      readingOf(words.with(at, other)).map((each, index) => ({ ...each, isGuess: index === at })),
    ),
  )

function withoutArticles(words: string[]): Reading[] {
  const plain = words.map((word) => withoutArticle(word) ?? word)
  return plain.some((word, at) => word !== words[at]) ? [readingOf(plain)] : []
}
