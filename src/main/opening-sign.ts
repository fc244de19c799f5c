/** While a long journal is read there is no window yet, and the program seems not to have started: then a small one says so. */

/** In ms; what is open sooner would only flicker. */
const NOTICED_MS = 500

export type Sign = {
  /** `done`: from 0 to 1. */
  tell: (done: number) => void
  close: () => void
}

/** `show` makes the sign, at the first word after half a second. `now`: ms of a clock that only goes forward. */
export function openingSign(show: () => Sign, now: () => number = () => performance.now()): Sign {
  const since = now()
  let sign: Sign | null = null
  let isOver = false
  return {
    tell(done) {
      if (isOver || (sign === null && now() - since < NOTICED_MS)) return
      sign ??= show()
      sign.tell(done)
    },
    close() {
      isOver = true
      sign?.close()
    },
  }
}
