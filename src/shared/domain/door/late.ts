/** Acts a desk did on its own while it had no connection: they are facts, told later, with the time at which they happened. */
import { z } from 'zod'

/** Older than this and no clock is believed: no evening lasts longer. */
const LONGEST_MS = 24 * 60 * 60_000

export const lateSchema = z.strictObject({
  /** When it happened (ISO 8601, UTC, by the host's clock); null when the desk's clock cannot be believed. */
  happenedAt: z.iso.datetime().nullable(),
})
export type Late = z.infer<typeof lateSchema>

/** The two moments by the desk's own clock, in milliseconds since 1970. Any clock may be wrong; their distance hardly is. */
export const deskTimesSchema = z.strictObject({ happenedAt: z.number(), sentAt: z.number() })
export type DeskTimes = z.infer<typeof deskTimesSchema>

/** The desk's time as the host's clock would have shown it; null when the desk's clock ran backwards or says days. */
export function lateSince({ happenedAt, sentAt }: DeskTimes, now: Date): Late {
  const age = sentAt - happenedAt
  const isBelievable = age >= 0 && age <= LONGEST_MS
  return { happenedAt: isBelievable ? new Date(now.getTime() - age).toISOString() : null }
}

/** What a fact says of itself when it was told late. Absent: it was told as it happened. */
export type ToldLate = { happenedAt?: string | null }

export const toldLate = (late: Late | undefined): ToldLate => (late ? { happenedAt: late.happenedAt } : {})
