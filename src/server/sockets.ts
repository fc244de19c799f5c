/** The WebSocket side of the contract: who a connection is gets settled at the upgrade, by its token. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { StandardRPCHandler } from '@orpc/server/standard'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { CallContext, HostFace, TurnedAway } from '../core/core.ts'
import { CLOSE } from '../shared/close-codes.ts'
import type { StationId } from '../shared/domain/ids.ts'
import type { Connections } from './connections.ts'
import { keepConnections } from './connections.ts'
import type { Limits } from './limits.ts'
import { answerCalls } from './rpc-socket.ts'
import { contractOf, isForThisHost, isFromOwnPage, rehearsalOf, surfaceOf, tokenOf } from './security.ts'

const PROTOCOL = 'mappe.v1'
const PATH = '/rpc'

export type Sockets = { close: () => void }
/** What the door knows of itself: by which names it may be called, and whether over TLS. */
export type OwnNames = { hosts: ReadonlySet<string>; isSecure: boolean }

/** Serves the contract on `/rpc` of an HTTP server. */
export function serveSockets(server: Server, core: HostFace, own: OwnNames, limits: Limits): Sockets {
  const handlerFor = handlers()
  const { log } = core
  const connections = keepConnections(limits, (station) => core.isExpired(station))
  const acceptors = {
    organizer: acceptor(limits.message.organizer),
    station: acceptor(limits.message.station),
    unpaired: acceptor(limits.message.unpaired),
  }
  const acceptorFor = ({ caller }: Admitted) => {
    if (caller?.role === 'organizer') return acceptors.organizer
    return caller?.role === 'unpaired' ? acceptors.unpaired : acceptors.station
  }

  const take = (socket: WebSocket, admitted: Admitted, from: NonNullable<CallContext['from']>) => {
    socket.on('error', () => socket.terminate())
    if (admitted.caller === null) return socket.close(CLOSE[admitted.refused], admitted.reason)
    const { caller } = admitted
    const rehearsal = core.rehearsal()
    if (!connections.add(socket, { caller, address: from.address, rehearsal })) return
    const about = { role: caller.role, station: caller.station }
    log('connected', about)
    socket.once('close', (count) => log('disconnected', { ...about, count }))
    answerCalls(socket, {
      handler: handlerFor(core.router),
      context: { caller, from },
      limits,
      onEnded: (what) => log('connection-ended', { role: caller.role, station: caller.station, what }),
    })
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    const { pathname } = URL.parse(request.url ?? '', 'http://host') ?? { pathname: '' }
    if (pathname !== PATH || !isForThisHost(request, own.hosts) || !isFromOwnPage(request, own)) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    const admitted = admittedBy(core, request)
    const from = {
      address: request.socket.remoteAddress ?? '',
      userAgent: (request.headers['user-agent'] ?? '').slice(0, 400),
    }
    const spoken = contractOf(request)
    const isOutdated = spoken !== null && spoken !== core.contractVersion
    acceptorFor(admitted).handleUpgrade(request, stream, head, (socket) => {
      if (isOutdated) return socket.close(CLOSE.outdated, 'another version')
      // nothing that was meant for a rehearsal may reach the evening, nor the other way
      if (rehearsalOf(request) !== core.rehearsal()) return socket.close(CLOSE.turned, core.rehearsal() ?? '')
      take(socket, admitted, from)
    })
  })

  const stopWatching = core.onTurnedAway((turned) => turnAway(connections, turned))
  const stopTurning = core.onTurned(({ except }) => {
    const now = core.rehearsal()
    for (const socket of connections.outside(now, except)) socket.close(CLOSE.turned, now ?? '')
  })
  return {
    close: () => {
      stopWatching()
      stopTurning()
      connections.close()
      // also those that were refused and have not answered yet: nobody waits for them
      for (const { clients } of Object.values(acceptors)) for (const socket of clients) socket.terminate()
    },
  }
}

/** One for each core: the evening's stays while a rehearsal's comes and goes. */
function handlers(): (router: HostFace['router']) => StandardRPCHandler<CallContext> {
  const known = new WeakMap<HostFace['router'], StandardRPCHandler<CallContext>>()
  return (router) => {
    const handler = known.get(router) ?? new StandardRPCHandler<CallContext>(router, {})
    known.set(router, handler)
    return handler
  }
}

type Admitted =
  | { caller: CallContext['caller'] }
  | { caller: null; refused: 'unknown' | 'revoked' | 'expired' | 'moved' | 'locked'; reason: string }

const UNPAIRED: CallContext['caller'] = { station: 'unpaired' as StationId, role: 'unpaired' }

/** Who the request's token says it is; a page that still takes itself for another role is told its new one. */
function admittedBy(core: HostFace, request: IncomingMessage): Admitted {
  const token = tokenOf(request)
  if (token === null) return { caller: UNPAIRED }
  const { caller, refused } = core.admit(token)
  if (caller === null) return { caller, refused, reason: refused }
  const surface = surfaceOf(request)
  if (surface !== null && surface !== caller.role)
    return { caller: null, refused: 'moved', reason: caller.role }
  return { caller }
}

const acceptor = (maxPayload: number) =>
  new WebSocketServer({
    noServer: true,
    maxPayload,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  })

/** At once, so that nothing more goes over; only the answer to a call of its own may still be on its way. */
function turnAway(connections: Connections, { station, role, by }: TurnedAway): void {
  const close = (socket: WebSocket) =>
    role === null ? socket.close(CLOSE.revoked, 'revoked') : socket.close(CLOSE.moved, role)
  for (const socket of connections.of(station)) {
    if (by === station) setTimeout(close, 50, socket)
    else close(socket)
  }
}
