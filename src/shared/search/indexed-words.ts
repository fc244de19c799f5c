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
  /** An organisation: also found by its initials ("DRK"). */
  isOrganisation?: boolean
  /** What somebody is: also found by its short form ("Bgm"). */
  isOffice?: boolean
}

export type IndexedWord = Word & { key: string }

/** The words of one field, with their keys and places in the text. */
export function indexedWordsOf({ text, isPersonName }: SearchField): IndexedWord[] {
  const words = wordsOf(text)
  return [...words, ...(isPersonName === true ? [...joinedWords(words), ...afterApostrophes(words)] : [])]
    .map((word) => ({ ...word, key: foldKey(word.text) }))
    .filter(({ key }) => key !== '')
}

/** `indexedWordsOf` that remembers: most guests share their organisation, town and office, and the same hits come again with the next letter. */
export function createWordMemory(most = 2_000): typeof indexedWordsOf {
  const known = new Map<string, IndexedWord[]>()
  return (field) => {
    const name = `${field.isPersonName ? 'person' : 'other'} ${field.text}`
    const before = known.get(name)
    if (before) return before
    if (known.size >= most) known.clear()
    const words = indexedWordsOf(field)
    known.set(name, words)
    return words
  }
}

/** Each two neighbours as one word, and all of them: "el" "man" "su" "ri" is also looked for as "elmansuri". */
function joinedWords(words: Word[]): Word[] {
  const pairs = words.slice(1).map((word, at) => joined(words.slice(at, at + 1), word))
  const last = words.at(-1)
  return last && words.length > 2 ? [...pairs, joined(words.slice(0, -1), last)] : pairs
}

const joined = (before: Word[], last: Word): Word => ({
  text: before.map(({ text }) => text).join('') + last.text,
  start: before[0]?.start ?? last.start,
  end: last.end,
})

/** "O'Brien" is also looked for as "Brien". */
const afterApostrophes = (words: Word[]): Word[] =>
  words.flatMap((word) => {
    const [, rest] = /['’ʼ`´](.{2,})$/u.exec(word.text) ?? []
    return rest === undefined ? [] : [{ text: rest, start: word.end - rest.length, end: word.end }]
  })
