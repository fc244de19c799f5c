/** Stands in the place of a core whose folder is locked: asks for what opens it, and knows nothing else. */
import { implement } from '@orpc/server'
import { accessContract } from '../../shared/contract/protection.ts'
import type { WayToOpen } from '../../shared/contract/protection.ts'
import { hostContract } from '../../shared/contract/live.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import { isMappeError, MappeError } from '../../shared/errors.ts'
import type { CallContext } from '../core-parts.ts'
import { contractVersion } from '../contract-version.ts'
import type { Core, HostFace } from '../host-face.ts'
import type { Log } from '../log/event-log.ts'
import type { Secret } from '../protection/key-record.ts'
import { onWire } from '../router/base.ts'
import { slowedTries } from './slowed-tries.ts'

export type LockedHostParts = {
  /** SECRET_WRONG, FOLDER_IN_USE … */
  open: (secret: Secret) => Promise<Core>
  /** Hears of the open core before whoever opened it does. */
  onOpened: (core: Core) => Promise<void>
  /** What was set up to open the folder. */
  ways: () => Promise<WayToOpen[]>
  version: string
  now: () => Date
  log: Log
}

const NOBODY: CallContext['caller'] = { station: 'unpaired' as StationId, role: 'unpaired' }

/** No token is known as long as the journal is sealed: stations are told to come again. */
export function createLockedHost(parts: LockedHostParts): HostFace {
  const { version, log } = parts
  return {
    router: lockedRouter(parts),
    admit: () => ({ caller: null, refused: 'locked' }),
    isExpired: () => false,
    hostCaller: NOBODY,
    contractVersion: contractVersion(version),
    onTurnedAway: () => () => {},
    rehearsal: () => null,
    onTurned: () => () => {},
    log,
  }
}

function lockedRouter({ open, onOpened, ways, version, now, log }: LockedHostParts) {
  const { ping, status } = hostContract
  const os = implement({ access: accessContract, host: { ping, status } })
    .$context<CallContext>()
    .use(async ({ next, path }) => {
      try {
        return await next()
      } catch (error) {
        throw onWire(error, path.join('.'), log)
      }
    })
  const tries = slowedTries(now)
  let opened: Core | null = null

  /** The refusal is kept back until the try was counted. */
  async function unlock(secret: Secret): Promise<Core> {
    if (opened) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'not-locked' })
    let refusal: unknown = null
    await tries.attempt(async () => {
      opened = await open(secret).catch((error: unknown) => {
        if (!isMappeError(error) || error.code !== 'SECRET_WRONG') throw error
        refusal = error
        return null
      })
      return opened !== null
    })
    if (!opened) throw refusal
    return opened
  }

  /** Whoever asks how it is locked is to hear that it is, even where the record cannot be read. */
  const openingWays = () =>
    ways().then(
      (opensBy) => ({ opensBy }),
      () => ({}),
    )

  return os.router({
    access: {
      status: os.access.status.handler(async () => ({ isLocked: true, ...(await openingWays()) })),
      unlock: os.access.unlock.handler(async ({ input: { secret } }) => {
        const core = await unlock(secret)
        await onOpened(core)
        return { invitation: core.inviteOrganizer() }
      }),
    },
    host: {
      ping: os.host.ping.handler(() => ({ at: now().toISOString() })),
      status: os.host.status.handler(() => ({
        version,
        station: null,
        notices: [],
        dataFolder: null,
        addresses: [],
        rehearsal: null,
      })),
    },
  })
}
