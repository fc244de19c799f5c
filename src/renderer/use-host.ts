/** One connection per surface: its page provides it, everything inside uses it. */
import { inject, onScopeDispose, provide, watch } from 'vue'
import type { InjectionKey } from 'vue'
import type { Role } from '../shared/domain/station.ts'
import { connectHost } from './client.ts'
import type { Host } from './client.ts'
import { leaveWhenRefused } from './left/use-leaving.ts'
import { useRehearsalStore } from './stores/rehearsal.ts'

const HOST: InjectionKey<Host> = Symbol('host')

/**
 * Connects for as long as the calling page lives; when a rehearsal begins or ends, the page is made anew. Call it in the page's setup. When the host lets this station in
 * no more, the page is left for good; `unsent` says how many acts are lost with it.
 */
export function provideHost(role: Role | null, unsent: () => number = () => 0): Host {
  const rehearsal = useRehearsalStore()
  const host = connectHost(role, rehearsal.id)
  watch(host.turnedTo, (id) => {
    if (id !== undefined) void rehearsal.enter(id)
  })
  if (role !== null) leaveWhenRefused(host, role, unsent)
  provide(HOST, host)
  onScopeDispose(host.close)
  return host
}

/** The connection of the surface around this component. */
export function useHost(): Host {
  const host = inject(HOST)
  if (!host) throw new Error('No surface around this component provides a host')
  return host
}
