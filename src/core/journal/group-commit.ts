/** Lets commands that come at the same time share one write to the disk, and stops for good at the first failure. */
import { setImmediate } from 'node:timers/promises'
import type { MappeError } from '../../shared/errors.ts'
import { toDiskFault } from '../folder/disk-fault.ts'
import type { Entry, WrittenEntry } from './entry.ts'

type Waiting = {
  written: WrittenEntry[]
  resolve: (entries: Entry[]) => void
  reject: (reason: Error) => void
}

/** Several commands share a write up to this many bytes. */
const SHARED_WRITE = 1024 * 1024

export class GroupCommit {
  /** Why nothing more is written; set from outside when the journal is closed or opened for reading alone. */
  refusal: Error | null = null
  readonly #append: (bytes: Uint8Array) => Promise<void>
  readonly #onDurable: (written: WrittenEntry[]) => void
  #waiting: Waiting[] = []
  #busy: Promise<void> | null = null

  /** `onDurable` learns of each command that is on the disk, before its caller does. */
  constructor(append: (bytes: Uint8Array) => Promise<void>, onDurable: (written: WrittenEntry[]) => void) {
    this.#append = append
    this.#onDurable = onDurable
  }

  /** Resolves when durable, in the order of the calls. Rejects with DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT. */
  write(written: WrittenEntry[]): Promise<Entry[]> {
    if (written.length === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      this.#waiting.push({ written, resolve, reject })
      this.#busy ??= this.#writeWaiting()
    })
  }

  /** Does `work` while nothing is being written; writes wait for its end. Its failure stops everything, too. */
  async alone(work: () => Promise<void>): Promise<void> {
    await this.untilIdle()
    if (this.refusal) throw this.refusal
    const done = work().catch((error: unknown) => {
      throw this.#stop(toDiskFault(error), [])
    })
    this.#busy = done.catch(() => {}).then(() => this.#writeWaiting())
    await done
  }

  async untilIdle(): Promise<void> {
    while (this.#busy) await this.#busy
  }

  async #writeWaiting(): Promise<void> {
    await Promise.resolve() // whoever calls in the same tick joins the first write
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch()
      if (!(await this.#writeBatch(batch))) break
      // several callers were just answered: their next commands shall share the next write
      if (batch.length > 1) await setImmediate()
    }
    this.#busy = null
  }

  async #writeBatch(batch: Waiting[]): Promise<boolean> {
    try {
      await this.#append(Buffer.concat(batch.flatMap(({ written }) => written.map(({ line }) => line))))
    } catch (error) {
      this.#stop(toDiskFault(error), batch)
      return false
    }
    for (const { written, resolve } of batch) {
      this.#onDurable(written)
      resolve(written.map(({ entry }) => entry))
    }
    return true
  }

  #takeBatch(): Waiting[] {
    let bytes = 0
    const tooMuch = this.#waiting.findIndex(({ written }) => (bytes += bytesOf(written)) > SHARED_WRITE)
    return this.#waiting.splice(0, tooMuch < 0 ? this.#waiting.length : Math.max(tooMuch, 1))
  }

  /** A failed sync says nothing about what is on disk, and a second one may lie: only a fresh look at the disk helps. */
  #stop(fault: MappeError, batch: Waiting[]): MappeError {
    this.refusal = fault
    for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(fault)
    return fault
  }
}

export const bytesOf = (written: WrittenEntry[]): number =>
  written.reduce((bytes, { line }) => bytes + line.length, 0)
