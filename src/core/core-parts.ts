/** The parts of an open core: what every procedure and every act of the host works with. */
import { randomUUID } from 'node:crypto'
import type { Command } from '../shared/domain/decide.ts'
import type { CommandId, StationId } from '../shared/domain/ids.ts'
import type { Caller } from '../shared/contract/procedure.ts'
import type { PdfWorker } from './agreement/worker/run-in-worker.ts'
import type { Backup, BackupParts } from './backup/backup.ts'
import type { Blobs } from './folder/blobs.ts'
import type { CommandHandler, Execution } from './command-handler.ts'
import type { DataFolder } from './folder/data-folder.ts'
import type { Log } from './log/event-log.ts'
import type { HouseNetwork } from './house-network.ts'
import type { Happenings } from './live-feed.ts'
import type { Asking } from './pairing/asking.ts'
import type { Onlookers } from './pairing/onlookers.ts'
import type { Codes } from './pairing/codes.ts'
import type { KioskPin } from './access/kiosk-pin.ts'
import type { Access } from './protection/opening.ts'
import type { Protection } from './protection/protection.ts'
import type { ScreenLock } from './access/screen-lock.ts'
import type { Presence } from './door/presence.ts'
import type { Rehearsing } from './rehearsal/rehearsing.ts'
import type { ListWorker } from './registry/jobs.ts'
import type { SealChoice } from './sealing/seal-choice.ts'
import type { Report, UnderWay } from './work.ts'

export type CoreOptions = {
  /** The folder of one ceremony; made when it does not exist. */
  dataDir: string
  /** Folder with the sample ceremony. */
  resourcesDir: string
  /** Where the PDF worker's code lies: a .ts file in the sources, a .js file in a build. */
  pdfWorkerUrl: URL
  /** The same for the thread that reads lists. */
  listWorkerUrl: URL
  version: string
  now?: () => Date
  /** Hears, beside the log in the data folder, what happened to the program. */
  log?: Log
  /** Says that the program runs in a browser because there is no window; shown as a notice. */
  inBrowser?: boolean
  /** Hears, while the folder is opened, how far a long journal is read. */
  opening?: Report
  /** What opens a protected folder. */
  access?: Access
  /** Threads of somebody who outlives this core: worked with instead of own ones, and left running. */
  threads?: Threads | null
  /** How the backup is kept; for tests. */
  backup?: Pick<BackupParts, 'openFile' | 'host' | 'lookAgainMs'>
}

/** Where long work is done, apart from the host. */
export type Threads = { pdf: PdfWorker; lists: ListWorker }

/** Who is calling: the station its token says, or nobody yet. */
export type CallContext = {
  caller: { station: StationId; role: Caller }
  /** Where the connection comes from and what it calls itself; absent over a port of this very program. */
  from?: { address: string; userAgent: string }
}

/** What the procedures work with. */
export type CoreParts = Threads & {
  handler: CommandHandler
  happenings: Happenings
  underWay: UnderWay
  blobs: Blobs
  codes: Codes
  asking: Asking
  onlookers: Onlookers
  presence: Presence
  kioskPin: KioskPin
  screenLock: ScreenLock
  protection: Protection
  backup: Backup
  /** The last time a station had seen entries that this journal does not have. */
  unknownPlace: { entries: number; at: string } | null
  sealChoice: SealChoice
  rehearsing: Rehearsing
  folder: DataFolder
  options: Required<CoreOptions>
  /** Addresses under which stations reach this host, set by the server. */
  addresses: string[]
  /** The address for browsers on this computer. */
  ownAddress: string
  /** Set by whoever serves stations. */
  network: HouseNetwork | null
  /** Writes the snapshot anew, after something was deleted from the state. */
  renewSnapshot: () => Promise<void>
  /** Runs a command for a caller. */
  run: (command: Command, origin: { commandId: CommandId; station: StationId }) => Promise<Execution>
}

/** An id for a command that the host itself gives. */
export const newCommandId = (): CommandId => randomUUID() as CommandId
