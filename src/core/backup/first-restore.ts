/** Goes on from a backup in the open, still empty data folder: what the first page offers on a computer without a command line. */
import type { State } from '../../shared/domain/state.ts'
import type { Station } from '../../shared/domain/station.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CoreParts } from '../core-parts.ts'
import { newCommandId } from '../core-parts.ts'
import { openKioskPin } from '../access/kiosk-pin.ts'
import { openBackupAt } from './found-backup.ts'
import { restoreInto } from './restore.ts'
import type { Restored } from './restore.ts'
import type { Secret } from '../protection/key-record.ts'
import { openSealChoice } from '../sealing/seal-choice.ts'
import type { Report } from '../work.ts'

/**
 * The organizers at this computer stay paired; their pages have to be loaded again, for the journal is another one.
 * @throws MappeError FOLDER_NOT_EMPTY, BACKUP_UNUSABLE, JOURNAL_DAMAGED …; nothing has changed then
 */
export async function restoreHere(
  parts: CoreParts,
  from: string,
  secret: Secret | null,
  report: Report = () => {},
): Promise<Restored> {
  const { handler, folder, options, backup } = parts
  if (!isFresh(handler.state)) throw new MappeError('FOLDER_NOT_EMPTY', { reason: 'restore' })
  if (folder.files.key) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'protected' })
  const { now, access } = options
  const asked = { from, now, secret, system: access.system ?? null, ...hostOf(parts) }
  const found = await openBackupAt(folder.path, asked)
  const organizers = Object.values(handler.state.stations).filter(
    ({ role, revokedAt }) => role === 'organizer' && revokedAt === null,
  )
  let restored: Restored | null = null
  let copied = 0
  const work = async () => {
    restored = await restoreInto(folder, found, { ...asked, report: (done) => report((copied = done)) })
  }
  // the other half of what is left then: the copy is compared, and followed from now on
  await handler.replaceLedger(work, (done) => report(copied + (done * (1 - copied)) / 2))
  if (!restored) throw new MappeError('UNEXPECTED')
  for (const organizer of organizers) await pairAgain(parts, organizer)
  // the procedures hold these very objects
  Object.assign(parts.kioskPin, await openKioskPin(folder.path, now, folder.files))
  await parts.screenLock.readAgain()
  Object.assign(parts.sealChoice, await openSealChoice(folder.keys, now, folder.files))
  parts.unknownPlace = null
  await backup.readAgain()
  report(1)
  return restored
}

const hostOf = ({ options: { backup } }: CoreParts) => (backup.host ? { host: backup.host } : {})

const isFresh = ({ ceremony, partners, attendees, agreement }: State): boolean =>
  ceremony === null &&
  agreement === null &&
  [partners, attendees].every((all) => Object.keys(all).length === 0)

/** Under the same token, in a journal that does not know the station. */
export async function pairAgain(
  parts: CoreParts,
  { id, role, name, tokenHash, device }: Station,
): Promise<void> {
  if (parts.handler.state.stations[id]) return
  const payload = { stationId: id, role, name, tokenHash, ...(device && { device }) }
  await parts.run({ type: 'pair-station', payload }, { commandId: newCommandId(), station: id })
}
