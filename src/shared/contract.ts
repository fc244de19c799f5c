/** The one typed contract between the host and every surface: over a MessagePort, over a WebSocket. */
import { agreementContract } from './contract/agreement.ts'
import { accessContract, protectionContract } from './contract/protection.ts'
import { appearanceContract } from './contract/appearance.ts'
import { backupContract } from './contract/backup.ts'
import { ceremonyContract } from './contract/ceremony.ts'
import { checkInContract } from './contract/check-in.ts'
import { documentsContract } from './contract/documents.ts'
import { hostContract, liveContract } from './contract/live.ts'
import { kioskContract } from './contract/kiosk.ts'
import { networkContract } from './contract/network.ts'
import { registrationContract } from './contract/registration.ts'
import { privacyContract } from './contract/privacy.ts'
import { printingContract } from './contract/printing.ts'
import { rehearsalContract } from './contract/rehearsal.ts'
import { registryContract } from './contract/registry.ts'
import { runContract } from './contract/run.ts'
import { screenContract } from './contract/screen.ts'
import { signingContract } from './contract/signing.ts'
import { stationsContract } from './contract/stations.ts'

export const contract = {
  ceremony: ceremonyContract,
  appearance: appearanceContract,
  run: runContract,
  registry: registryContract,
  registration: registrationContract,
  checkIn: checkInContract,
  agreement: agreementContract,
  signing: signingContract,
  documents: documentsContract,
  printing: printingContract,
  stations: stationsContract,
  network: networkContract,
  kiosk: kioskContract,
  backup: backupContract,
  protection: protectionContract,
  access: accessContract,
  screen: screenContract,
  privacy: privacyContract,
  rehearsal: rehearsalContract,
  live: liveContract,
  host: hostContract,
}

export type Contract = typeof contract

/** Raised when host and page no longer understand each other; the page then reloads itself once. */
export const PROTOCOL_VERSION = 1
