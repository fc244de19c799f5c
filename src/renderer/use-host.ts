/** One connection per surface: its page provides it, everything inside uses it. */
import { inject, onScopeDispose, provide } from 'vue'
import type { InjectionKey } from 'vue'
import type { Role } from '../shared/domain/station.ts'
import { connectHost } from './client.ts'
import type { Host } from './client.ts'

const HOST: InjectionKey<Host> = Symbol('host')

/** Connects for as long as the calling page lives. Call it in the page's setup. */
export function provideHost(role: Role | null): Host {
  const host = connectHost(role)
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
