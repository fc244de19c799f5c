/** The whole ceremony as organizer and reception see it, followed fact by fact. */
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { FactItem } from '../../shared/contract/live.ts'
import type { State } from '../../shared/domain/state.ts'
import type { Host } from '../client.ts'
import { emptyMirror, isAhead, mirrored, placeAfter } from './fact-feed.ts'
import { followFeed } from './follow-feed.ts'

export const useCeremonyStore = defineStore('ceremony', () => {
  const mirror = shallowRef(emptyMirror())
  const isLoaded = shallowRef(false)
  let items: FactItem[] = []
  /** Where in the host's journal this device stands, as far as it can name the entry. */
  let place: { seq: number; head: string } | null = null
  let isResuming = false
  let isReplaced = false

  /** A list import brings thousands of facts: they are folded in together, once per task. */
  function settle(): void {
    if (items.length === 0) return
    mirror.value = mirrored(mirror.value, items.splice(0))
    isLoaded.value = true
  }

  function take(item: FactItem): 'start-over' | void {
    place = placeAfter(item)
    if (items.push(item) === 1) setTimeout(settle)
    // asked for what came after, the host sent all: its journal is another one
    if (item.type === 'state' && isResuming && !item.isRenewed) isReplaced = true
    if (item.type !== 'caught-up') return
    settle()
    if (isReplaced) mirror.value = { ...mirror.value, hostIsBehind: true }
    if (isAhead(mirror.value, item)) return 'start-over'
  }

  /** Shows what this device had kept until the host tells more; no more than that. */
  function restore(state: State): void {
    if (isLoaded.value) return
    mirror.value = { ...emptyMirror(), state }
    isLoaded.value = true
  }

  function forget(): void {
    items = []
    place = null
    isReplaced = false
    mirror.value = emptyMirror()
    isLoaded.value = false
  }

  /** Follows until the returned function is called, and then forgets. */
  const follow = (host: Host): (() => void) =>
    followFeed(host, {
      open: (since, signal) => {
        const head = place?.seq === since ? place.head : null
        isResuming = head !== null
        return host.call.live.facts({ since, head }, { signal })
      },
      take,
      forget,
    })

  /** Resolves once this fact has arrived here: an acknowledgement may come before its fact. */
  function reached(seq: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = watch(
        () => mirror.value.state.seq,
        (now) => {
          if (now < seq) return
          // On the very first call `stop` does not exist yet.
          queueMicrotask(() => stop())
          resolve()
        },
        { immediate: true, flush: 'sync' },
      )
    })
  }

  return {
    state: computed(() => mirror.value.state),
    lastSeq: computed(() => mirror.value.state.seq),
    journal: computed(() => mirror.value.journal),
    hostIsBehind: computed(() => mirror.value.hostIsBehind),
    isLoaded: computed(() => isLoaded.value),
    follow,
    restore,
    forget,
    reached,
  }
})
