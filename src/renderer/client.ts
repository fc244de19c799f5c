/** The connection of a surface to the host: typed calls, live feeds, and how things stand. */
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { readonly, ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { Contract } from '../shared/contract.ts'
import type { CommandId } from '../shared/domain/ids.ts'
import type { Role } from '../shared/domain/station.ts'
import { isMappeError, MappeError } from '../shared/errors.ts'
import { keepConnection } from './connection/connection.ts'
import type { Connection, ConnectionStatus, Dial } from './connection/connection.ts'
import { follow } from './connection/follow.ts'
import type { OpenFeed, TakeItem } from './connection/follow.ts'
import { forgetReloads, ownContract, reloadOnce } from './connection/outdated.ts'
import { isInShell, requestPort } from './connection/shell-port.ts'
import { readToken } from './connection/tokens.ts'
import { dialPort, dialSocket } from './connection/wire.ts'
import { newCommandId } from './ids.ts'

export type Calls = ContractRouterClient<Contract>

export type Host = {
  /** Every call ends in time and rejects with a MappeError. */
  call: Calls
  status: Readonly<Ref<ConnectionStatus>>
  /** Why the host refuses this station; null while it does not. */
  refusal: Connection['refusal']
  turnedTo: Connection['turnedTo']
  /** Runs a live feed until the returned function is called; after a lost connection it goes on from the last seq. */
  follow<Item>(open: OpenFeed<Item>, take: TakeItem<Item>): () => void
  close(): void
}

/** After so long a connection is one that the host did not only open to send the page away. */
const SETTLED_MS = 5_000

/** Connects as the role whose token this browser holds, `null` as a browser that is not paired yet; to this rehearsal, or to the evening. */
export function connectHost(role: Role | null, rehearsal: string | null): Host {
  const token = role === null ? null : readToken(role)
  if (role !== null && token === null && !isInShell()) return refusedHost()
  const connection = keepConnection(dialFor({ role, token, rehearsal }))
  let settled = 0
  const unwatch = watch(connection.status, (status) => {
    clearTimeout(settled)
    if (status === 'connected') settled = window.setTimeout(forgetReloads, SETTLED_MS, sessionStorage)
    if (status === 'outdated') reloadOnce(ownContract() ?? '', sessionStorage, () => location.reload())
  })
  const stopWaking = onWaking(connection.hurry)
  return hostOver(connection, () => {
    unwatch()
    stopWaking()
  })
}

/** A host over any connection: what the tests build, too. */
export function hostOver(connection: Connection, onClose: () => void = () => {}): Host {
  return {
    call: createORPCClient<Calls>(connection.link),
    status: connection.status,
    refusal: connection.refusal,
    turnedTo: connection.turnedTo,
    follow: (open, take) => follow(connection, open, take),
    close: () => {
      onClose()
      connection.close()
    },
  }
}

const TRIES = 3

/**
 * Sends a command under one fresh id. Without an answer it is sent again under the same id:
 * the host does it at most once, so that nobody checks in or signs twice.
 */
export async function command<T>(send: (commandId: CommandId) => Promise<T>): Promise<T> {
  const commandId = newCommandId()
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(commandId)
    } catch (error) {
      if (!isMappeError(error) || error.code !== 'TIMED_OUT' || tries === TRIES) throw error
    }
  }
}

type Who = { role: Role | null; token: string | null; rehearsal: string | null }

function dialFor({ role, token, rehearsal }: Who): Dial {
  if (isInShell()) return () => dialPort(requestPort, rehearsal)
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`
  return () => dialSocket(url, { token, role, rehearsal, contract: ownContract() })
}

/** Without a token there is nothing to dial. */
function refusedHost(): Host {
  const never: Connection = {
    status: readonly(ref<ConnectionStatus>('refused')),
    refusal: readonly(ref(null)),
    turnedTo: readonly(ref(undefined)),
    link: { call: () => Promise.reject(new MappeError('NOT_PAIRED')) },
    session: () => new Promise(() => {}),
    hurry: () => {},
    close: () => {},
  }
  return hostOver(never)
}

function onWaking(wake: () => void): () => void {
  const wakeIfVisible = () => document.visibilityState === 'visible' && wake()
  const events = ['online', 'pageshow', 'focus'] as const
  for (const event of events) window.addEventListener(event, wake)
  document.addEventListener('visibilitychange', wakeIfVisible)
  return () => {
    for (const event of events) window.removeEventListener(event, wake)
    document.removeEventListener('visibilitychange', wakeIfVisible)
  }
}
