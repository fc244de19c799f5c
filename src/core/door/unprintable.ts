/** Whose words on a paper have letters that the typeface lacks: boxes stand there in their place, and somebody has to be told. */
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import { coverageOf } from '../fonts.ts'
import { missingFrom } from '../printable.ts'
import { organisationOf } from './people.ts'

/** Their names, in the order given; empty where all can be printed. `face`: a TrueType file. */
export function unprintableNames(state: State, guests: readonly Attendee[], face: Uint8Array): string[] {
  const coverage = coverageOf(face)
  return guests
    .filter((guest) => missingFrom(coverage, wordsOf(state, guest)).length > 0)
    .map((guest) => fullName(guest))
}

const wordsOf = (state: State, guest: Attendee): string =>
  [fullName(guest), guest.function, organisationOf(state, guest)].join(' ')
