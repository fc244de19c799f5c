/** Narrowing a table: plain containment, where nobody has to be guessed. */
import { foldSpelling, wordsOf } from './folding.ts'

/** Whether every word of the query occurs in a text, however it is spelt; of an empty query always. */
export function containing(query: string): (text: string) => boolean {
  const words = wordsOf(query).map(({ text }) => foldSpelling(text))
  if (words.length === 0) return () => true
  return (text) => {
    const folded = foldSpelling(text)
    return words.every((word) => folded.includes(word))
  }
}
