/** A share that hangs must hold up neither the start nor the end of the program. */

const PATIENCE_MS = 3_000

/** Resolves with the work, or when it takes too long. */
export function withinPatience(work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, PATIENCE_MS)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
