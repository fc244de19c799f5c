/** What the rest of the program knows of the backup: how it stands, and choosing and leaving its place. */
import type { Log } from '../log/event-log.ts'
import type { BackupStatus, Superseded } from '../../shared/contract/backup.ts'
import type { RememberedCopies } from './remembered-copies.ts'
import type { Blobs } from '../folder/blobs.ts'
import type { CommandHandler } from '../command-handler.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import type { OpenFile } from '../folder/durable-file.ts'
import type { Happenings } from '../live-feed.ts'

export type BackupParts = {
  handler: CommandHandler
  happenings: Happenings
  blobs: Blobs
  folder: DataFolder
  now: () => Date
  log: Log
  /** Tests put a failing disk in its place. */
  openFile?: OpenFile | undefined
  /** Name of this computer. */
  host?: string | undefined
  lookAgainMs?: number | undefined
}

export type Backup = {
  status: () => Promise<Omit<BackupStatus, 'unknownToHost'>>
  /** BACKUP_REFUSED { reason }; what was chosen before stays then. */
  choose: (place: string) => Promise<void>
  stop: () => Promise<void>
  /** Leaves off the first copy to a place and removes what was begun; the place before holds again. Later it changes nothing. */
  callOff: () => Promise<void>
  /** Who goes on with this ceremony; null as long as this computer does. */
  superseded: () => Superseded | null
  /** Forgets the takeover and the place where it was met; the journal must tell of it already. */
  forgetTakeover: () => Promise<void>
  /** After another journal was put in place of the own: what is remembered is read anew. */
  readAgain: () => Promise<void>
  /** Lets go of the place, which stays chosen, and works while nothing is being copied. */
  standStill: (work: () => Promise<void>) => Promise<void>
  /** Copies what is new and looks whether the place is still there; never rejects. */
  follow: () => Promise<void>
  /** Of all places there ever were. */
  readonly remembered: Pick<RememberedCopies, 'outdated' | 'attend' | 'forget'>
  /** A last copy, if the place answers in time. */
  close: () => Promise<void>
}
