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
  /** How a name is spoken: hyphens divide syllables, not words ("na-SA-ri"). */
  isSpoken?: boolean
  /** An organisation: also found by its initials ("DRK"). */
  isOrganisation?: boolean
  /** What somebody is: also found by its short form ("Bgm"). */
  isOffice?: boolean
}

export type IndexedWord = Word & { key: string }

/** The words of one field, with their keys and places in the text. */
export function indexedWordsOf({ text, isPersonName, isSpoken }: SearchField): IndexedWord[] {
  const words = isSpoken === true ? spokenWords(text) : wordsOf(text)
  const inNames = isPersonName === true ? [...joinedWords(words), ...afterApostrophes(words)] : []
  return [...words, ...words.flatMap(asSaint), ...inNames]
    .map((word) => ({ ...word, key: foldKey(word.text) }))
    .filter(({ key }) => key !== '')
}

/** "St. Anna" is also looked for as "Sankt Anna", and the other way round. */
function asSaint(word: Word): Word[] {
  const other = SAINTS.get(foldKey(word.text))
  return other === undefined ? [] : [{ ...word, text: other }]
}

const SAINTS: ReadonlyMap<string, string> = new Map([
  ['st', 'Sankt'],
  ['sankt', 'St'],
  ['saint', 'St'],
  ['sainte', 'Ste'],
])

/** A syllable alone is no name: whoever types "sa" means Şahin, not Nazari because of "na-SA-ri". */
function spokenWords(text: string): Word[] {
  const words: Word[] = []
  for (const word of wordsOf(text)) {
    const before = words.at(-1)
    const isSameWord = before !== undefined && /^[-\u2010\u2011]$/.test(text.slice(before.end, word.start))
    if (isSameWord) words.splice(-1, 1, joined([before], word))
    else words.push(word)
  }
  return words
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
