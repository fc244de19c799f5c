/** Makes one call of this process to the disk fail: the n-th write, sync, rename or creation below a folder. */
import fs from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

export type Strike = { at: number; code: 'ENOSPC' | 'EIO' }

const real = { open: fs.open, rename: fs.rename, writeFile: fs.writeFile, link: fs.link }

/** `calls` counts up as the disk is used; `heal` puts the real disk back. */
export function failingDisk(
  folder: string,
  strike: Strike | null,
): { calls: () => number; heal: () => void } {
  let calls = 0
  const use = (): void => {
    calls += 1
    if (calls !== strike?.at) return
    throw Object.assign(new Error(`${strike.code}: injected`), { code: strike.code })
  }
  const isHere = (path: unknown) => String(path).startsWith(folder)
  const counted =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (args.some(isHere)) use()
      return call(...args)
    }
  Object.assign(fs, {
    rename: counted(real.rename),
    link: counted(real.link),
    writeFile: counted(real.writeFile),
    open: async (path: string, flags?: string | number, mode?: number) => {
      if (!isHere(path)) return real.open(path, flags, mode)
      if (flags !== 'r') use()
      return watched(await real.open(path, flags, mode), use)
    },
  })
  syncBuiltinESMExports()
  return {
    calls: () => calls,
    heal: () => {
      Object.assign(fs, real)
      syncBuiltinESMExports()
    },
  }
}

/** Of a write that fails, half is on the disk. */
function watched(handle: FileHandle, use: () => void): FileHandle {
  const { sync, datasync, truncate } = handle
  const write = handle.write.bind(handle) as (bytes: Uint8Array) => ReturnType<FileHandle['write']>
  return Object.assign(handle, {
    sync: async () => (use(), sync.call(handle)),
    datasync: async () => (use(), datasync.call(handle)),
    truncate: async (length?: number) => (use(), truncate.call(handle, length)),
    write: async (bytes: Uint8Array) => {
      try {
        use()
      } catch (error) {
        await write(bytes.subarray(0, bytes.length >> 1))
        throw error
      }
      return write(bytes)
    },
  })
}
