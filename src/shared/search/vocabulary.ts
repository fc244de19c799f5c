/** The words that occur in the index, each once, with the entries that hold it. */
import type { Sound } from './heard.ts'
import { onsetBits, soundsOf } from './heard.ts'
import type { WordForms } from './term-match.ts'
import { formsOf } from './term-match.ts'

export type Term = WordForms & {
  sounds: Sound[]
  /** Entry's number to the first (most important) of its fields that holds the word. */
  entries: Map<number, number>
  /** Where the term stands in the list, so that it can be taken out without a search. */
  place: number
}

export type Vocabulary = {
  terms: readonly Term[]
  find(key: string): Term | undefined
  add(word: string, key: string, entry: number, field: number): void
  remove(key: string, entry: number): void
}

/** An empty vocabulary; adding and removing a word costs the same at any size. */
export function createVocabulary(): Vocabulary {
  const terms: Term[] = []
  const byKey = new Map<string, Term>()
  const seenWords = new Set<string>()

  const create = (word: string, key: string): Term => {
    const forms = formsOf(word, key)
    const term: Term = { ...forms, sounds: [...forms.sounds], entries: new Map(), place: terms.length }
    terms.push(term)
    byKey.set(key, term)
    return term
  }

  const drop = (term: Term): void => {
    byKey.delete(term.key)
    seenWords.clear()
    const last = terms.pop()
    if (!last || last === term) return
    terms[term.place] = last
    last.place = term.place
  }

  return {
    terms,
    find: (key) => byKey.get(key),
    add(word, key, entry, field) {
      const term = byKey.get(key) ?? create(word, key)
      if (!seenWords.has(word)) learnSound(term, word)
      seenWords.add(word)
      if (field < (term.entries.get(entry) ?? Infinity)) term.entries.set(entry, field)
    },
    remove(key, entry) {
      const term = byKey.get(key)
      term?.entries.delete(entry)
      if (term?.entries.size === 0) drop(term)
    },
  }
}

/** "Celik" and "Çelik" share a key but not every sound. */
function learnSound(term: Term, word: string): void {
  for (const sound of soundsOf(word, term.key))
    if (!term.sounds.some(({ heard }) => heard === sound.heard)) term.sounds.push(sound)
  term.onsets = onsetBits(term.sounds)
}
