/** Recognises organisations of a list among the partners that are known already. */
import type { Partner } from '../../shared/domain/registry/registry.ts'
import { foldSpelling, wordsOf } from '../../shared/search/folding.ts'

/** Words that tell what kind of body it is, not which one: "Stadt Mössingen" and "Mössingen" are the same. */
const GENERIC_WORDS: ReadonlySet<string> = new Set(
  (
    'stadt gemeinde markt universitaetsstadt kreisstadt grosse stadtverwaltung gemeindeverwaltung buergermeisteramt rathaus ' +
    'der die das des gmbh ggmbh mbh ag kg co eg ev e v gbr ohg ug se kgaa'
  ).split(' '),
)

export type OrganisationMatcher = {
  /** The partner of that name: by name, by short name, or by what is left without generic words if only one fits. */
  find(name: string): Partner | undefined
  add(partner: Partner): void
}

/** A matcher over known partners; the same name twice counts as no match unless it is the same partner. */
export function createOrganisationMatcher(known: readonly Partner[]): OrganisationMatcher {
  const byName = new Map<string, Set<Partner>>()
  const byShortName = new Map<string, Set<Partner>>()
  const byCore = new Map<string, Set<Partner>>()
  // the same few names come again and again
  const found = new Map<string, Partner | undefined>()

  const add = (partner: Partner): void => {
    found.clear()
    note(byName, foldSpelling(partner.name), partner)
    note(byShortName, foldSpelling(partner.shortName), partner)
    note(byCore, coreOf(partner.name), partner)
  }
  for (const partner of known) add(partner)
  const lookFor = (name: string): Partner | undefined => {
    const folded = foldSpelling(name)
    return (
      onlyOne(byName.get(folded)) ?? onlyOne(byShortName.get(folded)) ?? onlyOne(byCore.get(coreOf(name)))
    )
  }

  return {
    add,
    find: (name) => {
      if (!found.has(name)) found.set(name, lookFor(name))
      return found.get(name)
    },
  }
}

function note(partners: Map<string, Set<Partner>>, key: string, partner: Partner): void {
  if (key === '') return
  const same = partners.get(key) ?? new Set()
  partners.set(key, same.add(partner))
}

const onlyOne = (partners: ReadonlySet<Partner> | undefined): Partner | undefined =>
  partners?.size === 1 ? [...partners][0] : undefined

/** The words that name the body, in any order; empty when there are none. */
const coreOf = (name: string): string =>
  wordsOf(name.replace(/\([^)]*\)/g, ' '))
    .map(({ text }) => foldSpelling(text))
    .filter((word) => !GENERIC_WORDS.has(word))
    .toSorted()
    .join(' ')
