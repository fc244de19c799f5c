/** One desk at the door: what is typed, who is found, who is chosen, and what each action came to. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { Attendee, Partner } from '../../shared/domain/registry.ts'
import { fullName } from '../../shared/domain/registry.ts'
import type { MappeError } from '../../shared/errors.ts'
import { command } from '../client.ts'
import type { Host } from '../client.ts'
import { asMappeError } from '../connection/error.ts'
import { useCeremonyStore } from '../stores/ceremony.ts'
import { neighbour, sureHit } from './choice.ts'
import { fillOf, latestArrivals, rowOf } from './rows.ts'
import type { GuestRow } from './rows.ts'
import { useGuestIndex } from './use-guest-index.ts'

/** What the last action came to, said plainly beside the search field. */
export type Outcome = {
  type: 'checked-in' | 'already-checked-in' | 'undone'
  id: AttendeeId
  name: string
  at: string
  stationName: string
}

const SHOWN_HITS = 20
const SHOWN_ARRIVALS = 8

export function useReception(host: Host) {
  const store = useCeremonyStore()
  onScopeDispose(store.follow(host))
  const state = computed(() => store.state)
  const { version, search } = useGuestIndex(() => state.value)

  const query = ref('')
  const picked = shallowRef<AttendeeId | null>(null)
  const outcome = shallowRef<Outcome | null>(null)
  const error = shallowRef<MappeError | null>(null)
  const underWay = shallowRef<ReadonlySet<AttendeeId>>(new Set())

  const hits = computed(() => {
    void version.value
    return search(query.value, SHOWN_HITS, (id) => state.value.arrivals[id] !== undefined)
  })
  const rows = computed(() => hits.value.map((hit) => rowOf(state.value, hit)).filter((row) => row !== null))
  const ids = computed(() => rows.value.map(({ id }) => id))
  const chosen = computed(() =>
    picked.value && ids.value.includes(picked.value) ? picked.value : sureHit(hits.value),
  )

  watch(query, (typed, before) => {
    picked.value = null
    // With the first letter of the next guest; what comes in later, while one types on, stays.
    if (before === '' && typed !== '') outcome.value = null
  })

  const choose = (step: 1 | -1) => void (picked.value = neighbour(ids.value, chosen.value, step))

  /** Enter: the sure or chosen hit is let in; between several the first Enter only points at the best. */
  function enter(): void {
    const row = rows.value.find(({ id }) => id === chosen.value)
    if (row) void checkIn(row)
    else picked.value = ids.value[0] ?? null
  }

  function clear(): void {
    query.value = ''
    picked.value = null
    outcome.value = null
    error.value = null
  }

  /**
   * Runs one action; while a guest's own is under way, tapping again does nothing. The field is free for the
   * next guest at once, and gets its text back only when the action failed and nobody has typed since.
   */
  async function act(id: AttendeeId, run: () => Promise<Outcome>): Promise<boolean> {
    if (underWay.value.has(id)) return false
    underWay.value = new Set([...underWay.value, id])
    const typed = query.value
    clear()
    try {
      outcome.value = await run()
      return true
    } catch (fault) {
      error.value = asMappeError(fault)
      query.value ||= typed
      return false
    } finally {
      underWay.value = new Set([...underWay.value].filter((other) => other !== id))
    }
  }

  const checkIn = ({ id, name }: Pick<GuestRow, 'id' | 'name'>) =>
    act(id, async () => {
      const result = await command((commandId) => host.call.checkIn.checkIn({ commandId, attendeeId: id }))
      return { type: result.outcome, id, name, at: result.at, stationName: result.stationName }
    })

  const undo = (id: AttendeeId, name: string, reason: string) =>
    act(id, async () => {
      const { at } = await command((commandId) =>
        host.call.checkIn.undo({ commandId, attendeeId: id, reason }),
      )
      return { type: 'undone', id, name, at, stationName: '' }
    })

  const walkIn = (attendee: Attendee, partner: Partner | null) =>
    act(attendee.id, async () => {
      const { at } = await command((commandId) => host.call.checkIn.walkIn({ commandId, attendee, partner }))
      return admitted(attendee, at)
    })

  const substitute = (absentId: AttendeeId, stranger: Attendee, reason: string) =>
    act(absentId, async () => {
      const { at } = await command((commandId) =>
        host.call.checkIn.substitute({ commandId, absentId, substitute: stranger, reason }),
      )
      return admitted(stranger, at)
    })

  return {
    status: host.status,
    isLoaded: computed(() => store.isLoaded),
    state,
    query,
    rows,
    chosen,
    underWay,
    outcome,
    error,
    fill: computed(() => fillOf(state.value)),
    arrivals: computed(() => latestArrivals(state.value, SHOWN_ARRIVALS)),
    seatOf: (id: AttendeeId) => state.value.attendees[id]?.seat ?? '',
    choose,
    enter,
    clear,
    checkIn,
    undo,
    walkIn,
    substitute,
  }
}

const admitted = (attendee: Attendee, at: string): Outcome => ({
  type: 'checked-in',
  id: attendee.id,
  name: fullName(attendee),
  at,
  stationName: '',
})
