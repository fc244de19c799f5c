/** What the console says of an accession: who could join, what was sealed before, and how the form begins. */
import { joinablePartners, standingOf, statesOf } from '../../../shared/domain/signing/accession.ts'
import type { PartnerId } from '../../../shared/domain/ids.ts'
import type { Partner } from '../../../shared/domain/registry/registry.ts'
import type { State } from '../../../shared/domain/state.ts'

/** What a partner was before it joins; key of a text. */
export type Before = 'none' | 'guest' | 'declined' | 'on-paper'

export type Candidate = { partner: Partner; before: Before }

/** Those the evening was about come first, then who was entered since, then the guests; each by name. */
const RANK: Record<Before, number> = { declined: 0, 'on-paper': 0, none: 1, guest: 2 }

export const candidates = (state: State): Candidate[] =>
  joinablePartners(state)
    .map((partner) => ({ partner, before: beforeOf(state, partner) }))
    .toSorted((a, b) => RANK[a.before] - RANK[b.before])

function beforeOf(state: State, { id, role }: Partner): Before {
  const status = standingOf(state, id)?.status
  if (status === 'declined' || status === 'on-paper') return status
  return role === 'guest' ? 'guest' : 'none'
}

export type AccessionForm = { partners: PartnerId[]; title: string; place: string; date: string }

/** `today` is this device's day, YYYY-MM-DD. */
export const blankAccession = ({ ceremony }: State, today: string): AccessionForm => ({
  partners: [],
  title: ceremony?.title ?? '',
  place: ceremony?.town ?? '',
  date: today,
})

/** What was sealed before the present document, the latest first, each with the state it was sealed in. */
export const concludedStates = (state: State): { document: number; state: State }[] =>
  statesOf(state)
    .slice(0, -1)
    .map((each, document) => ({ document, state: each }))
    .toReversed()
