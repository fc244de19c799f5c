/** Deletes the whole ceremony: the one act that nothing can take back. */
import type { CopyLeft } from '../../shared/contract/privacy.ts'
import { signersOf } from '../../shared/domain/signing/agreement.ts'
import { retentionRows } from '../../shared/domain/privacy/retention.ts'
import { stationName } from '../../shared/domain/station.ts'
import { MappeError } from '../../shared/errors.ts'
import { newCommandId } from '../core-parts.ts'
import type { CoreParts } from '../core-parts.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import { pairAgain } from '../backup/first-restore.ts'
import { finishDeletion, firstHashOf, formerProtocol, noteDeletion } from './former-ceremony.ts'
import type { FormerProtocol } from './former-ceremony.ts'
import { openKioskPin } from '../access/kiosk-pin.ts'
import { isArchiveCurrent, localDayOf } from './privacy-status.ts'
import { openSealChoice } from '../sealing/seal-choice.ts'

/**
 * INPUT_INVALID { field: 'title' } where the title was typed wrong · NOT_ALLOWED_NOW { reason: 'archive-first' } ·
 * DISK_FULL …: then it is finished at the next start. Null where there is no backup.
 */
export async function eraseCeremony(
  parts: CoreParts,
  title: string,
  station: StationId,
): Promise<{ isBackupDeleted: boolean | null; copiesLeft: CopyLeft[] }> {
  const { handler, folder, options, backup } = parts
  const former = await formerProtocol(folder)
  // asked once more, because the answer was lost: it is done
  if (former && !handler.state.ceremony) return outcomeOf(former)
  requireSure(parts, title)
  const protocol = await protocolOf(parts, station)
  const asking = handler.state.stations[station]
  await turnStationsAway(parts, station)
  let done: FormerProtocol | null = null
  await handler.replaceLedger(async () => {
    await backup.standStill(async () => {
      await noteDeletion(folder, protocol)
      done = await finishDeletion(folder, options.now)
    })
  })
  // the procedures hold these very objects
  Object.assign(parts.kioskPin, await openKioskPin(folder.path, options.now))
  Object.assign(parts.sealChoice, await openSealChoice(folder.keys, options.now))
  parts.unknownPlace = null
  if (asking) await pairAgain(parts, asking)
  await backup.readAgain()
  return outcomeOf(done)
}

const outcomeOf = (done: FormerProtocol | null) => ({
  isBackupDeleted: done?.backupDeletedAt === undefined ? null : done.backupDeletedAt !== null,
  copiesLeft: done?.copiesLeft ?? [],
})

function requireSure({ handler: { state } }: CoreParts, title: string): void {
  if (!state.ceremony || title.trim() !== state.ceremony.title.trim())
    throw new MappeError('INPUT_INVALID', { field: 'title' })
  if (!isArchiveCurrent(state)) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'archive-first' })
}

async function protocolOf({ handler, options }: CoreParts, station: StationId): Promise<FormerProtocol> {
  const { state, head, journal } = handler
  const { bytes } = await journal.linesAfter(0, 1)
  const today = localDayOf(options.now())
  const rows = retentionRows(state, today)
  const isDue = rows.find(({ kind }) => kind === 'journal')?.isDue ?? false
  return {
    kind: 'unterschriftenmappe-loeschprotokoll',
    format: 1,
    status: 'begun',
    at: options.now().toISOString(),
    evening: state.ceremony?.date ?? null,
    // a device may bear somebody's name
    by: station === 'host' ? stationName(state, station) : 'Gerät der Leitung',
    rule: isDue ? 'period-over' : 'not-needed',
    counts: {
      ...Object.fromEntries(rows.map(({ kind, count }) => [kind, count])),
      organisations: Object.keys(state.partners).length,
      signers: signersOf(state).length,
    },
    journal: { entries: head.seq, first: firstHashOf(bytes), head: head.hash },
    archiveAt: state.lastArchive?.at ?? '',
    programVersion: options.version,
  }
}

/** A desk that is turned away forgets what it kept; the one who asks keeps the connection until the answer is there. */
async function turnStationsAway({ handler, run }: CoreParts, asking: StationId): Promise<void> {
  const others = Object.values(handler.state.stations).filter(
    ({ id, revokedAt }) => revokedAt === null && id !== asking,
  )
  for (const { id } of others)
    await run(
      { type: 'revoke-station', payload: { stationId: id } },
      { commandId: newCommandId(), station: asking },
    )
}
