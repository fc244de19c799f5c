/** The append-only, hash-chained log: whoever is told that an entry is written can pull the plug. */
import { setImmediate } from 'node:timers/promises'
import { MappeError } from '../../shared/errors.ts'
import { BytesHash, type KnownEnd } from './bytes-hash.ts'
import { LONGEST_WRITE, type Damage, type WholeEnd } from './chain-check.ts'
import {
  chainCommand,
  chainPart,
  createSaltSource,
  parseEntries,
  type ChainEnd,
  type Entry,
  type NewEntry,
  type WrittenEntry,
} from './entry.ts'
import type { EntrySeal } from './entry-seal.ts'
import { bytesOf, GroupCommit } from './group-commit.ts'
import type { JournalIndex } from './journal-index.ts'
import { redactLines } from './redaction.ts'
import { recoverJournal, type Recovery } from './recovery.ts'
import type { JournalStorage } from './storage.ts'
import { verifyJournal, type Verification } from './verify.ts'

export type JournalOptions = {
  /** 32 hexadecimal digits, fresh for each entry */
  randomSalt?: () => string
  /** Opens a damaged journal up to the damage; nothing is cut and nothing can be appended. */
  readOnly?: boolean
  /** The end that a snapshot remembers; compared, see `snapshotMatches`. */
  knownHead?: KnownEnd
  /** The key of a protected folder: every entry is sealed then, and one in clear is damage. */
  seal?: EntrySeal | null
  /** Hears how far the checking is, from 0 to 1. */
  report?: (done: number) => void
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
  /** The entries whose payload is gone for good. */
  readonly emptied: ReadonlySet<number>
  /** `head` as a snapshot is to remember it. */
  readonly knownEnd: KnownEnd
  /**
   * Writes the entries of one command, all or none, and resolves once they are durable; [] for none. Order of calls = order of entries.
   * Rejects with DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT, and then so does every later call: open the journal anew.
   * What was rejected may still be on disk then: ask `findCommand` before trying again.
   */
  append(command: NewEntry[]): Promise<Entry[]>
  /** All entries with a higher number. */
  entriesSince(seq: number): Promise<Entry[]>
  /** The bytes of the entries after `seq` up to and including `last`, and at which byte of the file they begin. */
  linesAfter(seq: number, last: number): Promise<{ from: number; bytes: Buffer }>
  /** Whether a command wrote entries that are durable. */
  hasCommand(commandId: string): boolean
  /** The entries a command wrote, [] if it wrote none. */
  findCommand(commandId: string): Promise<Entry[]>
  /**
   * Empties payload and salt of these entries for good; their hashes stay, so the chain still verifies. Doing it twice does no harm:
   * append the entry that tells of it first. Snapshots and blobs are for the caller to clean. Rejects like `append`.
   */
  redact(seqs: Iterable<number>): Promise<void>
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
  const { knownHead = null, readOnly = false, randomSalt = createSaltSource(), seal = null } = options
  const opened = await recoverJournal(storage, knownHead, seal, options.report)
  if (opened.damage && !readOnly) throw new MappeError('JOURNAL_DAMAGED', opened.damage)
  if (opened.recovery && !readOnly) await storage.truncate(opened.head.bytes)
  return new ChainedJournal(storage, { ...opened, randomSalt, readOnly, seal })
}

type Opened = Pick<Journal, 'head' | 'recovery' | 'damage' | 'snapshotMatches'> & {
  emptied: Set<number>
  bytesHash: BytesHash | null
  index: JournalIndex
  randomSalt: () => string
  readOnly: boolean
  seal: EntrySeal | null
}

/** So many entries are chained without a pause: a few milliseconds. */
const SLICE = 250

/** Entries kept in memory for live feeds that resume and commands that are repeated. */
const RECENT = 2000

class ChainedJournal implements Journal {
  head: WholeEnd
  readonly recovery: Recovery | null
  readonly damage: Damage | null
  readonly snapshotMatches: boolean | null
  readonly emptied: Set<number>
  readonly #storage: JournalStorage
  readonly #index: JournalIndex
  readonly #randomSalt: () => string
  readonly #seal: EntrySeal | null
  #bytesHash: BytesHash | null
  readonly #commit: GroupCommit
  /** Where the chain will stand when all that waits is written. */
  #tip: ChainEnd
  #recent: Entry[] = []
  #rewriting: Promise<void> | null = null
  /** Set while a long command is being chained. */
  #chaining: Promise<void> | null = null
  #longCommands = 0

  constructor(storage: JournalStorage, opened: Opened) {
    this.#storage = storage
    this.#index = opened.index
    this.#randomSalt = opened.randomSalt
    this.#seal = opened.seal
    this.#bytesHash = opened.bytesHash
    this.head = opened.head
    this.#tip = opened.head
    this.recovery = opened.recovery
    this.damage = opened.damage
    this.snapshotMatches = opened.snapshotMatches
    this.emptied = opened.emptied
    this.#commit = new GroupCommit(
      (bytes) => storage.append(bytes),
      (written) => this.#take(written),
    )
    this.#commit.refusal = opened.readOnly ? refusalOf(opened.damage) : null
  }

  get knownEnd(): KnownEnd {
    return { ...this.head, bytesHash: this.#bytesHash?.value() }
  }

  append(command: NewEntry[]): Promise<Entry[]> {
    // Order of calls is order of entries: behind a long command all wait, however short.
    if (command.length <= SLICE && !this.#chaining) return this.#appendWhole(command)
    const appended = (this.#chaining ?? Promise.resolve()).then(() => this.#appendInSlices(command))
    this.#chaining = this.#untilChained(appended)
    return appended.then(({ written }) => written)
  }

  /** The write itself needs nobody to wait: what comes next may share it. */
  async #untilChained(appended: Promise<unknown>): Promise<void> {
    this.#longCommands += 1
    await Promise.allSettled([appended])
    this.#longCommands -= 1
    if (this.#longCommands === 0) this.#chaining = null
  }

  #appendWhole(command: NewEntry[]): Promise<Entry[]> {
    const { refusal } = this.#commit
    if (refusal) return Promise.reject(refusal)
    try {
      return this.#write(chainCommand(command, this.#tip, this.#randomSalt, this.#seal))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** Chains a long command bit by bit, so that the host answers meanwhile; it is written in one piece all the same. */
  async #appendInSlices(command: NewEntry[]): Promise<{ written: Promise<Entry[]> }> {
    if (this.#commit.refusal) throw this.#commit.refusal
    const written: WrittenEntry[] = []
    for (let from = 0; from < command.length; from += SLICE) {
      await setImmediate()
      const end = written.at(-1)?.entry ?? this.#tip
      const slice = { from, to: from + SLICE }
      written.push(...chainPart(command, slice, end, this.#randomSalt, this.#seal))
    }
    if (this.#commit.refusal) throw this.#commit.refusal
    return { written: this.#write(written) }
  }

  #write(written: WrittenEntry[]): Promise<Entry[]> {
    if (bytesOf(written) > LONGEST_WRITE) throw new RangeError('the command is too long for one write')
    this.#tip = written.at(-1)?.entry ?? this.#tip
    return this.#commit.write(written)
  }

  async entriesSince(seq: number): Promise<Entry[]> {
    if (seq >= this.head.seq) return []
    return this.#read(Math.max(seq, 0) + 1, this.head.seq)
  }

  async linesAfter(seq: number, last: number): Promise<{ from: number; bytes: Buffer }> {
    await this.#rewriting
    const { from } = this.#index.bytesOf(seq + 1, seq)
    const { to } = this.#index.bytesOf(seq, last)
    return { from, bytes: await this.#storage.read(from, to) }
  }

  hasCommand(commandId: string): boolean {
    return this.#index.findCommand(commandId) !== null
  }

  async findCommand(commandId: string): Promise<Entry[]> {
    const found = this.#index.findCommand(commandId)
    return found ? this.#read(found.first, found.last) : []
  }

  async redact(seqs: Iterable<number>): Promise<void> {
    const redacted = new Set(seqs)
    await this.#commit.alone(() => {
      this.#rewriting = this.#rewriteWithout(redacted).finally(() => {
        this.#rewriting = null
      })
      return this.#rewriting
    })
  }

  async verify(): Promise<Verification> {
    await this.#rewriting
    const end = this.#commit.refusal ? await this.#storage.size() : this.head.bytes
    return verifyJournal(await this.#storage.read(0, end), this.#seal)
  }

  async close(): Promise<void> {
    await this.#chaining
    await this.#commit.untilIdle()
    this.#commit.refusal ??= new Error('the journal is closed')
    await this.#storage.close()
  }

  async #read(first: number, last: number): Promise<Entry[]> {
    const oldest = this.#recent[0]?.seq ?? Number.POSITIVE_INFINITY
    if (oldest <= first) return this.#recent.slice(first - oldest, last + 1 - oldest)
    await this.#rewriting // or the places of the entries would be those of the old file
    const { from, to } = this.#index.bytesOf(first, last)
    return parseEntries(await this.#storage.read(from, to), this.#seal)
  }

  #take(written: WrittenEntry[]): void {
    for (const { entry, line } of written) {
      this.#index.add(entry, line.length)
      this.#bytesHash?.add(line)
      this.head = { seq: entry.seq, hash: entry.hash, bytes: this.head.bytes + line.length }
      this.#recent.push(entry)
    }
    if (this.#recent.length > 2 * RECENT) this.#recent = this.#recent.slice(-RECENT)
  }

  async #rewriteWithout(redacted: ReadonlySet<number>): Promise<void> {
    const { bytes, lengths } = redactLines(await this.#storage.read(0, this.head.bytes), redacted)
    await this.#storage.replace(bytes)
    this.#index.placeAnew(lengths)
    for (const seq of redacted) this.emptied.add(seq)
    if (this.#bytesHash) this.#bytesHash = new BytesHash().add(bytes)
    this.head = { ...this.head, bytes: bytes.length }
    this.#recent = this.#recent.map((entry) =>
      redacted.has(entry.seq) ? { ...entry, payload: null, salt: '' } : entry,
    )
  }
}

const refusalOf = (damage: Damage | null): MappeError =>
  damage
    ? new MappeError('JOURNAL_DAMAGED', damage)
    : new MappeError('FOLDER_READ_ONLY', {}, 'the journal was opened for reading alone')
