/** Answers the calls that come over one WebSocket. A frame that cannot be read ends the connection: nobody of ours sends one. */
import type { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import type { RawData, WebSocket } from 'ws'
import type { CallContext } from '../core/core.ts'

/** RFC 6455 § 7.4.1: data that does not fit its type. */
const CLOSE_UNREADABLE = 1007

/** `onUnreadable` hears of it once, without what was in the frame. */
export function answerCalls(
  handler: StandardRPCHandler<CallContext>,
  socket: WebSocket,
  context: CallContext,
  onUnreadable: () => void,
): void {
  const peer = new ServerPeer((message) => socket.send(message))
  const answer = createServerPeerHandleRequestFn(handler, { context })

  const refuse = () => {
    if (socket.readyState !== socket.OPEN) return
    onUnreadable()
    socket.close(CLOSE_UNREADABLE, 'unreadable frame')
  }
  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return
    peer.message(frameOf(data, isBinary), answer).catch(refuse)
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
