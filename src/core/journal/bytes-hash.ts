/**
 * The hash of a sealed journal's bytes, kept up with every write. The snapshot remembers it: where it still holds at the next
 * opening, the entries up to there are those that were checked when they were written, and need not be opened one by one.
 */
import { createHash, type Hash } from 'node:crypto'
import type { WholeEnd } from './chain-check.ts'

/** The end that a snapshot remembers. `bytesHash`: of all bytes up to there; none in a folder in clear, where anybody could write one. */
export type KnownEnd = WholeEnd & { bytesHash?: string | undefined }

export class BytesHash {
  readonly #hash: Hash = createHash('sha256')

  add(bytes: Uint8Array): this {
    this.#hash.update(bytes)
    return this
  }

  /** 64 hexadecimal digits; more may be added afterwards. */
  value(): string {
    return this.#hash.copy().digest('hex')
  }
}

/** How many bytes at the beginning are as `known` remembers them, all or none, and their hash. */
export function unchangedBeginning(
  bytes: Buffer,
  known: KnownEnd | null,
): { length: number; hash: BytesHash } {
  if (known?.bytesHash !== undefined && known.bytes <= bytes.length) {
    const hash = new BytesHash().add(bytes.subarray(0, known.bytes))
    if (hash.value() === known.bytesHash) return { length: known.bytes, hash }
  }
  return { length: 0, hash: new BytesHash() }
}
