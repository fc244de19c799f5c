/** Finds the entries whose organisation or office is known by short forms, or by a word, that nobody entered. */
import { elidedWordsOf, isElidedWord } from './elided-words.ts'
import type { Initials } from './initials.ts'
import { fitOfInitials, initialsOf } from './initials.ts'
import { officeFormsOf, rangesOfOffice } from './offices.ts'

/** 0: all the initials, or a known short form; 1: some of them, or a word whose ending is left to a later one; 2: the short form of an office. */
export type ShortFit = 0 | 1 | 2
/** How well typed letters, as foldSpelling gives them, stand for a text. */
type Judge = (typed: string) => ShortFit | null
type Text = { judge: Judge; entries: Map<number, number> }
export type FoundByInitials = { entry: number; field: number; fit: ShortFit }

export type InitialsIndex = {
  add(text: string, entry: number, field: number): void
  remove(text: string, entry: number): void
  /** `typed`: as foldSpelling gives it. */
  find(typed: string): Iterable<FoundByInitials>
}

/** Each text is looked at once, however many people have it. `judgeOf`: one of the two below. */
export function createInitialsIndex(judgeOf: (text: string) => Judge): InitialsIndex {
  const texts = new Map<string, Text>()

  return {
    add(text, entry, field) {
      const known = texts.get(text) ?? { judge: judgeOf(text), entries: new Map() }
      texts.set(text, known)
      known.entries.set(entry, field)
    },
    remove(text, entry) {
      const known = texts.get(text)
      known?.entries.delete(entry)
      if (known?.entries.size === 0) texts.delete(text)
    },
    *find(typed) {
      for (const { judge, entries } of texts.values()) {
        const fit = judge(typed)
        if (fit !== null) for (const [entry, field] of entries) yield { entry, field, fit }
      }
    },
  }
}

export function organisationJudge(text: string): Judge {
  const initials = initialsOf(text)
  return withElidedWords(text, (typed) => bestFit(typed, initials))
}

export function officeJudge(text: string): Judge {
  const forms = officeFormsOf(text)
  return withElidedWords(text, (typed) => (rangesOfOffice(typed, forms).length > 0 ? 2 : null))
}

/** Most texts have no such words, and pay nothing for those that do. */
function withElidedWords(text: string, judge: Judge): Judge {
  const elided = elidedWordsOf(text)
  if (elided.length === 0) return judge
  return (typed) => judge(typed) ?? (elided.some((word) => isElidedWord(typed, word)) ? 1 : null)
}

function bestFit(typed: string, initials: readonly Initials[]): 0 | 1 | null {
  let best: 0 | 1 | null = null
  for (const { letters } of initials) {
    const fit = fitOfInitials(typed, letters)
    if (fit !== null && (best === null || fit < best)) best = fit
  }
  return best
}
