/** Wires one open data folder: journal, rules, files, feeds. Everything a shell or server needs comes from here. */
import { join } from 'node:path'
import type { WayToOpen } from '../shared/contract/protection.ts'
import type { CoreOptions } from './core-parts.ts'
import { openEventLog } from './log/event-log.ts'
import type { Log } from './log/event-log.ts'
import { openDataFolder } from './folder/data-folder.ts'
import type { DataFolder } from './folder/data-folder.ts'
import { waysToOpen } from './protection/key-record.ts'
import { openProtected } from './protection/opening.ts'
import { createLockedHost } from './access/locked-host.ts'
import { facing } from './facing.ts'
import type { Core, HostFace } from './host-face.ts'
import { removeCopy } from './rehearsal/copy.ts'
import { createRehearsals } from './rehearsal/rehearsals.ts'
import { wireCore } from './core-wiring.ts'

export type { CallContext, CoreOptions } from './core-parts.ts'
export type { Core, HostFace, TurnedAway } from './host-face.ts'
export type { Log } from './log/event-log.ts'
export type { Secret, SystemProtection } from './protection/key-record.ts'
export type { HouseNetwork, NetworkChoice } from './house-network.ts'

/**
 * Opens the data folder and everything on top of it. The copy of a rehearsal that was cut short is removed.
 * @throws MappeError FOLDER_IN_USE, FOLDER_READ_ONLY, DISK_FAULT …; FOLDER_LOCKED or SECRET_WRONG where it is protected;
 * FOLDER_OF_REHEARSAL for a copy
 */
export async function openCore(given: CoreOptions): Promise<Core> {
  const options = {
    now: () => new Date(),
    log: () => {},
    inBrowser: false,
    access: {},
    opening: () => {},
    backup: {},
    threads: null,
    ...given,
  }
  const folder = await openDataFolder(options.dataDir, { now: options.now })
  try {
    await openProtected(folder, options.access)
    return await openEvening({ ...options, log: keepLog(options, folder) }, folder)
  } catch (error) {
    await folder.close()
    throw error
  }
}

async function openEvening(options: Required<CoreOptions>, folder: DataFolder): Promise<Core> {
  const wasCutShort = await removeCopy(folder)
  if (wasCutShort) options.log('rehearsal-removed')
  const rehearsals = createRehearsals({
    parts: () => evening.parts,
    open: (copy, rehearsing) =>
      wireCore(
        { ...options, dataDir: copy.path, log: keepLog(options, copy), threads: evening.parts },
        copy,
        rehearsing,
      ),
    wasCutShort,
  })
  const evening = await wireCore(options, folder, rehearsals.ofEvening)
  return facing(evening, rehearsals)
}

/** In the folder first: the shell's console may be gone. */
function keepLog({ now, log: alsoTell }: Required<CoreOptions>, { logs }: DataFolder): Log {
  const note = openEventLog(logs, now)
  return (event, about) => {
    note(event, about)
    alsoTell(event, about)
  }
}

/** What was set up to open a protected folder. DATA_KEY_MISSING where that cannot be read. */
export const waysInto = (dataDir: string): Promise<WayToOpen[]> => waysToOpen(join(dataDir, 'keys'))

/** What serves in the place of a core that FOLDER_LOCKED keeps from opening; `onOpened` has it before whoever opened it. */
export const lockedHost = (options: CoreOptions, onOpened: (core: Core) => Promise<void>): HostFace =>
  createLockedHost({
    open: (secret) => openCore({ ...options, access: { ...options.access, secret } }),
    onOpened,
    ways: () => waysInto(options.dataDir),
    version: options.version,
    now: options.now ?? (() => new Date()),
    log: options.log ?? (() => {}),
  })
