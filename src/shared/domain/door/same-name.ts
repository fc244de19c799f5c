/** Whether two people entered at the door are probably one: the same name as two clerks may have heard and spelt it. */
import { foldKey, foldSpelling, wordsOf } from '../../search/folding.ts'
import { koelnerCode } from '../../search/koelner-phonetik.ts'
import { isOptionalWord } from '../../search/name-particles.ts'
import type { Attendee, Partner } from '../registry/registry.ts'

/** Below so many letters names that sound alike are mostly different ones: "Kaya" and "Kara". */
const SHORTEST_HEARD = 5
const DIGIT = /\p{N}/u

type Person = { attendee: Attendee; partner: Partner | undefined }

/** A last name alone tells little: then the organisation has to be the same. */
export function isProbablySame(a: Person, b: Person): boolean {
  const [own, other] = [namesOf(a.attendee), namesOf(b.attendee)]
  const [few, many] = own.length <= other.length ? [own, other] : [other, own]
  if (few.length === 0 || !few.every((word) => many.some((known) => isSameWord(word, known)))) return false
  return few.length > 1 ? many.length - few.length <= 1 : keyOf(a.partner) === keyOf(b.partner)
}

function namesOf({ firstName, lastName }: Attendee): string[] {
  const words = wordsOf(`${firstName} ${lastName}`).map(({ text }) => text)
  const telling = words.filter((word) => !isOptionalWord(foldSpelling(word)))
  return telling.length > 0 ? telling : words
}

function isSameWord(a: string, b: string): boolean {
  if (DIGIT.test(a) || DIGIT.test(b)) return a === b
  if (foldKey(a) === foldKey(b)) return true
  const [own, other] = [foldSpelling(a), foldSpelling(b)]
  return Math.min(own.length, other.length) >= SHORTEST_HEARD && koelnerCode(own) === koelnerCode(other)
}

/** Organisations that two desks entered at the same time are two in the register, and one in the world. */
export const isSameOrganisation = (a: Partner | undefined, b: Partner | undefined): boolean =>
  a !== undefined && b !== undefined && keyOf(a) === keyOf(b)

const keyOf = (partner: Partner | undefined): string =>
  partner === undefined
    ? ''
    : wordsOf(partner.name)
        .map(({ text }) => foldKey(text))
        .join(' ')
