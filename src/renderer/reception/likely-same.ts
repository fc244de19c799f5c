/** Whether a guest on the list may be the person whose name is being typed: stricter than the search, which also guesses. */
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { createSearchIndex } from '../../shared/search.ts'
import { attendeeFields } from '../../shared/search/attendee-fields.ts'
import { foldSpelling, wordsOf } from '../../shared/search/folding.ts'
import { isOptionalWord } from '../../shared/search/name-particles.ts'
import type { Rank } from '../../shared/search/term-match.ts'

/** Below so many letters half of all names are alike: "Ali" and "Eli", "Kaya" and "Kara". */
const SHORTEST: Readonly<Record<Rank, number>> = { exact: 1, prefix: 2, phonetic: 4, part: Infinity, typo: 6 }
const NAME = 'name'

/** Each word that counts must stand in the guest's names: so written or begun, longer ones also as heard or with a slip. */
export function isLikelySame(typed: string, attendee: Attendee): boolean {
  const index = createSearchIndex<typeof NAME>()
  index.put(
    NAME,
    attendeeFields(attendee, undefined).filter(({ isPersonName }) => isPersonName),
  )
  const words = wordsOf(typed).map(({ text }) => text)
  const telling = words.filter((word) => !isOptionalWord(foldSpelling(word)))
  const asked = telling.length > 0 ? telling : words
  return (
    asked.length > 0 &&
    asked.every((word) => {
      const [hit] = index.search(word, 1)
      return hit !== undefined && word.length >= SHORTEST[hit.rank]
    })
  )
}
