/** The rehearsal as the organizer's pages show it: followed once for the whole console. */
import { inject, onScopeDispose, provide, shallowRef } from 'vue'
import type { InjectionKey, ShallowRef } from 'vue'
import type { RehearsalStatus } from '../../../shared/contract/rehearsal.ts'
import type { Host } from '../../client.ts'
import { followFeed } from '../../stores/follow-feed.ts'

export type RehearsalOnPage = { status: Readonly<ShallowRef<RehearsalStatus | null>> }

const REHEARSAL: InjectionKey<RehearsalOnPage> = Symbol('rehearsal')

/** Call it in the console's setup. */
export function provideRehearsal(host: Host): RehearsalOnPage {
  const status = shallowRef<RehearsalStatus | null>(null)
  const stop = followFeed<RehearsalStatus>(host, {
    open: (_since, signal) => host.call.live.rehearsal(undefined, { signal }),
    take: (next) => void (status.value = next),
    forget: () => void (status.value = null),
  })
  onScopeDispose(stop)
  provide(REHEARSAL, { status })
  return { status }
}

/** The rehearsal that the console around this component follows. */
export function useRehearsal(): RehearsalOnPage {
  const rehearsal = inject(REHEARSAL)
  if (!rehearsal) throw new Error('No console around this component follows a rehearsal')
  return rehearsal
}
