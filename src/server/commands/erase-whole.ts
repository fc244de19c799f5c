/** The whole ceremony: an archive of everything first, the title typed by hand, then nothing but the protocol is left. */
import { makeArchive } from '../../core/archive/archive.ts'
import { newCommandId } from '../../core/core-parts.ts'
import type { Core } from '../../core/core.ts'
import { writeFileDurably } from '../../core/folder/durable-file.ts'
import { eraseCeremony } from '../../core/privacy/erase-ceremony.ts'
import { MappeError } from '../../shared/errors.ts'
import { requireTyped } from './ask-typed.ts'
import type { Result } from './command-line.ts'
import type { protocolWriter } from './deletion-papers.ts'
import { copiesComplaint } from './privacy-text.ts'

type Asked = { title: string; archive: string | undefined; isSure: boolean }

/** Throws what `eraseCeremony` throws: without `archive`, one of everything up to now must have been handed out before. */
export async function eraseWhole(
  core: Core,
  { title, archive, isSure }: Asked,
  writeProtocol: ReturnType<typeof protocolWriter>,
): Promise<Result> {
  const { parts, hostCaller } = core
  const own = parts.handler.state.ceremony?.title ?? ''
  if (own === '' || title.trim() !== own.trim()) throw new MappeError('INPUT_INVALID', { field: 'title' })
  if (archive !== undefined) await writeArchive(core, archive)
  if (!isSure)
    await requireTyped(
      'Danach ist alles gelöscht und lässt sich nicht zurückholen: Journal, Vereinbarung, Gäste, Schlüssel, Geräte und die erreichbaren Sicherungen.\nZur Bestätigung den Titel der Veranstaltung eingeben: ',
      own,
    )
  const { isBackupDeleted, copiesLeft } = await eraseCeremony(parts, title, hostCaller.station)
  await writeProtocol(parts, 'ceremony')
  const isGood = copiesLeft.length === 0
  return {
    isGood,
    json: { ok: isGood, what: 'ceremony', isBackupDeleted, copiesLeft },
    text: 'Die Veranstaltung ist gelöscht. Im Datenordner ist nur das Löschprotokoll geblieben.',
    ...(!isGood && { complaint: copiesComplaint(copiesLeft) }),
  }
}

async function writeArchive({ parts, hostCaller }: Core, file: string): Promise<void> {
  const { bytes, entries } = await makeArchive(parts)
  await writeFileDurably(file, bytes)
  const payload = { entries, bytes: bytes.length }
  await parts.run(
    { type: 'note-archive', payload },
    { commandId: newCommandId(), station: hostCaller.station },
  )
}
