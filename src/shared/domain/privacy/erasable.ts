/** Who may be deleted now: nobody whose signature is still on its way into a sealed file. */
import type { AttendeeId } from '../ids.ts'
import { attendeeOf, isCalled } from '../registry/registry.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

/** NOT_FOUND · NOT_ALLOWED_NOW { reason: 'erase-signed' | 'erase-called' }: withdraw first. */
export function requireErasable(state: State, id: AttendeeId): void {
  attendeeOf(state, id)
  const hindrance = hindranceOf(state, id)
  if (hindrance) throw new MappeError('NOT_ALLOWED_NOW', { reason: hindrance })
}

export type Hindrance = 'erase-signed' | 'erase-called'

/** Why this person cannot be deleted now; null where nothing hinders. */
export function hindranceOf(state: State, id: AttendeeId): Hindrance | null {
  if (isCalled(state, id)) return 'erase-called'
  return hasSignedUnsealed(state, id) ? 'erase-signed' : null
}

const hasSignedUnsealed = ({ agreement, signing }: State, id: AttendeeId): boolean =>
  agreement?.status !== 'sealed' &&
  Object.values(signing).some((turn) => turn.status === 'signed' && turn.signature.attendeeId === id)

/** Whether this person's name stays, for it stands in a sealed file. */
export const hasSignedSealed = (state: State, id: AttendeeId): boolean =>
  [...state.concluded, ...(state.agreement?.status === 'sealed' ? [state] : [])].some(({ signing }) =>
    Object.values(signing).some((turn) => turn.status === 'signed' && turn.signature.attendeeId === id),
  )
