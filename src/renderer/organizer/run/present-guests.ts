/** The guests who are in the hall. */
import type { State } from '../../../shared/domain/state.ts'

/** The state as if nobody but those present were on the list, for a search among them. */
export const presentGuests = (state: State): State => ({
  ...state,
  attendees: Object.fromEntries(
    Object.entries(state.attendees).filter(([, { id }]) => state.arrivals[id] !== undefined),
  ),
})
