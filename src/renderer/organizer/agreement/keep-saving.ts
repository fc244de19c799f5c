/** Saves the newest of many changes, a moment after the last one, and never two at once. What could not be saved is kept. */

export type Saving<T> = {
  /** Takes a change; it is saved after the wait. */
  want: (value: T) => void
  /** Saves now what still waits; resolves to whether everything is saved. */
  flush: () => Promise<boolean>
  /** Forgets what still waits. */
  drop: () => void
  isPending: () => boolean
}

/** `save` rejects when it fails; `changed` is told after every step. `wait` in ms. */
export function keepSaving<T>(
  save: (value: T) => Promise<void>,
  wait: number,
  changed: (fault: unknown) => void = () => {},
): Saving<T> {
  let wanted: { value: T } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null

  function want(value: T): void {
    wanted = { value }
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), wait)
    changed(null)
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer)
    running ??= saveAll().finally(() => (running = null))
    return running
  }

  async function saveAll(): Promise<boolean> {
    while (wanted) {
      const taken = wanted
      try {
        await save(taken.value)
      } catch (fault) {
        if (wanted === null) return true
        changed(fault)
        return false
      }
      if (wanted === taken) wanted = null
    }
    changed(null)
    return true
  }

  function drop(): void {
    clearTimeout(timer)
    wanted = null
    changed(null)
  }

  return { want, flush, drop, isPending: () => wanted !== null }
}
