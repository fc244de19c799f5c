/** Knows where each entry lies and which entries a command wrote, so that neither question needs a walk through the file. */
import type { Entry } from './entry.ts'

export type EntryRange = { first: number; last: number }

export class JournalIndex {
  /** Where entry n begins stands at n - 1; the last number is where the next will begin. */
  #offsets: number[] = [0]
  readonly #firstOf = new Map<string, number>()
  readonly #partsOf = new Map<string, number>()

  /** `length`: bytes of the line with its line end. */
  add(
    { seq, commandId, part, parts }: Pick<Entry, 'seq' | 'commandId' | 'part' | 'parts'>,
    length: number,
  ): void {
    this.#offsets.push((this.#offsets.at(-1) ?? 0) + length)
    if (part > 1 || this.#firstOf.has(commandId)) return
    this.#firstOf.set(commandId, seq)
    if (parts > 1) this.#partsOf.set(commandId, parts)
  }

  /** After the lines were rewritten with other lengths. */
  placeAnew(lengths: number[]): void {
    this.#offsets = [0]
    for (const length of lengths) this.#offsets.push((this.#offsets.at(-1) ?? 0) + length)
  }

  findCommand(commandId: string): EntryRange | null {
    const first = this.#firstOf.get(commandId)
    if (first === undefined) return null
    return { first, last: first + (this.#partsOf.get(commandId) ?? 1) - 1 }
  }

  bytesOf(first: number, last: number): { from: number; to: number } {
    return { from: this.#offsets[first - 1] ?? 0, to: this.#offsets[last] ?? 0 }
  }
}
