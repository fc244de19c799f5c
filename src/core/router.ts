/** Implements the contract: a procedure becomes a command or a reading. No rules here. */
import { accessRouter } from './router/access.ts'
import { agreementRouter } from './router/agreement.ts'
import { appearanceRouter } from './router/appearance.ts'
import { backupRouter } from './router/backup.ts'
import { createBase } from './router/base.ts'
import { ceremonyRouter } from './router/ceremony.ts'
import { checkInRouter } from './router/check-in.ts'
import { documentsRouter } from './router/documents.ts'
import { hostRouter, liveRouter } from './router/live.ts'
import { kioskRouter } from './router/kiosk.ts'
import { networkRouter } from './router/network.ts'
import { protectionRouter } from './router/protection.ts'
import { registrationRouter } from './router/registration.ts'
import { privacyRouter } from './router/privacy.ts'
import { printingRouter } from './router/printing.ts'
import { rehearsalRouter } from './router/rehearsal.ts'
import { registryRouter } from './router/registry.ts'
import { runRouter } from './router/run.ts'
import { screenRouter } from './router/screen.ts'
import { signingRouter } from './router/signing.ts'
import { stationsRouter } from './router/stations.ts'
import type { CoreParts } from './core-parts.ts'

export function createRouter(parts: CoreParts) {
  const os = createBase(parts)
  return os.router({
    ceremony: ceremonyRouter(os, parts),
    appearance: appearanceRouter(os, parts),
    run: runRouter(os, parts),
    registry: registryRouter(os, parts),
    registration: registrationRouter(os, parts),
    checkIn: checkInRouter(os, parts),
    agreement: agreementRouter(os, parts),
    signing: signingRouter(os, parts),
    documents: documentsRouter(os, parts),
    printing: printingRouter(os, parts),
    stations: stationsRouter(os, parts),
    network: networkRouter(os, parts),
    kiosk: kioskRouter(os, parts),
    backup: backupRouter(os, parts),
    protection: protectionRouter(os, parts),
    access: accessRouter(os),
    screen: screenRouter(os, parts),
    privacy: privacyRouter(os, parts),
    rehearsal: rehearsalRouter(os, parts),
    live: liveRouter(os, parts),
    host: hostRouter(os, parts),
  })
}

export type Router = ReturnType<typeof createRouter>
