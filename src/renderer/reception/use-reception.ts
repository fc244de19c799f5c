/** One desk at the door: what is typed, who is found, who is chosen, and what each action came to. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { Attendee, Partner } from '../../shared/domain/registry.ts'
import { fullName } from '../../shared/domain/registry.ts'
import { MappeError } from '../../shared/errors.ts'
import { asMappeError } from '../connection/error.ts'
import { personOf } from '../desk/act.ts'
import type { Deed } from '../desk/act.ts'
import type { DeskInUse } from '../desk/use-desk.ts'
import { neighbour, sureHit } from './choice.ts'
import { arrivalOf, fillOf, latestArrivals, rowOf } from './rows.ts'
import type { GuestRow } from './rows.ts'
import { useGuestIndex } from './use-guest-index.ts'

/** What the last action came to, said plainly beside the search field. */
export type Outcome = {
  type: 'checked-in' | 'already-checked-in' | 'undone'
  id: AttendeeId
  name: string
  at: string
  stationName: string
  /** Done by this desk without the host, which will be told. */
  isAlone: boolean
}

/** How long a check-in can be undone with one tap, ms. */
const UNDO_WINDOW = 8_000
const SHOWN_HITS = 20
const SHOWN_ARRIVALS = 8

export function useReception(desk: DeskInUse) {
  const { state } = desk
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

  // A device that was turned away shows no name any more.
  watch(desk.givenUp, () => clear())
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

  /** The one tap back is offered for a moment only; later there is a reason to give. */
  const fresh = shallowRef<AttendeeId | null>(null)
  let freshness: ReturnType<typeof setTimeout> | undefined
  function offerUndo(id: AttendeeId): void {
    clearTimeout(freshness)
    fresh.value = id
    freshness = setTimeout(() => (fresh.value = null), UNDO_WINDOW)
  }
  onScopeDispose(() => clearTimeout(freshness))

  const { own } = desk
  async function perform(
    type: Outcome['type'],
    { id, name }: Pick<Outcome, 'id' | 'name'>,
    deed: Deed,
  ): Promise<Outcome> {
    const told = await desk.perform(deed)
    const about = { type, id, name, stationName: own.value?.name ?? '' }
    if (told.by === 'desk') return { ...about, at: told.at, isAlone: true }
    const { isRecorded, at, stationName } = told.answer
    const wasIn = deed.type === 'check-in' && !isRecorded
    return { ...about, at, isAlone: false, ...(wasIn && { type: 'already-checked-in', stationName }) }
  }

  async function admit(person: Pick<Outcome, 'id' | 'name'>, deed: Deed): Promise<Outcome> {
    const result = await perform('checked-in', person, deed)
    if (result.type === 'checked-in') offerUndo(person.id)
    return result
  }

  const checkIn = ({ id, name }: Pick<GuestRow, 'id' | 'name'>) =>
    act(id, async () => {
      const seen = arrivalOf(state.value, id)
      if (seen) return { type: 'already-checked-in', id, name, isAlone: false, ...seen }
      return admit({ id, name }, { type: 'check-in', guest: guestOf(id) })
    })

  const undo = (id: AttendeeId, name: string, reason: string) =>
    act(id, () => {
      const seenAt = state.value.arrivals[id]?.station ?? null
      return perform('undone', { id, name }, { type: 'undo', guest: guestOf(id), reason, seenAt })
    })

  const walkIn = (attendee: Attendee, partner: Partner | null) =>
    act(attendee.id, () => {
      const known = attendee.partnerId === null ? null : (state.value.partners[attendee.partnerId] ?? null)
      return admit(named(attendee), { type: 'walk-in', attendee, partner: partner ?? known })
    })

  const substitute = (absentId: AttendeeId, stranger: Attendee, reason: string) =>
    act(absentId, () =>
      admit(named(stranger), { type: 'substitute', absentId, substitute: stranger, reason }),
    )

  function guestOf(id: AttendeeId): Attendee {
    const guest = state.value.attendees[id]
    if (!guest) throw new MappeError('NOT_FOUND', { attendee: id })
    return guest
  }

  return {
    isLoaded: desk.isLoaded,
    state,
    waitingFor: computed(() => new Set(desk.waiting.value.map((act) => personOf(act).id))),
    canUndoAtOnce: computed(() => outcome.value?.type === 'checked-in' && outcome.value.id === fresh.value),
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

const named = (attendee: Attendee) => ({ id: attendee.id, name: fullName(attendee) })
