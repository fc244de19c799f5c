/** The append-only, hash-chained log: whoever is told that an entry is written can pull the plug. */
import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { MappeError } from '../../shared/errors.ts'
import { toDiskFault } from '../disk-fault.ts'
import { LONGEST_WRITE, type Damage, type WholeEnd } from './chain-check.ts'
import { chainCommand, parseEntries, type ChainEnd, type Entry, type NewEntry } from './entry.ts'
import type { JournalIndex } from './journal-index.ts'
import { recoverJournal, type Recovery } from './recovery.ts'
import type { JournalStorage } from './storage.ts'
import { verifyJournal, type Verification } from './verify.ts'

export type JournalOptions = {
  /** 32 hexadecimal digits, fresh for each entry */
  randomSalt?: () => string
  /** Opens a damaged journal up to the damage; nothing is cut and nothing can be appended. */
  readOnly?: boolean
  /** The end that a snapshot remembers; compared, see `snapshotMatches`. */
  knownHead?: WholeEnd
}

export interface Journal {
  /** The last durable entry; `bytes` is the length of the file up to there. */
  readonly head: WholeEnd
  /** What an interrupted write had left at the end, and what opening has cut (only seen, when read-only). */
  readonly recovery: Recovery | null
  /** Set only when opened read-only. */
  readonly damage: Damage | null
  /** Whether the entry at `knownHead.seq` is the one the snapshot was made at; null without `knownHead`. */
  readonly snapshotMatches: boolean | null
  /**
   * Writes the entries of one command, all or none, and resolves once they are durable; [] for none. Order of calls = order of entries.
   * Rejects with DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT, and then so does every later call: open the journal anew.
   * What was rejected may still be on disk then: ask `findCommand` before trying again.
   */
  append(command: NewEntry[]): Promise<Entry[]>
  /** All entries with a higher number. */
  entriesSince(seq: number): Promise<Entry[]>
  /** The entries a command wrote, [] if it wrote none. */
  findCommand(commandId: string): Promise<Entry[]>
  /** Reads everything from the disk again and checks it. */
  verify(): Promise<Verification>
  /** Waits for what is being written. */
  close(): Promise<void>
}

/** Throws JOURNAL_DAMAGED { entry, reason } unless `readOnly`. Cuts the torn tail of a write that was never acknowledged. */
export const openJournal = async (
  storage: JournalStorage,
  options: JournalOptions = {},
): Promise<Journal> => {
  const { knownHead = null, readOnly = false, randomSalt = () => randomBytes(16).toString('hex') } = options
  const opened = await recoverJournal(storage, knownHead)
  if (opened.damage && !readOnly) throw new MappeError('JOURNAL_DAMAGED', opened.damage)
  if (opened.recovery && !readOnly) await storage.truncate(opened.head.bytes)
  return new ChainedJournal(storage, { ...opened, randomSalt, readOnly })
}

type Opened = Pick<Journal, 'head' | 'recovery' | 'damage' | 'snapshotMatches'> & {
  index: JournalIndex
  randomSalt: () => string
  readOnly: boolean
}

type Waiting = {
  entries: Entry[]
  bytes: Buffer
  lengths: number[]
  resolve: (entries: Entry[]) => void
  reject: (reason: Error) => void
}

/** Several commands share a write up to this size. */
const SHARED_WRITE = 1024 * 1024
/** Entries kept in memory for live feeds that resume and commands that are repeated. */
const RECENT = 2000

class ChainedJournal implements Journal {
  head: WholeEnd
  readonly recovery: Recovery | null
  readonly damage: Damage | null
  readonly snapshotMatches: boolean | null
  readonly #storage: JournalStorage
  readonly #index: JournalIndex
  readonly #randomSalt: () => string
  /** Where the chain will stand when all that waits is written. */
  #tip: ChainEnd
  #waiting: Waiting[] = []
  #writing: Promise<void> | null = null
  #recent: Entry[] = []
  #refusal: Error | null

  constructor(storage: JournalStorage, opened: Opened) {
    this.#storage = storage
    this.#index = opened.index
    this.#randomSalt = opened.randomSalt
    this.head = opened.head
    this.#tip = opened.head
    this.recovery = opened.recovery
    this.damage = opened.damage
    this.snapshotMatches = opened.snapshotMatches
    this.#refusal = opened.readOnly ? refusalOf(opened.damage) : null
  }

  async append(command: NewEntry[]): Promise<Entry[]> {
    if (this.#refusal) throw this.#refusal
    if (command.length === 0) return []
    const written = chainCommand(command, this.#tip, this.#randomSalt)
    const bytes = Buffer.concat(written.map(({ line }) => line))
    if (bytes.length > LONGEST_WRITE) throw new RangeError(`a command of ${bytes.length} bytes is too long`)
    const entries = written.map(({ entry }) => entry)
    this.#tip = entries.at(-1) ?? this.#tip
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, bytes, lengths: written.map(({ line }) => line.length), resolve, reject })
      this.#writing ??= this.#writeWaiting()
    })
  }

  async entriesSince(seq: number): Promise<Entry[]> {
    const first = this.#recent[0]
    if (seq >= this.head.seq) return []
    if (first && first.seq <= seq + 1) return this.#recent.slice(seq + 1 - first.seq)
    return this.#read(Math.max(seq, 0) + 1, this.head.seq)
  }

  async findCommand(commandId: string): Promise<Entry[]> {
    const found = this.#index.findCommand(commandId)
    if (!found) return []
    const first = this.#recent[0]
    if (!first || first.seq > found.first) return this.#read(found.first, found.last)
    return this.#recent.slice(found.first - first.seq, found.last + 1 - first.seq)
  }

  async verify(): Promise<Verification> {
    const end = this.#refusal ? await this.#storage.size() : this.head.bytes
    return verifyJournal(await this.#storage.read(0, end))
  }

  async close(): Promise<void> {
    await this.#writing
    this.#refusal ??= new Error('the journal is closed')
    await this.#storage.close()
  }

  async #read(first: number, last: number): Promise<Entry[]> {
    const { from, to } = this.#index.bytesOf(first, last)
    return parseEntries(await this.#storage.read(from, to))
  }

  async #writeWaiting(): Promise<void> {
    await Promise.resolve() // whoever calls in the same tick joins the first write
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch()
      try {
        await this.#storage.append(Buffer.concat(batch.map(({ bytes }) => bytes)))
      } catch (error) {
        this.#refuseFrom(toDiskFault(error), batch)
        break
      }
      for (const command of batch) this.#acknowledge(command)
      // several callers were just answered: their next commands shall share the next write
      if (batch.length > 1) await setImmediate()
    }
    this.#writing = null
  }

  #takeBatch(): Waiting[] {
    let size = 0
    const end = this.#waiting.findIndex(({ bytes }) => (size += bytes.length) > SHARED_WRITE)
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(end, 1))
  }

  #acknowledge({ entries, lengths, resolve }: Waiting): void {
    for (const [place, entry] of entries.entries()) {
      const length = lengths[place] ?? 0
      this.#index.add(entry, length)
      this.head = { seq: entry.seq, hash: entry.hash, bytes: this.head.bytes + length }
    }
    this.#recent.push(...entries)
    if (this.#recent.length > 2 * RECENT) this.#recent = this.#recent.slice(-RECENT)
    resolve(entries)
  }

  /** A failed sync says nothing about what is on disk, and a second one may lie: only a fresh look at the disk helps. */
  #refuseFrom(fault: MappeError, batch: Waiting[]): void {
    this.#refusal = fault
    for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(fault)
  }
}

const refusalOf = (damage: Damage | null): MappeError =>
  damage
    ? new MappeError('JOURNAL_DAMAGED', damage)
    : new MappeError('FOLDER_READ_ONLY', {}, 'the journal was opened for reading alone')
