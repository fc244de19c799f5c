/** Files as one ZIP, packed beside the main thread. */
import { zip } from 'fflate'
import type { AsyncZippable } from 'fflate'
import { MappeError } from '../../shared/errors.ts'

/** The bytes of a ZIP of these files, by path. Called off, it rejects with the signal's reason, and the threads that pack are ended. */
export function zipped(files: AsyncZippable, signal?: AbortSignal): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  signal?.throwIfAborted()
  const terminate = zip(files, { level: 6 }, (error, bytes) =>
    error ? reject(new MappeError('UNEXPECTED', {}, error.message)) : resolve(bytes),
  )
  const leave = () => {
    terminate()
    reject(signal?.reason)
  }
  signal?.addEventListener('abort', leave, { once: true })
  return promise.finally(() => signal?.removeEventListener('abort', leave))
}
