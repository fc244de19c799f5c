/** Pieces of work of which none overtakes another, though each may pause. */
export class InTurn {
  #last: Promise<unknown> | null = null

  /** Starts at once when nothing waits or runs, else as soon as all before it has ended, well or badly. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last ? this.#last.then(work) : work()
    const ended = done
      .catch(() => {})
      .finally(() => {
        if (this.#last === ended) this.#last = null
      })
    this.#last = ended
    return done
  }

  /** Resolves when nothing waits or runs. */
  async untilIdle(): Promise<void> {
    while (this.#last) await this.#last
  }
}
