/** The desk of this page: opened with it, closed with it, and until it is open what it does waits a moment. */
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Host } from '../client.ts'
import { readToken } from '../connection/tokens.ts'
import { useCeremonyStore } from '../stores/ceremony.ts'
import { useRehearsalStore } from '../stores/rehearsal.ts'
import type { Act, Deed } from './act.ts'
import { openDesk } from './desk.ts'
import type { Desk, Told } from './desk.ts'
import { openDeskKeep } from './keep.ts'
import { deskKeepOf } from './keep-name.ts'

/** The program's own window has no token: it is the host's. */
const IN_SHELL = 'shell'

export function useDesk(host: Host) {
  const store = useCeremonyStore()
  const { id: rehearsal } = useRehearsalStore()
  const desk = shallowRef<Desk | null>(null)
  let isOver = false

  const opening = openDeskKeep(deskKeepOf(rehearsal), readToken('reception') ?? IN_SHELL)
    .then((keep) => openDesk({ host, keep, store }))
    .then((opened) => {
      desk.value = opened
      if (isOver) opened.close()
      return opened
    })

  onScopeDispose(() => {
    isOver = true
    desk.value?.close()
  })

  const none: readonly Act[] = []
  return {
    status: host.status,
    state: computed(() => desk.value?.state.value ?? store.state),
    isLoaded: computed(() => desk.value?.isLoaded.value ?? false),
    own: computed(() => desk.value?.own.value ?? null),
    heardAt: computed(() => desk.value?.heardAt.value ?? null),
    waiting: computed(() => desk.value?.waiting.value ?? none),
    refused: computed(() => desk.value?.refused.value ?? none),
    isDurable: computed(() => desk.value?.isDurable ?? true),
    givenUp: computed(() => desk.value?.givenUp.value ?? null),
    perform: async (deed: Deed): Promise<Told> => (await opening).perform(deed),
    again: async (act: Act) => (await opening).again(act),
    dismiss: async (act: Act) => (await opening).dismiss(act),
  }
}

export type DeskInUse = ReturnType<typeof useDesk>
