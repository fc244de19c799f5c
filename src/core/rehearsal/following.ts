/** How a rehearsal stands, for the organizer who follows it; and what cannot be seen from facts. */
import type { RehearsalStatus } from '../../shared/contract/rehearsal.ts'
import type { CoreParts } from '../core-parts.ts'

/** Again whenever it has changed. */
export async function* followRehearsal(
  parts: CoreParts,
  signal: AbortSignal | undefined,
): AsyncGenerator<RehearsalStatus, void> {
  const { happenings, rehearsing } = parts
  let woken = Promise.withResolvers<void>()
  const hears = (['fact', 'presence', 'rehearsal'] as const).map((what) =>
    happenings.subscribe(what, () => woken.resolve()),
  )
  const end = () => woken.resolve()
  signal?.addEventListener('abort', end)
  let last = ''
  const isOver = () => signal?.aborted === true
  try {
    while (!isOver()) {
      woken = Promise.withResolvers<void>()
      const status = await rehearsing.status(parts)
      const text = JSON.stringify(status)
      if (text !== last) yield status
      last = text
      await woken.promise
    }
  } finally {
    signal?.removeEventListener('abort', end)
    for (const stop of hears) stop()
  }
}

/** A projector has asked for its picture. */
export function noteStageShown({ rehearsing, happenings }: CoreParts): void {
  const { seen } = rehearsing
  if (!seen || seen.isStageShown) return
  seen.isStageShown = true
  happenings.publish('rehearsal', null)
}
