/** Deletes the data of a person, or one kind of data of everybody, everywhere this program knows of. */
import type { OutdatedCopy } from '../../shared/contract/backup.ts'
import type { RecordedOf } from '../../shared/domain/events.ts'
import { planRedaction } from '../../shared/domain/privacy/redaction-plan.ts'
import type { Asked, RedactionPlan } from '../../shared/domain/privacy/redaction-plan.ts'
import type { CommandId, StationId } from '../../shared/domain/ids.ts'
import { isMappeError, MappeError } from '../../shared/errors.ts'
import { withinPatience } from '../backup/patience.ts'
import type { CoreParts } from '../core-parts.ts'
import { recordedOf, unfinishedRedactions } from '../folder/ledger-opening.ts'

type Origin = { commandId: CommandId; station: StationId }

/** Desks write while it is worked out: then it is worked out again. */
const MOST_TRIES = 20

/**
 * The word that it is deleted comes first and is durable; the bytes follow, and after a power cut at the next opening.
 * Gives the copies in which it still lies, because they are out of reach.
 * NOT_FOUND · NOT_ALLOWED_NOW { reason } · DISK_FULL … where the bytes could not be removed yet: then at the next opening.
 */
export async function erase(parts: CoreParts, asked: Asked, origin: Origin): Promise<OutdatedCopy[]> {
  const { handler, backup } = parts
  if (!handler.journal.hasCommand(origin.commandId)) await record(parts, asked, origin)
  // opening the journal anew is what finishes a deletion: there is no second way that only a crash would take
  await handler.replaceLedger(async () => {})
  await parts.renewSnapshot()
  await tellFollowers(parts)
  if (unfinishedRedactions({ state: handler.state, journal: handler.journal }).length > 0)
    throw new MappeError('DISK_FAULT', { reason: 'redaction-unfinished' })
  await backup.follow()
  await withinPatience(backup.remembered.attend())
  return backup.remembered.outdated()
}

async function record(parts: CoreParts, asked: Asked, origin: Origin): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const payload = await planErasure(parts, asked)
    try {
      await parts.run({ type: 'redact', payload }, origin)
      return
    } catch (error) {
      if (!hasMovedOn(error) || tries === MOST_TRIES) throw error
    }
  }
}

const hasMovedOn = (error: unknown): boolean =>
  isMappeError(error) && error.code === 'CONFLICT' && error.data.reason === 'moved-on'

/** What would be deleted as things stand; nothing is changed. */
export const planErasure = ({ handler }: CoreParts, asked: Asked): Promise<RedactionPlan> =>
  handler.whileStill(async () => {
    const { state, journal } = handler
    const entries = (await journal.entriesSince(0)).filter(({ seq }) => seq <= state.seq)
    return planRedaction(state, entries.map(recordedOf), asked)
  })

/** Whoever follows gets everything anew, without what was deleted. */
async function tellFollowers({ handler, happenings }: CoreParts): Promise<void> {
  const last = handler.state.redactions.done.at(-1)
  if (!last) return
  const fact = (await handler.factsSince(last.seq - 1)).find(({ seq }) => seq === last.seq)
  if (fact?.type === 'data-redacted') happenings.publish('fact', fact satisfies RecordedOf<'data-redacted'>)
}
