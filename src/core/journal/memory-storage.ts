/** A journal without a disk, for tests and for trying things out. */
import type { JournalStorage } from './storage.ts'

export const createMemoryStorage = (initial: Uint8Array = new Uint8Array()): JournalStorage => {
  let chunks: Uint8Array[] = [initial]
  const all = (): Buffer => {
    const bytes = Buffer.concat(chunks)
    chunks = [bytes]
    return bytes
  }
  return {
    size: async () => all().length,
    read: async (from, to) => Buffer.from(all().subarray(from, to)),
    append: async (bytes) => void chunks.push(Uint8Array.from(bytes)),
    truncate: async (length) => void (chunks = [all().subarray(0, length)]),
    replace: async (bytes) => void (chunks = [Uint8Array.from(bytes)]),
    close: async () => {},
  }
}
