/** How badges or place cards stand: what is missing, what is out of date, what must not be handed out. */
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import { listName } from '../../../shared/domain/paper/list-order.ts'
import { codeOf, comingGuests, standingOf, voidPrints } from '../../../shared/domain/paper/paper.ts'
import type { PaperKind, Standing } from '../../../shared/domain/paper/paper.ts'
import { fullName } from '../../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../../shared/domain/registry/registry.ts'
import type { State } from '../../../shared/domain/state.ts'

export type Piece = { id: AttendeeId; code: string; name: string }
export type VoidPiece = {
  id: AttendeeId
  code: string
  /** Null for one who is off the list. */
  name: string | null
  /** Who comes instead; null when nobody does. */
  standIn: string | null
}

export type PieceTally = { counts: Record<Standing, number>; changed: Piece[]; void: VoidPiece[] }

/** All pieces of a kind by how they stand. */
export function piecesOf(state: State, kind: PaperKind): PieceTally {
  const groups = Map.groupBy(comingGuests(state), (guest) => standingOf(state, kind, guest))
  const count = (standing: Standing) => groups.get(standing)?.length ?? 0
  return {
    counts: { new: count('new'), changed: count('changed'), current: count('current') },
    changed: (groups.get('changed') ?? []).map((guest) => pieceOf(state, guest)),
    void: voidPrints(state, kind).map((id) => voidPieceOf(state, id)),
  }
}

const pieceOf = (state: State, guest: Attendee): Piece => ({
  id: guest.id,
  code: codeOf(state, guest.id),
  name: listName(guest),
})

function voidPieceOf(state: State, id: AttendeeId): VoidPiece {
  const guest = state.attendees[id]
  const standInId = state.substitutes[id]
  const standIn = standInId && state.attendees[standInId]
  return {
    id,
    code: codeOf(state, id),
    name: guest ? listName(guest) : null,
    standIn: standIn ? fullName(standIn) : null,
  }
}

export const hasGuestsOfHonour = ({ attendees }: State): boolean =>
  Object.values(attendees).some(({ honour }) => honour !== undefined)
