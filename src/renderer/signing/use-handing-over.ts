/** From the last yes to the host's word: sends under one id until there is an answer, and shows what was refused. */
import { shallowRef, watch } from 'vue'
import type { MappeError } from '../../shared/errors.ts'
import type { Host } from '../client.ts'
import { asMappeError } from '../connection/error.ts'
import { deliver } from './deliver.ts'
import type { Draft } from './draft.ts'
import type { signatureOf } from './signature.ts'

export type Given = { draft: Draft; signature: ReturnType<typeof signatureOf> }

export function useHandingOver(host: Host, on: { done: () => void; refused: (error: MappeError) => void }) {
  const failure = shallowRef<MappeError | null>(null)

  async function handOver({ draft: { partnerId, commandId }, signature }: Given): Promise<void> {
    if (commandId === null) return
    failure.value = null
    const way = { reachable: () => reachable(host), pause }
    try {
      await deliver(commandId, (id) => host.call.signing.give({ commandId: id, partnerId, signature }), way)
      on.done()
    } catch (fault) {
      const error = asMappeError(fault)
      if (error.code !== 'INK_TOO_LITTLE') failure.value = error
      on.refused(error)
    }
  }

  return { failure, handOver }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Resolves once the host is there again. */
function reachable({ status }: Host): Promise<void> {
  if (status.value === 'connected') return Promise.resolve()
  return new Promise((resolve) => {
    const stop = watch(status, (now) => {
      if (now !== 'connected') return
      stop()
      resolve()
    })
  })
}
