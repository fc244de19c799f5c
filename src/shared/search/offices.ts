/** By which short forms an office is known though nobody entered them: "OB", "Bgm", "GF", "MdL". */
import { foldSpelling, wordsOf } from './folding.ts'
import type { Initials } from './initials.ts'
import { fitOfInitials, initialsOf } from './initials.ts'

/** `words`: each word's letters that begin its syllables, "bgmt" of "Bürgermeister", and where it stands. */
export type OfficeForms = {
  initials: Initials[]
  words: { onsets: string; start: number; end: number }[]
}

const ONSETS = /^.|[^aeiouy](?=[rl]?[aeiouy])/g
/** Short forms leave vowels out: "bgm", and not "bürg", which is a beginning. */
const SHORT_FORM = /^[a-z][^aeiouy]{1,3}$/

export const officeFormsOf = (text: string): OfficeForms => ({
  initials: initialsOf(text),
  words: wordsOf(text).map(({ text: word, start, end }) => ({
    onsets: foldSpelling(word).match(ONSETS)?.join('') ?? '',
    start,
    end,
  })),
})

/** Where in the office's text that is which the typed letters, folded, stand for; empty when they stand for nothing in it. */
export function rangesOfOffice(
  typed: string,
  { initials, words }: OfficeForms,
): { start: number; end: number }[] {
  if (typed.length < 2) return []
  const whole = initials.find(({ letters }) => fitOfInitials(typed, letters) === 0)
  if (whole) return whole.ranges
  if (!SHORT_FORM.test(typed)) return []
  return words
    .filter(({ onsets }) => onsets.startsWith(typed.charAt(0)) && isWithin(typed, onsets))
    .map(({ start, end }) => ({ start, end }))
}

/** The letters occur in this order, others may stand between. */
function isWithin(typed: string, onsets: string): boolean {
  let at = 0
  for (const letter of onsets) if (letter === typed.charAt(at)) at += 1
  return at === typed.length
}
