/** The open connections: how many there may be, which are still alive, and whose they are. */
import type { WebSocket } from 'ws'
import type { CallContext } from '../core/core.ts'
import { CLOSE } from '../shared/close-codes.ts'
import type { StationId } from '../shared/domain/ids.ts'
import type { Limits } from './limits.ts'

type Connection = {
  caller: CallContext['caller']
  address: string
  /** In which the connection takes part; null for the evening itself. */
  rehearsal: string | null
  isAlive: boolean
  unsent: number
  quietFor: number
}

export type Connections = {
  /** False when there are too many already; the connection is closed then. */
  add: (socket: WebSocket, who: Pick<Connection, 'caller' | 'address' | 'rehearsal'>) => boolean
  of: (station: StationId) => WebSocket[]
  /** All that take part in something else, but those of `except`. */
  outside: (rehearsal: string | null, except: StationId | null) => WebSocket[]
  close: () => void
}

export function keepConnections(
  limits: Pick<Limits, 'connections' | 'heartbeat' | 'slowReader' | 'unsent'>,
  isExpired: (station: StationId) => boolean,
): Connections {
  const open = new Map<WebSocket, Connection>()

  /** A station that did not answer since the last beat is gone, whatever the network believes. */
  function beat(): void {
    for (const [socket, connection] of open) {
      const unsent = socket.bufferedAmount
      const quietFor = beatsQuiet(connection, unsent)
      if (quietFor >= (unsent > limits.unsent.pause ? limits.slowReader : 1)) {
        socket.terminate()
        continue
      }
      if (isExpired(connection.caller.station)) {
        socket.close(CLOSE.expired, 'expired')
        continue
      }
      open.set(socket, { ...connection, isAlive: false, unsent, quietFor })
      socket.ping()
    }
  }

  /** A document on its way holds up the answer to a ping: then it counts whether it is being read. */
  function beatsQuiet(before: Connection, unsent: number): number {
    const isThere = unsent > limits.unsent.pause ? unsent < before.unsent : before.isAlive
    return isThere ? 0 : before.quietFor + 1
  }

  const heartbeat = setInterval(beat, limits.heartbeat)
  return {
    add: (socket, who) => {
      if (isFull([...open.values()], who, limits.connections)) {
        socket.close(CLOSE.tooMany, 'too many connections')
        return false
      }
      const connection = { ...who, isAlive: true, unsent: 0, quietFor: 0 }
      open.set(socket, connection)
      socket.on('close', () => open.delete(socket))
      socket.on('pong', () => open.set(socket, { ...(open.get(socket) ?? connection), isAlive: true }))
      return true
    },
    of: (station) =>
      [...open].filter(([, { caller }]) => caller.station === station).map(([socket]) => socket),
    outside: (rehearsal, except) =>
      [...open]
        .filter(([, each]) => each.rehearsal !== rehearsal && each.caller.station !== except)
        .map(([socket]) => socket),
    close: () => clearInterval(heartbeat),
  }
}

/** A device without a token must not keep others from joining: it has a share of its own. */
function isFull(
  open: readonly Connection[],
  { caller, address }: Pick<Connection, 'caller' | 'address'>,
  { all, unpaired, unpairedPerAddress }: Limits['connections'],
): boolean {
  if (caller.role !== 'unpaired') return open.length >= all
  const others = open.filter((each) => each.caller.role === 'unpaired')
  if (others.length >= unpaired) return true
  return others.filter((each) => each.address === address).length >= unpairedPerAddress
}
