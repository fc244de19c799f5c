/** The steps of a placement session: what was, what is, what was undone. */

export type History<T> = { past: readonly T[]; present: T; future: readonly T[] }

/** More steps than this nobody takes back one by one. */
const DEPTH = 200

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [] })

/** A new step; what was undone before it is gone. */
export const record = <T>({ past, present }: History<T>, next: T): History<T> => ({
  past: [...past, present].slice(-DEPTH),
  present: next,
  future: [],
})

/** One step back; the same history where there is none. */
export function undo<T>(history: History<T>): History<T> {
  const { past, present, future } = history
  const [before] = past.slice(-1)
  if (before === undefined) return history
  return { past: past.slice(0, -1), present: before, future: [present, ...future] }
}

/** One step forward again; the same history where there is none. */
export function redo<T>(history: History<T>): History<T> {
  const { past, present, future } = history
  const [after, ...rest] = future
  if (after === undefined) return history
  return { past: [...past, present], present: after, future: rest }
}
