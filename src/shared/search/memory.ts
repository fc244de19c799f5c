/** What was worked out of a text is kept: most guests share their organisation, town and office, and the same hits come again with the next letter. */
import { elidedWordsOf } from './elided-words.ts'
import { indexedWordsOf } from './indexed-words.ts'
import type { SearchField } from './indexed-words.ts'
import { initialsOf } from './initials.ts'
import { officeFormsOf } from './offices.ts'

/** Texts that are kept of each kind; then it begins anew. */
const MOST = 2_000

/** The words, said in full or by half, and the short forms of texts, as the functions of the same names give them. */
export const createTextMemory = () => ({
  wordsOf: remembering(indexedWordsOf, nameOfField),
  elidedWordsOf: remembering(elidedWordsOf, (text) => text),
  initialsOf: remembering(initialsOf, (text) => text),
  officeFormsOf: remembering(officeFormsOf, (text) => text),
})

export type TextMemory = ReturnType<typeof createTextMemory>

const nameOfField = ({ isPersonName, isSpoken, text }: SearchField): string =>
  `${isPersonName ? 'person' : 'other'} ${isSpoken ? 'spoken' : ''} ${text}`

function remembering<Input, Output>(work: (input: Input) => Output, nameOf: (input: Input) => string) {
  const known = new Map<string, Output>()
  return (input: Input): Output => {
    const name = nameOf(input)
    const before = known.get(name)
    if (before !== undefined) return before
    if (known.size >= MOST) known.clear()
    const output = work(input)
    known.set(name, output)
    return output
  }
}
