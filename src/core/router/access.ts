/** A host that is open has nothing to unlock. */
import { MappeError } from '../../shared/errors.ts'
import type { Base } from './base.ts'

export function accessRouter({ access }: Base) {
  return {
    status: access.status.handler(() => ({ isLocked: false })),
    unlock: access.unlock.handler(() => {
      throw new MappeError('NOT_ALLOWED_NOW', { reason: 'not-locked' })
    }),
  }
}
