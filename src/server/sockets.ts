/** The WebSocket side of the contract: who a connection is gets settled at the upgrade, by its token. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { StandardRPCHandler } from '@orpc/server/standard'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { CallContext, Core } from '../core/core.ts'
import type { StationId } from '../shared/domain/ids.ts'
import { answerCalls } from './rpc-socket.ts'
import { contractOf, isForThisHost, isFromOwnPage, tokenOf } from './security.ts'

/** Closed because the token is unknown or was revoked: the page forgets what it has. */
export const CLOSE_NOT_PAIRED = 4401
const CLOSE_TOO_MANY = 4429
/** Closed because the page speaks another contract, from before or after an update: it reloads itself. As HTTP's 426. */
export const CLOSE_OUTDATED = 4426
const PROTOCOL = 'mappe.v1'
const PATH = '/rpc'
const MAX_CONNECTIONS = 200
const MAX_UNPAIRED = 20
const HEARTBEAT_MS = 10_000
/** Only the organizer sends documents; everyone else sends words and ink. */
const MAX_MESSAGE = { organizer: 128 * 1024 * 1024, others: 2 * 1024 * 1024 }

export type Sockets = { close: () => void }

/** Serves the contract on `/rpc` of an HTTP server. */
export function serveSockets(server: Server, core: Core, ownHosts: () => ReadonlySet<string>): Sockets {
  const handler = new StandardRPCHandler<CallContext>(core.router, {})
  const open = new Map<WebSocket, Connection>()
  const forOrganizer = acceptor(MAX_MESSAGE.organizer)
  const forOthers = acceptor(MAX_MESSAGE.others)

  const admit = (socket: WebSocket, caller: CallContext['caller'] | null) => {
    socket.on('error', () => socket.terminate())
    if (caller === null) return socket.close(CLOSE_NOT_PAIRED, 'not paired')
    if (isFull(open, caller)) return socket.close(CLOSE_TOO_MANY, 'too many connections')
    open.set(socket, { caller, isAlive: true })
    socket.on('close', () => open.delete(socket))
    socket.on('pong', () => open.set(socket, { caller, isAlive: true }))
    answerCalls(handler, socket, { caller }, () =>
      core.parts.options.log(`a frame of ${caller.role} could not be read: connection closed`),
    )
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    const { pathname } = URL.parse(request.url ?? '', 'http://host') ?? { pathname: '' }
    if (pathname !== PATH || !isForThisHost(request, ownHosts()) || !isFromOwnPage(request, ownHosts())) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    const token = tokenOf(request)
    const caller = token === null ? UNPAIRED : core.callerOfToken(token)
    const spoken = contractOf(request)
    const isOutdated = spoken !== null && spoken !== core.contractVersion
    const acceptors = caller?.role === 'organizer' ? forOrganizer : forOthers
    acceptors.handleUpgrade(request, stream, head, (socket) => {
      if (isOutdated) return socket.close(CLOSE_OUTDATED, 'another version')
      admit(socket, caller)
    })
  })

  const heartbeat = setInterval(() => beat(open), HEARTBEAT_MS)
  const stopWatching = core.onRevoked((station) => closeStation(open, station))
  return {
    close: () => {
      clearInterval(heartbeat)
      stopWatching()
      // also those that were refused and have not answered yet: nobody waits for them
      for (const { clients } of [forOrganizer, forOthers]) for (const socket of clients) socket.terminate()
    },
  }
}

type Connection = { caller: CallContext['caller']; isAlive: boolean }

const UNPAIRED: CallContext['caller'] = { station: 'unpaired' as StationId, role: 'unpaired' }

const acceptor = (maxPayload: number) =>
  new WebSocketServer({
    noServer: true,
    maxPayload,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  })

function isFull(open: Map<WebSocket, Connection>, { role }: CallContext['caller']): boolean {
  if (open.size >= MAX_CONNECTIONS) return true
  if (role !== 'unpaired') return false
  return [...open.values()].filter(({ caller }) => caller.role === 'unpaired').length >= MAX_UNPAIRED
}

/** A station that did not answer since the last beat is gone, whatever the network believes. */
function beat(open: Map<WebSocket, Connection>): void {
  for (const [socket, connection] of open) {
    if (!connection.isAlive) {
      socket.terminate()
      continue
    }
    open.set(socket, { ...connection, isAlive: false })
    socket.ping()
  }
}

function closeStation(open: Map<WebSocket, Connection>, station: StationId): void {
  for (const [socket, { caller }] of open) {
    if (caller.station !== station) continue
    // A tick later: the answer to a call of its own may still be on its way.
    setTimeout(() => socket.close(CLOSE_NOT_PAIRED, 'revoked'), 50)
  }
}
