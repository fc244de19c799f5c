/** The search index over all guests, kept up to date in small portions so that typing never waits for it. */
import { onScopeDispose, ref, watch } from 'vue'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { State } from '../../shared/domain/state.ts'
import { createSearchIndex } from '../../shared/search.ts'
import type { Hit } from '../../shared/search.ts'
import { attendeeFields } from '../../shared/search/attendee-fields.ts'
import { changedGuests } from './guest-changes.ts'
import type { Guest, Guests } from './guest-changes.ts'

/** Milliseconds of indexing before the page gets its turn again. */
const PORTION = 8

export function useGuestIndex(state: () => State) {
  const index = createSearchIndex<AttendeeId>()
  const known: Guests = new Map()
  /** Counts up with every change of the index, for whoever shows its hits. */
  const version = ref(0)
  let waiting: Guest[] = []
  let timer = 0

  function catchUp(): void {
    const { put, gone } = changedGuests(known, state())
    for (const id of gone) {
      index.remove(id)
      known.delete(id)
    }
    waiting = put
    if (gone.length > 0) version.value += 1
    clearTimeout(timer)
    if (waiting.length > 0) work()
  }

  function work(): void {
    const end = performance.now() + PORTION
    let done = 0
    for (const guest of waiting) {
      index.put(guest.attendee.id, attendeeFields(guest.attendee, guest.partner))
      known.set(guest.attendee.id, guest)
      done += 1
      if (performance.now() > end) break
    }
    waiting = waiting.slice(done)
    version.value += 1
    if (waiting.length > 0) timer = window.setTimeout(work)
  }

  watch(state, catchUp, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))

  const search = (query: string, limit: number, arrived: (id: AttendeeId) => boolean): Hit<AttendeeId>[] =>
    index.search(query, limit, { arrived })
  return { version, search }
}
