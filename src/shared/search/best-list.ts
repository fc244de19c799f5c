/** Keeps the best few of many without sorting all of them. */

export type BestList<Item> = {
  offer(item: Item): void
  /** The last one when the list is full: what is worse need not be offered. */
  last(): Item | undefined
  items(): Item[]
}

/** A list of at most `limit` items in the order of `compare`; what compares worse than the last is dropped at once. */
export function createBestList<Item>(limit: number, compare: (a: Item, b: Item) => number): BestList<Item> {
  const best: Item[] = []

  const placeOf = (item: Item): number => {
    let low = 0
    let high = best.length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = best[middle]
      if (other !== undefined && compare(other, item) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    offer(item) {
      const worst = best[limit - 1]
      if (limit < 1 || (worst !== undefined && compare(worst, item) <= 0)) return
      best.splice(placeOf(item), 0, item)
      if (best.length > limit) best.pop()
    },
    last: () => best[limit - 1],
    items: () => best,
  }
}
