/** Files as one ZIP, packed beside the main thread. */
import { zip } from 'fflate'
import type { AsyncZippable } from 'fflate'
import { MappeError } from '../../shared/errors.ts'

/** The bytes of a ZIP of these files, by path. */
export function zipped(files: AsyncZippable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip(files, { level: 6 }, (error, bytes) =>
      error ? reject(new MappeError('UNEXPECTED', {}, error.message)) : resolve(bytes),
    )
  })
}
