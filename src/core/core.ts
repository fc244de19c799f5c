/** Wires one open data folder: journal, rules, files, feeds. Everything a shell or server needs comes from here. */
import { HOST_STATION } from '../shared/domain/ids.ts'
import type { StationId } from '../shared/domain/ids.ts'
import type { RecordedEvent } from '../shared/domain/events.ts'
import { createPdfWorker } from './agreement/run-in-worker.ts'
import { openBlobs } from './blobs.ts'
import type { CallContext, CoreOptions, CoreParts } from './core-parts.ts'
import { createCommandHandler } from './command-handler.ts'
import { contractVersion } from './contract-version.ts'
import type { CommandHandler } from './command-handler.ts'
import { openDataFolder } from './data-folder.ts'
import type { DataFolder } from './data-folder.ts'
import { openFileStorage } from './journal/file-storage.ts'
import { readSnapshot, writeSnapshot } from './journal/snapshot.ts'
import { openLedger } from './ledger-opening.ts'
import type { LedgerNotice } from './ledger-opening.ts'
import { readNetworkChoice } from './house-network.ts'
import type { HouseNetwork } from './house-network.ts'
import { createHappenings } from './live-feed.ts'
import type { Happenings } from './live-feed.ts'
import { createPairing, hashOfToken } from './pairing.ts'
import { createListWorker } from './registry/jobs.ts'
import { createRouter } from './router.ts'
import type { Router } from './router.ts'
import { openSealChoice } from './seal-choice.ts'

export type { CallContext, CoreOptions } from './core-parts.ts'
export type { HouseNetwork, NetworkChoice } from './house-network.ts'

export type Core = {
  router: Router
  /** Who holds this token; null when unknown or revoked. */
  callerOfToken: (token: string) => CallContext['caller'] | null
  /** The host's own window and command line. */
  hostCaller: CallContext['caller']
  parts: CoreParts
  /** Which contract this host speaks; pages name theirs when they connect. */
  contractVersion: string
  /** A one-time secret that makes its bearer the organizer: printed once at the start. */
  inviteOrganizer: () => string
  announce: (addresses: string[]) => void
  /** Fits in the switch for the house network; on when it was on before, or when `isWanted`. */
  fitNetwork: (network: HouseNetwork, isWanted: boolean) => Promise<void>
  /** Calls back when a station is revoked, so that its connections can be closed. */
  onRevoked: (listener: (station: StationId) => void) => () => void
  close: () => Promise<void>
}

const SNAPSHOT_EVERY = 2000
const PDF_LIMITS = { timeMs: 60_000, memoryMb: 1024 }

/**
 * Opens the data folder and everything on top of it.
 * @throws MappeError FOLDER_IN_USE, FOLDER_READ_ONLY, DISK_FAULT …
 */
export async function openCore(given: CoreOptions): Promise<Core> {
  const options = { now: () => new Date(), log: () => {}, inBrowser: false, ...given }
  const folder = await openDataFolder(options.dataDir, { now: options.now })
  try {
    return await wire(options, folder)
  } catch (error) {
    await folder.close()
    throw error
  }
}

async function wire(options: Required<CoreOptions>, folder: DataFolder): Promise<Core> {
  const happenings = createHappenings()
  const openStorage = () => openFileStorage(folder.journal)
  const handler = await createCommandHandler({
    open: async () => openLedger(openStorage, await readSnapshot(folder.snapshot)),
    now: options.now,
    publish: (fact) => happenings.publish('fact', fact),
  })
  const parts: CoreParts = {
    handler,
    happenings,
    blobs: await openBlobs(folder.blobs),
    pairing: createPairing(options.now),
    pdf: createPdfWorker(options.pdfWorkerUrl, PDF_LIMITS),
    lists: createListWorker(options.listWorkerUrl),
    sealChoice: await openSealChoice(folder.keys, options.now),
    folder,
    options,
    addresses: [],
    network: null,
    run: (command, origin) => handler.run(command, origin),
  }
  const snapshots = keepSnapshots(handler, happenings, folder.snapshot, options.log)
  return {
    router: createRouter(parts),
    callerOfToken: (token) => callerOf(handler, token),
    hostCaller: { station: HOST_STATION, role: 'organizer' },
    parts,
    contractVersion: contractVersion(options.version),
    inviteOrganizer: () => parts.pairing.inviteBySecret('organizer', 'Leitung'),
    announce: (addresses) => {
      parts.addresses = addresses
    },
    fitNetwork: async (network, isWanted) => {
      parts.network = network
      const before = await readNetworkChoice(options.dataDir)
      if (before.isOn || isWanted) await network.choose({ ...before, isOn: true })
    },
    onRevoked: (listener) =>
      happenings.subscribe('fact', (fact) => {
        if (fact.type === 'station-revoked') listener(fact.payload.stationId)
      }),
    close: async () => {
      try {
        await parts.pdf.close()
        await parts.lists.close()
        await handler.close()
        await snapshots.finish()
      } finally {
        await folder.close()
      }
    },
  }
}

function callerOf(handler: CommandHandler, token: string): CallContext['caller'] | null {
  const hash = hashOfToken(token)
  const station = Object.values(handler.state.stations).find(({ tokenHash }) => tokenHash === hash)
  if (!station || station.revokedAt !== null) return null
  return { station: station.id, role: station.role }
}

/** Writes the snapshot now and then and at the end; a fault here costs a slower start, nothing else. */
function keepSnapshots(
  handler: CommandHandler,
  happenings: Happenings,
  file: string,
  log: (message: string) => void,
) {
  let snapshotSeq = handler.state.seq
  let writing: Promise<void> = Promise.resolve()
  const isDamaged = () => handler.opened.notices.includes('journal-damaged' satisfies LedgerNotice)
  const write = () => {
    const { state, journal } = handler
    const { head } = journal
    // in the midst of a shared write the journal is ahead: the last of its facts makes the snapshot
    if (state.seq === snapshotSeq || state.seq !== head.seq || isDamaged()) return
    snapshotSeq = state.seq
    const snapshot = { ...head, state: structuredClone(state) }
    writing = writing
      .then(() => writeSnapshot(file, snapshot))
      .catch((error: unknown) => log(`snapshot not written: ${String(error)}`))
  }
  const stop = happenings.subscribe('fact', ({ seq }: RecordedEvent) => {
    if (seq - snapshotSeq >= SNAPSHOT_EVERY) write()
  })
  return {
    finish: async () => {
      stop()
      write()
      await writing
    },
  }
}
