/** Wires one open data folder: journal, rules, files, feeds. Everything a shell or server needs comes from here. */
import type { AnyContractRouter } from '@orpc/contract'
import type { Router as AnyRouter } from '@orpc/server'
import { HOST_STATION } from '../shared/domain/ids.ts'
import type { StationId } from '../shared/domain/ids.ts'
import { isExpired } from '../shared/domain/station.ts'
import type { Role } from '../shared/domain/station.ts'
import { createPdfWorker } from './agreement/run-in-worker.ts'
import { openBackup } from './backup.ts'
import type { Backup } from './backup.ts'
import { MAY_GO_ON, supersededError } from './backup/superseding.ts'
import { openBlobs } from './blobs.ts'
import { callByItself } from './calling.ts'
import type { CallContext, CoreOptions, CoreParts } from './core-parts.ts'
import { openEventLog } from './event-log.ts'
import type { Log } from './event-log.ts'
import { createCommandHandler } from './command-handler.ts'
import { contractVersion } from './contract-version.ts'
import type { CommandHandler } from './command-handler.ts'
import { openDataFolder } from './data-folder.ts'
import type { DataFolder } from './data-folder.ts'
import { openFileStorage } from './journal/file-storage.ts'
import { entrySeal, openProtected } from './protection/opening.ts'
import { createProtection } from './protection/protection.ts'
import { readSnapshot } from './journal/snapshot.ts'
import { finishDeletion } from './former-ceremony.ts'
import { besideJournal } from './clear-beside.ts'
import { openLedger, unfinishedRedactions } from './ledger-opening.ts'
import { createLockedHost } from './locked-host.ts'
import { readNetworkChoice } from './house-network.ts'
import type { HouseNetwork } from './house-network.ts'
import { createHappenings } from './live-feed.ts'
import { createAsking } from './pairing/asking.ts'
import { createCodes } from './pairing/codes.ts'
import { createOnlookers } from './pairing/onlookers.ts'
import { admit } from './pairing/token.ts'
import type { Admission } from './pairing/token.ts'
import { openKioskPin } from './kiosk-pin.ts'
import { watchPresence } from './presence.ts'
import { createListWorker } from './registry/jobs.ts'
import { createRouter } from './router.ts'
import type { Router } from './router.ts'
import { openScreenLock } from './screen-lock.ts'
import { openSealChoice } from './seal-choice.ts'
import { keepSnapshots } from './snapshot-keeping.ts'

export type { CallContext, CoreOptions } from './core-parts.ts'
export type { Log } from './event-log.ts'
export type { Secret, SystemProtection } from './protection/key-record.ts'
export type { HouseNetwork, NetworkChoice } from './house-network.ts'

/** What a server or window needs of a host, be it open or still locked. */
export type HostFace = Pick<Core, 'isExpired' | 'contractVersion' | 'onTurnedAway' | 'hostCaller' | 'log'> & {
  router: AnyRouter<AnyContractRouter, CallContext>
  admit: (token: string) => Admission | { caller: null; refused: 'locked' }
}

export type Core = {
  router: Router
  /** Who holds this token, or why it is refused. */
  admit: (token: string) => Admission
  /** Whether the token of this station has become too old. */
  isExpired: (station: StationId) => boolean
  /** The host's own window and command line. */
  hostCaller: CallContext['caller']
  parts: CoreParts
  log: Log
  /** Which contract this host speaks; pages name theirs when they connect. */
  contractVersion: string
  /** A one-time secret that makes its bearer the organizer: printed once at the start. */
  inviteOrganizer: () => string
  /** `addresses` for other devices, `own` for browsers on this computer. */
  announce: (addresses: string[], own: string) => void
  /** Fits in the switch for the house network; on when it was on before, or when `isWanted`. */
  fitNetwork: (network: HouseNetwork, isWanted: boolean) => Promise<void>
  /** Calls back when a station is revoked or moved, so that its connections can be closed. */
  onTurnedAway: (listener: (turned: TurnedAway) => void) => () => void
  close: () => Promise<void>
}

/** `by`: who did it. `role`: the new one of a station that was moved, null when it was revoked. */
export type TurnedAway = { station: StationId; role: Role | null; by: StationId }

const SWEEP_EVERY_MS = 1000
const PDF_LIMITS = { timeMs: 60_000, memoryMb: 1024 }

/**
 * Opens the data folder and everything on top of it.
 * @throws MappeError FOLDER_IN_USE, FOLDER_READ_ONLY, DISK_FAULT …; FOLDER_LOCKED or SECRET_WRONG where it is protected
 */
export async function openCore(given: CoreOptions): Promise<Core> {
  const options = { now: () => new Date(), log: () => {}, inBrowser: false, access: {}, backup: {}, ...given }
  const folder = await openDataFolder(options.dataDir, { now: options.now })
  try {
    await openProtected(folder, options.access)
    return await wire({ ...options, log: keepLog(options, folder) }, folder)
  } catch (error) {
    await folder.close()
    throw error
  }
}

/** In the folder first: the shell's console may be gone. */
function keepLog({ now, log: alsoTell }: Required<CoreOptions>, { logs }: DataFolder): Log {
  const note = openEventLog(logs, now)
  return (event, about) => {
    note(event, about)
    alsoTell(event, about)
  }
}
/** What serves in the place of a core that FOLDER_LOCKED keeps from opening; `onOpened` has it before whoever opened it. */
export const lockedHost = (options: CoreOptions, onOpened: (core: Core) => Promise<void>): HostFace =>
  createLockedHost({
    open: (secret) => openCore({ ...options, access: { ...options.access, secret } }),
    onOpened,
    version: options.version,
    now: options.now ?? (() => new Date()),
    log: options.log ?? (() => {}),
  })

async function wire(options: Required<CoreOptions>, folder: DataFolder): Promise<Core> {
  await finishDeletion(folder, options.now)
  const happenings = createHappenings()
  const blobs = await openBlobs(folder.blobs, folder.files)
  const openStorage = () => openFileStorage(folder.journal)
  let backup: Backup | null = null
  const handler: CommandHandler = await createCommandHandler({
    open: async () =>
      openLedger(
        openStorage,
        await readSnapshot(folder.snapshot, folder.files),
        await entrySeal(folder),
        besideJournal(folder, blobs),
      ),
    now: options.now,
    requireWritable: ({ type }) => {
      const by = backup?.superseded()
      if (by && !MAY_GO_ON.has(type)) throw supersededError(by)
    },
    publish: (fact) => {
      // of a deletion followers hear when it is done, and then everything anew
      if (fact.type !== 'data-redacted' || unfinishedRedactions(handler).length === 0)
        happenings.publish('fact', fact)
    },
  })
  const { now, log } = options
  backup = await openBackup({ handler, happenings, blobs, folder, now, log, ...options.backup })
  const snapshots = keepSnapshots(handler, happenings, folder, options.log)
  const parts: CoreParts = {
    handler,
    happenings,
    codes: createCodes(options.now),
    asking: createAsking(options.now, () => happenings.publish('asking', true)),
    onlookers: createOnlookers(),
    presence: watchPresence(options.now, () => void happenings.publish('presence', null)),
    kioskPin: await openKioskPin(folder.path, options.now, folder.files),
    screenLock: await openScreenLock(folder, options.now),
    protection: createProtection({ folder, handler, backup, system: options.access.system ?? null }),
    blobs,
    backup,
    unknownPlace: null,
    pdf: createPdfWorker(options.pdfWorkerUrl, PDF_LIMITS),
    lists: createListWorker(options.listWorkerUrl),
    sealChoice: await openSealChoice(folder.keys, options.now, folder.files),
    folder,
    options,
    addresses: [],
    ownAddress: '',
    network: null,
    renewSnapshot: snapshots.renew,
    run: (command, origin) => handler.run(command, origin),
  }
  tellOfOpening(parts)
  const sweeping = setInterval(parts.asking.sweep, SWEEP_EVERY_MS)
  sweeping.unref()
  const stopCalling = callByItself(parts)
  return {
    router: createRouter(parts),
    admit: (token) => {
      const onlooker = parts.onlookers.find(token)
      if (onlooker) return { caller: onlooker, refused: null }
      const admission = admit(handler.state, token, options.now())
      if (admission.caller) parts.asking.delivered(admission.caller.station)
      return admission
    },
    isExpired: (id) => {
      const station = handler.state.stations[id]
      return station !== undefined && isExpired(station, options.now())
    },
    hostCaller: { station: HOST_STATION, role: 'organizer' },
    parts,
    log,
    contractVersion: contractVersion(options.version),
    inviteOrganizer: () => parts.codes.inviteBySecret('organizer', 'Leitung'),
    announce: (addresses, own) => {
      if (addresses.join() !== parts.addresses.join()) log('network', { count: addresses.length })
      parts.addresses = addresses
      parts.ownAddress = own
    },
    fitNetwork: async (network, isWanted) => {
      parts.network = network
      const before = await readNetworkChoice(folder)
      if (before.isOn || isWanted) await network.choose({ ...before, isOn: true })
    },
    onTurnedAway: (listener) =>
      happenings.subscribe('fact', (fact) => {
        const { station: by } = fact
        if (fact.type === 'station-revoked') listener({ station: fact.payload.stationId, role: null, by })
        if (fact.type === 'station-moved') {
          listener({ station: fact.payload.stationId, role: fact.payload.role, by })
        }
      }),
    close: async () => {
      clearInterval(sweeping)
      try {
        stopCalling()
        parts.presence.close()
        parts.screenLock.close()
        await parts.pdf.close()
        await parts.lists.close()
        await parts.backup.close()
        await handler.close()
        await snapshots.finish()
        log('closed')
      } finally {
        await folder.close()
      }
    },
  }
}

function tellOfOpening({ handler, options }: CoreParts): void {
  const { head } = handler.journal
  const what = handler.opened.notices.join('+') || 'whole'
  const version = `${options.version}/${process.platform}-${process.arch}/node-${process.versions.node}`
  options.log('opened', { version, what, count: head.seq })
}
