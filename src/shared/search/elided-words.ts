/** Words whose ending is left to a later one: a "Deich- und Sielverband" is a Deichverband, too. */
import { foldSpelling, wordsOf } from './folding.ts'
import type { Word } from './folding.ts'

/** `beginning` and `later`: as foldSpelling gives them, "deich" and "sielverband"; `words`: where both stand. */
export type ElidedWord = { beginning: string; later: string; words: readonly Word[] }

/** A hyphen with nothing behind it. */
const HANGING = /\p{Pd}[\s,/]/u
/** "In- und Ausland" leaves too little to be known by. */
const SHORTEST_BEGINNING = 3
/** "und" and "für" lend no ending. */
const SHORTEST_LATER = 5
/** "Deichv" may yet become anything. */
const SHORTEST_ENDING = 3

/** The words of a text that are said by half; none in most. */
export function elidedWordsOf(text: string): ElidedWord[] {
  if (!HANGING.test(text)) return []
  const words = wordsOf(text)
  const isHanging = ({ end }: Word) => HANGING.test(text.slice(end, end + 2))
  const elided = words.filter((word) => word.text.length >= SHORTEST_BEGINNING && isHanging(word))
  return elided.flatMap((word) => {
    const later = words.find(
      (other) => other.start > word.end && other.text.length >= SHORTEST_LATER && !isHanging(other),
    )
    return later === undefined ? [] : [elidedWord(word, later)]
  })
}

const elidedWord = (word: Word, later: Word): ElidedWord => ({
  beginning: foldSpelling(word.text),
  later: foldSpelling(later.text),
  words: [word, later],
})

/** Whether typed letters, as foldSpelling gives them, are the beginning and, of the later word, some letters in a row. */
export const isElidedWord = (typed: string, { beginning, later }: ElidedWord): boolean =>
  typed.length >= beginning.length + SHORTEST_ENDING &&
  typed.startsWith(beginning) &&
  later.includes(typed.slice(beginning.length))
