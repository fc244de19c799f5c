/** How fast somebody may go on: a burst at first, then so many a second. */
export type Pace = { burst: number; perSecond: number }

/** Each call of the returned function takes one; false when there is none left. `now` in milliseconds. */
export function createPace(
  { burst, perSecond }: Pace,
  now: () => number = performance.now.bind(performance),
) {
  let left = burst
  let lookedAt = now()
  return (): boolean => {
    const time = now()
    left = Math.min(burst, left + ((time - lookedAt) / 1000) * perSecond)
    lookedAt = time
    if (left < 1) return false
    left -= 1
    return true
  }
}
