/** One desk at the door, with the host or without it: what it knows, what it does, and how things stand. */
import { computed, effectScope, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import type { Host } from '../client.ts'
import type { ConnectionStatus } from '../connection/connection.ts'
import { pause } from '../connection/timing.ts'
import type { useCeremonyStore } from '../stores/ceremony.ts'
import { isWaiting } from './act.ts'
import type { Act, Answer, Deed } from './act.ts'
import { expectedState } from './expected.ts'
import type { DeskKeep, OwnStation } from './keep.ts'
import { createOutbox } from './outbox.ts'
import type { Outbox } from './outbox.ts'
import { tellHost } from './telling.ts'
import { until } from './until.ts'

/** What an act came to: the host's answer, or that the desk has done it on its own. */
export type Told = { by: 'host'; answer: Answer } | { by: 'desk'; at: string }

export type Desk = {
  /** The door as this desk knows it, its own acts included. */
  state: ComputedRef<State>
  isLoaded: ComputedRef<boolean>
  own: Readonly<Ref<OwnStation | null>>
  /** When the host was last heard, by this device's clock; null when never. */
  heardAt: Readonly<Ref<number | null>>
  waiting: ComputedRef<readonly Act[]>
  refused: ComputedRef<readonly Act[]>
  /** False: what waits is lost when the page is closed. */
  isDurable: boolean
  /** How many acts were given up because this device was turned away; null while it is not. */
  givenUp: Readonly<Ref<number | null>>
  /** Resolves when people may count on it. Rejects with MappeError when the host has refused. */
  perform(deed: Deed): Promise<Told>
  again: Outbox['again']
  dismiss: Outbox['dismiss']
  close(): void
}

export type DeskOptions = {
  host: Host
  keep: DeskKeep
  store: ReturnType<typeof useCeremonyStore>
  now?: () => number
  /** How long a clerk waits for the host before the desk goes on alone, ms. */
  patience?: number
  /** How soon a change of the list is kept, ms. */
  keepEvery?: number
}

const PATIENCE_MS = 1_500
const KEEP_EVERY_MS = 1_000
const HEARD_EVERY_MS = 30_000

export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { host, keep, store, now = Date.now, patience = PATIENCE_MS, keepEvery = KEEP_EVERY_MS } = options
  const stopping = new AbortController()
  const own = shallowRef<OwnStation | null>(await keep.own())
  const heardAt = ref<number | null>(null)
  const hostAhead = ref(0)
  const givenUp = ref<number | null>(null)
  const isConnected = () => host.status.value === 'connected'

  const kept = await keep.list()
  if (kept) {
    heardAt.value = kept.heardAt
    store.restore(kept.state)
  }
  const outbox = await createOutbox({
    keep,
    now,
    send: (act) =>
      isOfThisCeremony(store.state, act)
        ? tellHost(host.call.checkIn, act, now())
        : Promise.reject(new MappeError('NOT_FOUND', { reason: 'other-ceremony' })),
    reachable: (signal) => until(() => isConnected() && store.journal !== null, signal),
  })

  async function greet(): Promise<void> {
    const before = now()
    const { at } = await host.call.host.ping()
    hostAhead.value = Date.parse(at) - (before + now()) / 2
    const { station } = await host.call.host.status()
    if (!station) return
    own.value = { id: station.id as OwnStation['id'], name: station.name }
    await keep.putOwn(own.value)
  }

  let keepTimer: ReturnType<typeof setTimeout> | undefined
  /** The first list is kept at once: a desk that was just paired may lose its host in the next moment. */
  let hasKept = kept !== null
  function keepSoon(): void {
    keepTimer ??= setTimeout(
      () => {
        keepTimer = undefined
        void keepNow().catch(() => {})
      },
      hasKept ? keepEvery : 0,
    )
  }
  async function keepNow(): Promise<void> {
    if (stopping.signal.aborted || !store.isLoaded || store.journal === null) return
    const { seq } = store.state
    await keep.putList({ state: frugal(store.state), heardAt: heardAt.value ?? now() })
    hasKept = true
    await outbox.clearUpTo(seq)
  }

  const hears = () => {
    if (isConnected()) heardAt.value = now()
  }
  const hearing = setInterval(() => {
    hears()
    if (isConnected()) keepSoon()
  }, HEARD_EVERY_MS)

  async function turnedAway(): Promise<void> {
    givenUp.value = outbox.acts.value.filter((act) => act.seq === null).length
    close()
    outbox.forget()
    await keep.forget()
  }

  const state = computed(() =>
    expectedState(store.state, outbox.acts.value, {
      station: own.value?.id ?? null,
      hostAhead: hostAhead.value,
    }),
  )
  let stopFollowing: (() => void) | null = null
  const scope = effectScope()
  scope.run(() => {
    watch(host.status, takeStatus, { immediate: true })
    watch(
      () => store.state,
      () => {
        hears()
        keepSoon()
      },
    )
  })
  function takeStatus(status: ConnectionStatus, before?: ConnectionStatus): void {
    if (status === 'connected') {
      hears()
      void greet().catch(() => {})
    }
    if (before === 'connected') heardAt.value = now()
    if (status === 'refused') void turnedAway()
  }
  stopFollowing = store.follow(host)

  async function perform(deed: Deed): Promise<Told> {
    const by = { station: own.value?.id ?? null, isAlone: !isConnected() }
    const act = await outbox.add(deed, by)
    const alone: Told = { by: 'desk', at: new Date(act.at + hostAhead.value).toISOString() }
    if (act.isAlone) return alone
    const answer = outbox.answerTo(act)
    // Looked at again below; until then a refusal is nobody's unhandled rejection.
    answer.catch(() => {})
    const impatience = new AbortController()
    const outOfPatience = Promise.race([
      pause(patience, impatience.signal),
      until(() => !isConnected(), impatience.signal).catch(() => {}),
    ]).then(() => null)
    const first = await Promise.race([answer, outOfPatience]).finally(() => impatience.abort())
    if (first === null && (await outbox.goAlone(act))) return alone
    return { by: 'host', answer: await answer }
  }

  function close(): void {
    stopping.abort()
    clearTimeout(keepTimer)
    clearInterval(hearing)
    scope.stop()
    stopFollowing?.()
    outbox.stop()
  }

  return {
    state,
    isLoaded: computed(() => store.isLoaded),
    own,
    heardAt,
    waiting: computed(() => outbox.acts.value.filter(isWaiting)),
    refused: computed(() => outbox.acts.value.filter((act) => act.refused !== null)),
    isDurable: keep.isDurable,
    givenUp,
    perform,
    again: outbox.again,
    dismiss: outbox.dismiss,
    close: () => {
      close()
      keep.close()
    },
  }
}

/** What was done for another ceremony under this address is nothing for this one. */
const isOfThisCeremony = (state: State, { station }: Act): boolean =>
  station === null || state.stations[station] !== undefined

/** The list without what the door has no use for: a device that is stolen has told less. */
const frugal = (state: State): State => ({
  ...state,
  attendees: Object.fromEntries(
    Object.values(state.attendees).map((attendee) => [attendee.id, { ...attendee, email: '', phone: '' }]),
  ),
  merges: state.merges.map((merge) => ({ ...merge, gone: { ...merge.gone, email: '', phone: '' } })),
})
