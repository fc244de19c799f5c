/** A name as somebody says it at the door, taken apart for the register. */
import { foldKey, wordsOf } from '../../shared/search/folding.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'

export type SplitName = { salutation: string; title: string; firstName: string; lastName: string }

const SALUTATION = /^(herr|frau|mr|mrs|ms)n?\.?$/i
const TITLE =
  /^(dr|prof|dipl|ing|mag|med|jur|rer|nat|phil|h|c|habil)[.\-a-z]*\.$|^(dr|prof|professorin|professor|mag)$/i
/** Words that belong to the last name that follows them. */
const PARTICLE =
  /^(von|vom|van|zu|zum|zur|de|del|della|der|den|dem|di|da|do|dos|du|la|le|el|al|bin|ibn|abu|ter|ten)$/i

/**
 * "Dr. Eva von der Heide" → Dr. / Eva / von der Heide; "Heide, Eva" → Eva / Heide.
 * One word alone is the last name. Typed without any capital, as in a hurry, it gets those that a badge needs.
 */
export function splitName(typed: string): SplitName {
  const written = /\p{Lu}/u.test(typed) ? typed : typed.replace(/\S+/g, withCapitals)
  const words = written.trim().split(/\s+/).filter(Boolean)
  let salutation = ''
  while (SALUTATION.test(words[0] ?? '')) salutation = SALUTATION.exec(words.shift() ?? '')?.[1] ?? ''
  const titles: string[] = []
  while (words.length > 1 && TITLE.test(words[0] ?? '')) titles.push(words.shift() ?? '')
  const title = titles.join(' ')
  const comma = words.findIndex((word) => word.endsWith(','))
  if (comma >= 0 && comma < words.length - 1) {
    const lastName = words
      .slice(0, comma + 1)
      .join(' ')
      .replace(/,$/, '')
    return { salutation, title, firstName: words.slice(comma + 1).join(' '), lastName }
  }
  const start = lastNameStart(words)
  return {
    salutation,
    title,
    firstName: words.slice(0, start).join(' '),
    lastName: words.slice(start).join(' '),
  }
}

const SUBJECT = /^(med|vet|jur|rer|nat|pol|phil|theol|h|c|habil)\./

const withCapitals = (word: string): string =>
  PARTICLE.test(word) || SUBJECT.test(word)
    ? word
    : word.replace(/(?:^|[-'’])\p{Ll}/gu, (start) => start.toUpperCase())

/** The partner somebody means by this name or abbreviation, however it is spelt. */
export function partnerNamed(partners: readonly Partner[], typed: string): Partner | null {
  const key = keyOf(typed)
  if (key === '') return null
  return partners.find(({ name, shortName }) => keyOf(name) === key || keyOf(shortName) === key) ?? null
}

const keyOf = (text: string): string =>
  wordsOf(text)
    .map((word) => foldKey(word.text))
    .join(' ')

/** The last word, with the particles before it; a first name always stays, if there are two words. */
function lastNameStart(words: string[]): number {
  let start = Math.max(0, words.length - 1)
  while (start > 1 && PARTICLE.test(words[start - 1] ?? '')) start -= 1
  if (start === 1 && PARTICLE.test(words[0] ?? '')) start = 0
  return start
}
