/** Whether two names on two lists may be one person: heard alike, mistyped, or first and last name swapped. */
import { createEditDistance } from '../../shared/search/edit-distance.ts'
import { foldKey } from '../../shared/search/folding.ts'
import { soundsOf } from '../../shared/search/heard.ts'

export type NameForms = {
  first: string
  last: string
  firstCodes: readonly string[]
  lastCodes: readonly string[]
}
export type Likeness = 'sounds-alike' | 'names-swapped'

export function nameForms({ firstName, lastName }: { firstName: string; lastName: string }): NameForms {
  const first = foldKey(firstName)
  const last = foldKey(lastName)
  return { first, last, firstCodes: codesOf(firstName, first), lastCodes: codesOf(lastName, last) }
}

/** How a name may be heard, as Kölner codes. */
const codesOf = (name: string, key: string): string[] =>
  [...new Set(soundsOf(name, key).map(({ code }) => code))].filter(Boolean)

const measure = createEditDistance()

/** null when they are two people as far as their names go. */
export function likenessOf(a: NameForms, b: NameForms): Likeness | null {
  if (a.first !== '' && a.first === b.last && a.last === b.first) return 'names-swapped'
  return isLike(a.last, b.last, a.lastCodes, b.lastCodes) && isLikeFirst(a, b) ? 'sounds-alike' : null
}

/** "H." and "Hans", "Hans" and "Hans-Peter", or nothing at all: then the last name alone decides. */
const isLikeFirst = (a: NameForms, b: NameForms): boolean =>
  a.first.startsWith(b.first) ||
  b.first.startsWith(a.first) ||
  isLike(a.first, b.first, a.firstCodes, b.firstCodes)

function isLike(a: string, b: string, aCodes: readonly string[], bCodes: readonly string[]): boolean {
  if (a === b) return true
  const slips = Math.min(a.length, b.length) >= 7 ? 2 : 1
  const distance = measure(a, b, 3)?.whole ?? Infinity
  if (distance <= slips && Math.min(a.length, b.length) >= 4) return true
  return distance <= 3 && aCodes.some((code) => code.length > 1 && bCodes.includes(code))
}

/** Under each of these a person is looked for; two who are alike share one of them nearly always. */
export const bucketsOf = ({ first, last, firstCodes, lastCodes }: NameForms): string[] => [
  ...new Set([
    ...lastCodes.map((code) => `l${code}`),
    ...(first === '' ? [] : [`f${first}${last.slice(0, 1)}`]),
    ...firstCodes.map((code) => `l${code}`),
  ]),
]
