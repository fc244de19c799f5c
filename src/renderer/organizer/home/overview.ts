/** What the overview says: when and where, and four numbers. */
import { countOfSigners } from '../../../shared/domain/signing/accession.ts'
import { signersOf } from '../../../shared/domain/signing/agreement.ts'
import type { Ceremony } from '../../../shared/domain/evening/ceremony.ts'
import { openPartners } from '../../../shared/domain/signing/turn.ts'
import { expectedOnList } from '../../../shared/domain/door/seat.ts'
import type { State } from '../../../shared/domain/state.ts'

export type Figure = {
  key: 'partners' | 'attendees' | 'present' | 'signed'
  value: number
  of: number | null
}

export function figuresOf(state: State): Figure[] {
  // an accession under way has figures of its own; once it is sealed it counts with the rest
  const isSealed = state.agreement?.status === 'sealed'
  const signers = isSealed ? countOfSigners(state) : signersOf(state).length
  const expected = expectedOnList(state)
  return [
    { key: 'partners', value: signers, of: null },
    { key: 'attendees', value: expected, of: null },
    { key: 'present', value: state.present, of: state.ceremony?.capacity ?? null },
    { key: 'signed', value: signers - openPartners(state).length, of: signers },
  ]
}

/** "21. Februar 2017, 18:00 · Großer Sitzungssaal"; empty without a ceremony. */
export function whenAndWhere(ceremony: Ceremony | null, date: (at: string) => string): string {
  if (!ceremony) return ''
  return [`${date(ceremony.date)}, ${ceremony.time}`, ceremony.room, ceremony.address]
    .filter(Boolean)
    .join(' · ')
}
