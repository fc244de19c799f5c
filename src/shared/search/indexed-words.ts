/** Which words of an entry's fields the index knows. */
import type { Word } from './folding.ts'
import { foldKey, wordsOf } from './folding.ts'

/** A text by which an entry is found. Fields count in the order given: put the last name first. */
export type SearchField = {
  /** Names the field in a hit's marks. */
  name: string
  text: string
  /** A name of a person: neighbouring words are also known as one ("El Mansouri" as "Elmansouri"). */
  isPersonName?: boolean
}

export type IndexedWord = Word & { key: string }

/** The words of one field, with their keys and places in the text. */
export function indexedWordsOf({ text, isPersonName }: SearchField): IndexedWord[] {
  const words = wordsOf(text)
  const joined = isPersonName === true ? words.slice(1).map((word, at) => joinedWord(words[at], word)) : []
  return [...words, ...joined]
    .map((word) => ({ ...word, key: foldKey(word.text) }))
    .filter(({ key }) => key !== '')
}

const joinedWord = (first: Word | undefined, second: Word): Word => ({
  text: (first?.text ?? '') + second.text,
  start: first?.start ?? second.start,
  end: second.end,
})
