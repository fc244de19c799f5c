/** Wires the parts of one open data folder into a core: journal, rules, files, feeds. */
import { HOST_STATION } from '../shared/domain/ids.ts'
import { isExpired } from '../shared/domain/station.ts'
import { borrowed, createPdfWorker } from './agreement/worker/run-in-worker.ts'
import { openBackup } from './backup/follower.ts'
import type { Backup } from './backup/backup.ts'
import { MAY_GO_ON, supersededError } from './backup/superseding.ts'
import { openBlobs } from './folder/blobs.ts'
import { callByItself } from './signing/calling.ts'
import type { CoreOptions, CoreParts, Threads } from './core-parts.ts'
import { createCommandHandler } from './command-handler.ts'
import { contractVersion } from './contract-version.ts'
import type { CommandHandler } from './command-handler.ts'
import type { DataFolder } from './folder/data-folder.ts'
import { openFileStorage } from './journal/file-storage.ts'
import { entrySeal } from './protection/opening.ts'
import { createProtection } from './protection/protection.ts'
import { readSnapshot } from './journal/snapshot.ts'
import { finishDeletion } from './privacy/former-ceremony.ts'
import { besideJournal } from './privacy/clear-beside.ts'
import { openLedger, unfinishedRedactions } from './folder/ledger-opening.ts'
import { readNetworkChoice } from './house-network.ts'
import { createHappenings } from './live-feed.ts'
import { createAsking } from './pairing/asking.ts'
import { createCodes } from './pairing/codes.ts'
import { createOnlookers } from './pairing/onlookers.ts'
import { admit } from './pairing/token.ts'
import { openKioskPin } from './access/kiosk-pin.ts'
import { watchPresence } from './door/presence.ts'
import { createListWorker } from './registry/jobs.ts'
import { createRouter } from './router.ts'
import type { Rehearsing } from './rehearsal/rehearsing.ts'
import { openScreenLock } from './access/screen-lock.ts'
import { openSealChoice } from './sealing/seal-choice.ts'
import { keepSnapshots } from './folder/snapshot-keeping.ts'
import type { Core } from './host-face.ts'
import { notInRehearsal } from '../shared/domain/evening/rehearsal.ts'
import { MappeError } from '../shared/errors.ts'

const SWEEP_EVERY_MS = 1000
const PDF_LIMITS = { timeMs: 60_000, memoryMb: 1024 }

/**
 * The core of an evening, or of the copy on which it is rehearsed.
 * @throws MappeError FOLDER_OF_REHEARSAL where a copy is opened as if it were an evening
 */
export async function wireCore(
  options: Required<CoreOptions>,
  folder: DataFolder,
  rehearsing: Rehearsing,
): Promise<Core> {
  await finishDeletion(folder, options.now)
  const happenings = createHappenings()
  const blobs = await openBlobs(folder.blobs, folder.files)
  const openStorage = () => openFileStorage(folder.journal)
  let backup: Backup | null = null
  const handler: CommandHandler = await createCommandHandler({
    open: async (report = options.opening) =>
      openLedger(
        openStorage,
        await readSnapshot(folder.snapshot, folder.files),
        await entrySeal(folder),
        besideJournal(folder, blobs),
        report,
      ),
    now: options.now,
    requireWritable: ({ type }) => {
      if (rehearsing.isPaused()) throw notInRehearsal('real')
      const by = backup?.superseded()
      if (by && !MAY_GO_ON.has(type)) throw supersededError(by)
    },
    publish: (fact) => {
      // of a deletion followers hear when it is done, and then everything anew
      if (fact.type !== 'data-redacted' || unfinishedRedactions(handler).length === 0)
        happenings.publish('fact', fact)
    },
  })
  if (handler.state.rehearsal !== null && rehearsing.id === null) {
    await handler.close()
    throw new MappeError('FOLDER_OF_REHEARSAL')
  }
  const { now, log } = options
  backup = await openBackup({ handler, happenings, blobs, folder, now, log, ...options.backup })
  const snapshots = keepSnapshots(handler, happenings, folder, options.log)
  const parts: CoreParts = {
    handler,
    happenings,
    underWay: new Map(),
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
    ...(options.threads ? borrowedThreads(options.threads) : ownThreads(options)),
    sealChoice: await openSealChoice(folder.keys, options.now, folder.files),
    rehearsing,
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
  const core: Core = {
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
    rehearsal: () => rehearsing.id,
    onTurned: () => () => {},
    served: () => core,
  }
  return core
}

const ownThreads = ({ pdfWorkerUrl, listWorkerUrl }: CoreOptions): Threads => ({
  pdf: createPdfWorker(pdfWorkerUrl, PDF_LIMITS),
  lists: createListWorker(listWorkerUrl),
})

const borrowedThreads = ({ pdf, lists }: Threads): Threads => ({ pdf: borrowed(pdf), lists: borrowed(lists) })

function tellOfOpening({ handler, options }: CoreParts): void {
  const { head } = handler.journal
  const what = handler.opened.notices.join('+') || 'whole'
  const version = `${options.version}/${process.platform}-${process.arch}/node-${process.versions.node}`
  options.log('opened', { version, what, count: head.seq })
}
