/** One physical connection to the host: dialled once, open for a while, then gone for good. */
import type { ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'

export type Link = Pick<ClientLink<Record<never, never>>, 'call'>

/** `refused`: the host does not know this token, or no longer. `outdated`: it speaks another contract than this page. */
export type WireEnd = 'lost' | 'refused' | 'outdated'

export type Wire = {
  link: Link
  /** True once usable, false when it never came to that. Never rejects. */
  opened: Promise<boolean>
  /** Settles when the other side or the network ended it; a frozen host ends nothing. */
  ended: Promise<WireEnd>
  close(): void
}

/** The host closes with this code when it takes a token away. */
const CLOSED_REFUSED = 4401
/** As HTTP's 426, Upgrade Required. */
const CLOSED_OUTDATED = 4426
const PROTOCOL = 'mappe.v1'

/** A WebSocket to the station server. Token and contract travel as subprotocols, so that they stand in no address and no log. */
export function dialSocket(url: string, token: string | null, contract: string | null = null): Wire {
  const said = { token, contract }
  const offered = Object.entries(said).flatMap(([what, value]) =>
    value === null ? [] : [`${what}.${value}`],
  )
  const socket = new WebSocket(url, [PROTOCOL, ...offered])
  const opened = new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true })
    socket.addEventListener('close', () => resolve(false), { once: true })
  })
  const ended = new Promise<WireEnd>((resolve) => {
    const end = ({ code }: CloseEvent) => resolve(endOf(code))
    socket.addEventListener('close', end, { once: true })
  })
  return { link: new SocketLink({ websocket: socket }), opened, ended, close: () => socket.close() }
}

function endOf(code: number): WireEnd {
  if (code === CLOSED_REFUSED) return 'refused'
  return code === CLOSED_OUTDATED ? 'outdated' : 'lost'
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

/** A wire over a port that is still on its way. */
export function dialPort(request: () => Promise<MessagePort>): Wire {
  const wire = request().then(wireOverPort)
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
