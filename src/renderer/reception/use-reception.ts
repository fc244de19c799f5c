/** One desk at the door: what is typed, who is found, who is chosen, and what each action came to. */
import { computed, nextTick, ref, shallowRef, watch } from 'vue'
import { companionsIn } from '../../shared/domain/door/heads.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { Attendee, Partner } from '../../shared/domain/registry/registry.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import { seatOf } from '../../shared/domain/door/seat.ts'
import { MappeError } from '../../shared/errors.ts'
import { asMappeError } from '../connection/error.ts'
import { peopleOf } from '../desk/act.ts'
import type { Deed } from '../desk/act.ts'
import type { DeskInUse } from '../desk/use-desk.ts'
import { newAttendeeId } from '../ids.ts'
import { neighbour, sureHit } from './choice.ts'
import { awaitedByPartner } from './delegation.ts'
import type { Member } from './delegation.ts'
import { isLikelySame } from './likely-same.ts'
import { companionNamed } from './new-guest.ts'
import { alreadyIn, outcomeOf } from './outcome.ts'
import type { About, Outcome } from './outcome.ts'
import { arrivalOf, fillOf, latestArrivals, nameOf, noticeOf, rowOf } from './rows.ts'
import type { GuestRow } from './rows.ts'
import { questionFor, useCompany } from './use-company.ts'
import { useGuestIndex } from './use-guest-index.ts'
import { useStandIns } from './use-stand-ins.ts'
import { useUndoOffer } from './use-undo-offer.ts'

const SHOWN_HITS = 20
const SHOWN_LIKE = 3
const SHOWN_ARRIVALS = 8

export type Reception = ReturnType<typeof useReception>

/** `hear` is told what came of a guest who was not scanned. */
export function useReception(
  desk: DeskInUse,
  hear: (what: Outcome['type'] | 'failed' | 'unknown') => void = () => {},
) {
  const { state } = desk
  const { version, search } = useGuestIndex(() => state.value)

  const query = ref('')
  const picked = shallowRef<AttendeeId | null>(null)
  const outcome = shallowRef<Outcome | null>(null)
  const error = shallowRef<MappeError | null>(null)
  const underWay = shallowRef<ReadonlySet<AttendeeId>>(new Set())

  const company = useCompany(() => state.value)
  const awaited = computed(() => awaitedByPartner(state.value))

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
    else if (ids.value[0]) picked.value = ids.value[0]
    else if (query.value.trim() !== '') hear('unknown')
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
  async function act(id: AttendeeId, run: () => Promise<Outcome>, keepsQuery = false): Promise<boolean> {
    if (underWay.value.has(id)) return false
    underWay.value = new Set([...underWay.value, id])
    const typed = query.value
    clear()
    if (keepsQuery) query.value = typed
    try {
      outcome.value = await run()
      // a scan is heard by itself
      if (!keepsQuery) hear(outcome.value.type)
      return true
    } catch (fault) {
      error.value = asMappeError(fault)
      if (!keepsQuery) hear('failed')
      query.value ||= typed
      return false
    } finally {
      underWay.value = new Set([...underWay.value].filter((other) => other !== id))
    }
  }

  const { fresh, offerUndo } = useUndoOffer()
  const perform = async (type: Outcome['type'], about: About, deed: Deed): Promise<Outcome> =>
    outcomeOf(type, about, { deed, told: await desk.perform(deed), desk: desk.own.value?.name ?? '' })

  async function admit(about: About, deed: Deed): Promise<Outcome> {
    const result = await perform('checked-in', { ...about, notice: noticeOf(state.value, about.id) }, deed)
    if (result.type === 'checked-in') offerUndo(about.id)
    return result
  }

  /** Asks first how many came along, where some were announced. Null when that was not answered: nothing was done. */
  async function checkIn({ id, name }: Pick<GuestRow, 'id' | 'name'>, keepsQuery = false) {
    const isAwaited = !state.value.arrivals[id] && !underWay.value.has(id)
    const expects = isAwaited && (questionFor(state.value, id)?.likely ?? 0) > 0
    const companions = expects ? await company.ask(id) : 0
    if (companions === null) return null
    const run = async () => {
      const seen = arrivalOf(state.value, id)
      if (seen) return alreadyIn({ id, name }, seen)
      return admit({ id, name, companions }, { type: 'check-in', guest: guestOf(id), companions })
    }
    return act(id, run, keepsQuery)
  }

  /** More companions, or fewer, of a guest who is in. */
  async function recount({ id, name }: Pick<GuestRow, 'id' | 'name'>): Promise<void> {
    const count = await company.ask(id)
    if (count === null) return
    const by = count - companionsIn(state.value.arrivals[id])
    if (by === 0) return
    const deed: Deed = { type: 'companions', guest: guestOf(id), by, named: [] }
    await act(id, () => perform('company', { id, name, companions: count }, deed))
  }

  /** Guests on the list, or entered at another desk a moment ago, who may be the one that is typed as being on no list. */
  function likeGuests(typed: string, least = 3, most = SHOWN_LIKE): GuestRow[] {
    void version.value
    if (typed.trim().length < least) return []
    return search(typed, SHOWN_HITS, () => false)
      .filter(({ id }) => isLikelySame(typed, guestOf(id)))
      .slice(0, most)
      .flatMap((hit) => rowOf(state.value, hit) ?? [])
  }

  /** Back to the hits, with this guest chosen. */
  function show({ id, name }: GuestRow): void {
    query.value = name
    void nextTick(() => (picked.value = id))
  }

  /** One of those who were only counted gets a name; or one more comes. */
  function nameCompanion(id: AttendeeId, typed: string): Promise<boolean> {
    const companion = companionNamed(typed, id, newAttendeeId())
    company.settle(null)
    return act(companion.id, () => {
      const by = companionsIn(state.value.arrivals[id]) > 0 ? -1 : 0
      return admit(newcomer(companion), { type: 'companions', guest: guestOf(id), by, named: [companion] })
    })
  }

  /** Together or not at all. */
  function admitDelegation(organisation: string, members: readonly Member[]): Promise<boolean> {
    const [first] = members
    if (!first) return Promise.resolve(false)
    const about = { id: first.id, name: organisation, admitted: members.length }
    return act(first.id, () => {
      const guests = members.map(({ id, companions }) => ({ guest: guestOf(id), companions }))
      return perform('delegation', about, { type: 'delegation', guests })
    })
  }

  const undo = (id: AttendeeId, name: string, reason: string, hasLeft = false) =>
    act(id, () => {
      const seenAt = state.value.arrivals[id]?.station ?? null
      return perform('undone', { id, name }, { type: 'undo', guest: guestOf(id), reason, seenAt, hasLeft })
    })

  const walkIn = (attendee: Attendee, partner: Partner | null, offered: readonly AttendeeId[]) =>
    act(attendee.id, () => {
      const known = attendee.partnerId === null ? null : (state.value.partners[attendee.partnerId] ?? null)
      return admit(newcomer(attendee), { type: 'walk-in', attendee, partner: partner ?? known, offered })
    })

  const standIns = useStandIns({ state, guestOf, act, perform, admit, offerUndo })

  function guestOf(id: AttendeeId): Attendee {
    const guest = state.value.attendees[id]
    if (!guest) throw new MappeError('NOT_FOUND', { attendee: id })
    return guest
  }

  return {
    isLoaded: desk.isLoaded,
    state,
    waitingFor: computed(() => new Set(desk.waiting.value.flatMap(peopleOf).map(({ id }) => id))),
    canUndoAtOnce: computed(
      () =>
        (outcome.value?.type === 'checked-in' || outcome.value?.type === 'stands-in') &&
        outcome.value.id === fresh.value,
    ),
    query,
    rows,
    chosen,
    underWay,
    outcome,
    error,
    fill: computed(() => fillOf(state.value)),
    arrivals: computed(() => latestArrivals(state.value, SHOWN_ARRIVALS)),
    /** The guests for whom this one comes as well; empty for none. */
    comesFor: (id: AttendeeId) =>
      Object.entries(state.value.standIns)
        .flatMap(([absentId, { guestId }]) =>
          guestId === id ? [nameOf(state.value, absentId as AttendeeId)] : [],
        )
        .join(', '),
    seatOf: (id: AttendeeId) => {
      const guest = state.value.attendees[id]
      return guest ? seatOf(state.value, guest) : ''
    },
    choose,
    enter,
    clear,
    checkIn,
    undo,
    walkIn,
    ...standIns,
    company,
    awaited,
    recount,
    nameCompanion,
    admitDelegation,
    likeGuests,
    show,
  }
}

const newcomer = (attendee: Attendee): About => ({
  id: attendee.id,
  name: fullName(attendee),
  isNew: true,
})
