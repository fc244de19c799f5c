/** What an open host gives to the window, the server and the command line; a locked one gives less. */
import type { AnyContractRouter } from '@orpc/contract'
import type { Router as AnyRouter } from '@orpc/server'
import type { StationId } from '../shared/domain/ids.ts'
import type { Role } from '../shared/domain/station.ts'
import type { CallContext, CoreParts } from './core-parts.ts'
import type { HouseNetwork } from './house-network.ts'
import type { Log } from './log/event-log.ts'
import type { Admission } from './pairing/token.ts'
import type { Router } from './router.ts'

/** What a server or window needs of a host, be it open or still locked. */
export type HostFace = Pick<
  Core,
  'isExpired' | 'contractVersion' | 'onTurnedAway' | 'hostCaller' | 'log' | 'rehearsal' | 'onTurned'
> & {
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
  /** The rehearsal that is on and serves all stations; null while the evening itself does. */
  rehearsal: () => string | null
  /** Calls back when a rehearsal has begun or ended: whoever is connected to the other one has to connect anew. */
  onTurned: (listener: (turned: Turned) => void) => () => void
  /** The core that serves now. */
  served: () => Core
  close: () => Promise<void>
}

/** `by`: who did it. `role`: the new one of a station that was moved, null when it was revoked. */
export type TurnedAway = { station: StationId; role: Role | null; by: StationId }

/** Who is connected to what is no longer served has to connect anew; `except` still waits for an answer. */
export type Turned = { except: StationId | null }
