/** Walks through a journal's bytes and says how far they are whole, and whether the rest is a torn write or damage. */
import { GENESIS, type ChainEnd } from './entry.ts'
import type { EntrySeal } from './entry-seal.ts'
import { readKnownLine, readRawLine, type RawLine } from './raw-line.ts'

export type DamageReason =
  | 'not-an-entry'
  | 'head-changed'
  | 'payload-changed'
  | 'not-sealed'
  | 'out-of-order'
  | 'chain-broken'
  | 'command-incomplete'
  | 'line-end-changed'
  | 'tail-too-long'
  | 'shorter-than-snapshot'

/** `entry`: the number of the first entry that is not as it was written. */
export type Damage = { entry: number; reason: DamageReason }

/** `length`: bytes with the line end. */
export type PlacedLine = RawLine & { length: number }

/** An end that a reader may rely on: all commands up to here are whole. */
export type WholeEnd = ChainEnd & { bytes: number }

/** No write is longer, so a longer torn tail is not one. */
export const LONGEST_WRITE = 16 * 1024 * 1024

const LINE_END = 0x0a

/**
 * `advance` checks line by line; `whole` grows by whole commands, each of which goes to `onCommand`.
 * At the end either `damage` is set, or the bytes behind `whole.bytes` are the torn tail of a write that was never acknowledged.
 */
export class ChainCheck {
  whole: WholeEnd = { seq: 0, hash: GENESIS, bytes: 0 }
  damage: Damage | null = null
  readonly #bytes: Buffer
  readonly #onCommand: (lines: PlacedLine[]) => void
  readonly #seal: EntrySeal | null
  #isSealed: boolean
  readonly #knownBytes: number
  #offset = 0
  #end: ChainEnd = this.whole
  #command: PlacedLine[] = []

  /**
   * `seal` opens the entries of a protected folder; without it their heads and the chain are checked all the same. The first
   * `knownBytes` are known to be those that were checked before: of them, too, only heads and chain.
   */
  constructor(
    bytes: Buffer,
    onCommand: (lines: PlacedLine[]) => void = () => {},
    seal: EntrySeal | null = null,
    knownBytes = 0,
  ) {
    this.#bytes = bytes
    this.#onCommand = onCommand
    this.#seal = seal
    this.#isSealed = seal !== null
    this.#knownBytes = knownBytes
  }

  /** How many entries lie behind the whole commands, the last perhaps in part. */
  get tornEntries(): number {
    return this.#command.length + (this.#tail().length > 0 ? 1 : 0)
  }

  /** Checks up to `limit` lines; false once the end or damage is reached. */
  advance(limit = Number.POSITIVE_INFINITY): boolean {
    for (let line = 0; line < limit; line += 1) {
      const lineEnd = this.#bytes.indexOf(LINE_END, this.#offset)
      if (lineEnd < 0) {
        this.#checkTail()
        return false
      }
      if (!this.#take(lineEnd)) return false
    }
    return true
  }

  #take(lineEnd: number): boolean {
    const bytes = this.#bytes.subarray(this.#offset, lineEnd)
    const line = lineEnd < this.#knownBytes ? readKnownLine(bytes) : readRawLine(bytes, this.#seal)
    const reason = line ? this.#faultOf(line) : 'not-an-entry'
    if (reason || !line) return this.#stop(reason ?? 'not-an-entry')
    this.#isSealed ||= line.form === 'sealed'
    this.#command.push(Object.assign(line, { length: lineEnd + 1 - this.#offset }))
    this.#end = { seq: line.seq, hash: line.hash }
    this.#offset = lineEnd + 1
    if (line.part === line.parts) this.#finishCommand()
    return true
  }

  #faultOf(line: RawLine): DamageReason | null {
    if (line.actualHash !== line.hash) return 'head-changed'
    if (line.actualPayloadHash !== null && line.actualPayloadHash !== line.payloadHash)
      return 'payload-changed'
    // whoever has no key could still put lines in clear behind sealed ones
    if (this.#isSealed && line.form === 'plain') return 'not-sealed'
    if (line.seq !== this.#end.seq + 1) return 'out-of-order'
    if (line.prev !== this.#end.hash) return 'chain-broken'
    if (!this.#continuesCommand(line)) return 'command-incomplete'
    return null
  }

  #continuesCommand(line: RawLine): boolean {
    const first = this.#command[0]
    if (line.part !== this.#command.length + 1 || line.part > line.parts) return false
    return !first || (first.parts === line.parts && first.commandId === line.commandId)
  }

  #finishCommand(): void {
    this.#onCommand(this.#command)
    this.#command = []
    this.whole = { ...this.#end, bytes: this.#offset }
  }

  /** A write that was cut leaves the beginning of a line, or zeros; a whole line with a wrong end was tampered with. */
  #checkTail(): void {
    const tail = this.#tail()
    if (this.#bytes.length - this.whole.bytes > LONGEST_WRITE) this.#stop('tail-too-long')
    else if (tail.length > 1 && readRawLine(tail.subarray(0, -1))) this.#stop('line-end-changed')
  }

  /** What stands behind the last line end, without trailing zeros. */
  #tail(): Buffer {
    let end = this.#bytes.length
    while (end > this.#offset && this.#bytes[end - 1] === 0) end -= 1
    return this.#bytes.subarray(this.#offset, end)
  }

  #stop(reason: DamageReason): false {
    this.damage = { entry: this.#end.seq + 1, reason }
    return false
  }
}
