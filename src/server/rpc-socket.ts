/** Answers the calls that come over one WebSocket. A frame that cannot be read ends the connection: nobody of ours sends one. */
import type { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import {
  decodeRequestMessage,
  encodeResponseMessage,
  experimental_ServerPeerWithoutCodec as ServerPeer,
  MessageType,
} from '@orpc/standard-server-peer'
import type { EncodedMessage } from '@orpc/standard-server-peer'
import type { RawData, WebSocket } from 'ws'
import { CLOSE } from '../shared/close-codes.ts'
import type { CallContext } from '../core/core.ts'
import type { Limits } from './limits.ts'
import { createPace } from './pace.ts'

/** RFC 6455 § 7.4.1: data that does not fit its type. */
const CLOSE_UNREADABLE = 1007

export type Answering = {
  handler: StandardRPCHandler<CallContext>
  context: CallContext
  limits: Pick<Limits, 'pace' | 'callsAtOnce' | 'unsent'>
  /** Hears once why the connection was ended, without what was in the frame. */
  onEnded: (reason: 'unreadable' | 'too-fast' | 'too-many-calls' | 'not-read') => void
}

export function answerCalls(
  socket: WebSocket,
  { handler, context, limits: { pace, callsAtOnce, unsent }, onEnded }: Answering,
): void {
  const isInTime = createPace(context.caller.role === 'unpaired' ? pace.unpaired : pace.station)
  const answer = createServerPeerHandleRequestFn(handler, { context })
  let calls = 0

  /** Resolves when more may be sent: a feed waits for a reader that is slow, and gives up one that does not read. */
  const send = (message: EncodedMessage): Promise<void> | void => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > unsent.end) {
      onEnded('not-read')
      return socket.terminate()
    }
    if (socket.bufferedAmount < unsent.pause) return socket.send(message)
    return new Promise((resolve) => socket.send(message, () => resolve()))
  }
  const peer = new ServerPeer(async ([id, type, payload]) => {
    await send(await encodeResponseMessage(id, type, payload))
  })
  const end = (code: number, reason: Parameters<typeof onEnded>[0]) => {
    if (socket.readyState !== socket.OPEN) return
    onEnded(reason)
    socket.close(code, reason)
  }
  async function take(data: RawData, isBinary: boolean): Promise<void> {
    const message = await decodeRequestMessage(frameOf(data, isBinary))
    // No procedure takes a stream from a station: nothing must be kept for one.
    if (message[1] === MessageType.EVENT_ITERATOR) throw new TypeError('a stream that nobody asked for')
    await peer.message(message, answer)
  }
  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return
    if (!isInTime()) return end(CLOSE.tooMany, 'too-fast')
    if (calls >= callsAtOnce) return end(CLOSE.tooMany, 'too-many-calls')
    calls += 1
    take(data, isBinary)
      .catch(() => end(CLOSE_UNREADABLE, 'unreadable'))
      .finally(() => (calls -= 1))
  })
  socket.on('close', () => peer.close())
}

function frameOf(data: RawData, isBinary: boolean): string | Uint8Array<ArrayBuffer> {
  const bytes = Array.isArray(data)
    ? Buffer.concat(data)
    : data instanceof ArrayBuffer
      ? Buffer.from(data)
      : data
  return isBinary ? new Uint8Array(bytes) : bytes.toString('utf8')
}
