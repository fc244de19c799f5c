/** The lock on the organizer's pages. */
import type { StationId } from '../../shared/domain/ids.ts'
import type { CoreParts } from '../core-parts.ts'
import type { Base } from './base.ts'

export function screenRouter({ screen }: Base, { screenLock, protection, folder }: CoreParts) {
  const statusFor = (station: StationId, idleMs: number | null = null) => ({
    ...screenLock.status(station, idleMs),
    canRecover: folder.files.key !== null,
  })
  return {
    status: screen.status.handler(({ input: { idleMs }, context: { caller } }) =>
      statusFor(caller.station, idleMs),
    ),
    lock: screen.lock.handler(({ context: { caller } }) => {
      screenLock.lock(caller.station)
      return statusFor(caller.station)
    }),
    unlock: screen.unlock.handler(async ({ input: { pin }, context: { caller } }) => {
      await screenLock.unlock(caller.station, pin)
      return statusFor(caller.station)
    }),
    recover: screen.recover.handler(async ({ input: { recoveryKey }, context: { caller } }) => {
      await screenLock.recover(() => protection.isRecoveryKey(recoveryKey))
      return statusFor(caller.station)
    }),
    choosePin: screen.choosePin.handler(async ({ input: { pin, idleMinutes }, context: { caller } }) => {
      await screenLock.choosePin(caller.station, pin, idleMinutes)
      return statusFor(caller.station)
    }),
  }
}
