/** One physical connection to the host: dialled once, open for a while, then gone for good. */
import { createORPCClient } from '@orpc/client'
import type { ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { CLOSE } from '../../shared/close-codes.ts'
import type { HostStatus } from '../../shared/contract/live.ts'
import { roleSchema } from '../../shared/domain/station.ts'
import type { Role } from '../../shared/domain/station.ts'
import { MappeError } from '../../shared/errors.ts'

export type Link = Pick<ClientLink<Record<never, never>>, 'call'>

/** Why the host lets this station in no more: it does not know the token, took it away, found it too old, or gave it another role. */
export type Refusal = 'unknown' | 'revoked' | 'expired' | `moved:${Role}`
/** `outdated`: the host speaks another contract than this page. `locked`: nobody has opened its folder yet. */
/** `turned:` a rehearsal has begun (its id follows) or ended (nothing follows): the page has to begin anew there. */
export type Turned = `turned:${string}`
export type WireEnd = 'lost' | 'outdated' | 'locked' | Turned | Refusal

export type Wire = {
  link: Link
  /** True once usable, false when it never came to that. Never rejects. */
  opened: Promise<boolean>
  /** Settles when the other side or the network ended it; a frozen host ends nothing. */
  ended: Promise<WireEnd>
  close(): void
}

const PROTOCOL = 'mappe.v1'

/** What a page says of itself when it dials: whose page it is, by which token, which contract it speaks, and in which rehearsal it is. */
export type Offer = {
  token: string | null
  role?: Role | null
  contract?: string | null
  rehearsal?: string | null
}

/**
 * A WebSocket to the station server. Token and contract travel as subprotocols, so that they stand in no address and no log;
 * with them goes the role whose page this is, since the station may have another one by now.
 */
export function dialSocket(
  url: string,
  { token, role = null, contract = null, rehearsal = null }: Offer,
): Wire {
  const said = { as: role, token, in: rehearsal, contract }
  const offered = Object.entries(said).flatMap(([what, value]) =>
    value === null ? [] : [`${what}.${value}`],
  )
  const socket = new WebSocket(url, [PROTOCOL, ...offered])
  const opened = new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true })
    socket.addEventListener('close', () => resolve(false), { once: true })
  })
  const ended = new Promise<WireEnd>((resolve) => {
    socket.addEventListener('close', (event) => resolve(endOf(event)), { once: true })
  })
  return { link: new SocketLink({ websocket: socket }), opened, ended, close: () => socket.close() }
}

/** What the code means with which the host has closed. */
export function endOf({ code, reason }: Pick<CloseEvent, 'code' | 'reason'>): WireEnd {
  if (code === CLOSE.unknown) return 'unknown'
  if (code === CLOSE.revoked) return 'revoked'
  if (code === CLOSE.expired) return 'expired'
  if (code === CLOSE.outdated) return 'outdated'
  if (code === CLOSE.locked) return 'locked'
  if (code === CLOSE.turned) return `turned:${reason}`
  const { data: role } = roleSchema.safeParse(reason)
  return code === CLOSE.moved && role ? `moved:${role}` : 'lost'
}

/** A port that the other side of the same machine has handed over. */
export function wireOverPort(port: MessagePort): Wire {
  const link = new PortLink({ port })
  const ended = new Promise<WireEnd>((resolve) => {
    port.addEventListener('close', () => resolve('lost'), { once: true })
  })
  port.start()
  return { link, opened: Promise.resolve(true), ended, close: () => port.close() }
}

/** A wire over a port that is still on its way; asked first in which rehearsal its host is, for a port says nothing when it is opened. */
export function dialPort(request: () => Promise<MessagePort>, rehearsal: string | null): Wire {
  const wire = request()
    .then(wireOverPort)
    .then((own) => knowingItsPlace(own, rehearsal))
  const failed = wire.then(
    () => true,
    () => false,
  )
  return {
    link: { call: async (path, input, options) => (await wire).link.call(path, input, options) },
    opened: failed,
    ended: wire.then(({ ended }) => ended).catch(() => 'lost' as const),
    close: () => void wire.then(({ close }) => close()).catch(() => {}),
  }
}

async function knowingItsPlace(wire: Wire, rehearsal: string | null): Promise<Wire> {
  const host = createORPCClient<StatusCalls>(wire.link)
  const status = await Promise.race([host.host.status(), wire.ended.then(() => null)]).catch(() => null)
  if (!status || status.rehearsal === rehearsal) return wire
  // nothing that still waits may go over it
  const link: Link = { call: () => Promise.reject(new MappeError('TIMED_OUT')) }
  return { ...wire, link, ended: Promise.resolve<WireEnd>(`turned:${status.rehearsal ?? ''}`) }
}

type StatusCalls = { host: { status: () => Promise<Pick<HostStatus, 'rehearsal'>> } }
