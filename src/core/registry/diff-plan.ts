/** What comparing a list with the registry comes to: what an import would do, and the entries of the diff that are shown. */
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { DiffPart, ListDiff } from '../../shared/contract/registry.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { containing } from '../../shared/search/containing.ts'

/** Which entries of the diff are shown: the first ones of each part, or of one part those that a search finds, from `offset` on. */
export type DiffWindow = { part: DiffPart | null; search: string; offset: number; most: number }

/** So many of each part come with the first look; more are asked for page by page. */
export const FIRST_LOOK: DiffWindow = { part: null, search: '', offset: 0, most: 2_000 }

export type Shown = Pick<ListDiff, DiffPart>

export type Plan = {
  added: Attendee[]
  changed: Attendee[]
  removed: AttendeeId[]
  overArrived: AttendeeId[]
  /** Guests of the register who stand in the list and of whom nothing is taken over. */
  leftAsTheyAre: Attendee[]
  counts: ListDiff['counts']
  shown: Shown
  /** How many entries the window's search finds. */
  found: number
  show: <Part extends DiffPart>(part: Part, entry: Shown[Part][number]) => void
  /** The same for the same list and registry, whatever is shown or was chosen. */
  seen: () => string
}

export function createPlan({ part: wanted, search, offset, most }: DiffWindow): Plan {
  const isSearched = containing(search)
  const seen: Hash = createHash('sha256')
  const plan: Plan = {
    added: [],
    changed: [],
    removed: [],
    overArrived: [],
    leftAsTheyAre: [],
    counts: { added: 0, changed: 0, vanished: 0, doubtful: 0, unchanged: 0 },
    shown: { added: [], changed: [], vanished: [], doubtful: [] },
    found: 0,
    show(part, entry) {
      plan.counts[part] += 1
      seen.update(`${part}${JSON.stringify(entry)}`)
      if ((wanted !== null && wanted !== part) || !isSearched(textOf(entry))) return
      plan.found += 1
      const entries: Shown[typeof part][number][] = plan.shown[part]
      const place = wanted === null ? entries.length : plan.found - 1
      if (place >= offset && entries.length < most) entries.push(entry)
    },
    seen: () => seen.copy().digest('hex').slice(0, 32),
  }
  return plan
}

const textOf = (entry: Shown[DiffPart][number]): string =>
  [entry.name, entry.organisation, 'known' in entry ? entry.known.name : ''].join(' ')
