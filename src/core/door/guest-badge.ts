/** The badge of one guest, for the desk that hands it out, and what to say of those printed before. */
import type { GuestBadgeOrder, PrintOrder } from '../../shared/contract/printing.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import { voidBadgesBehind } from '../../shared/domain/paper/paper.ts'
import type { Print } from '../../shared/domain/paper/paper.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CoreParts } from '../core-parts.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { makeGuestPaper } from './guest-papers.ts'

export type GuestBadge = NamedFile & {
  /** What to note once it has come out well. */
  print: Print
  /** What was printed for this guest before: nothing, the same, or a badge with other words or another code. */
  earlier: 'none' | 'same' | 'other'
  isPrintable: boolean
  /** Whose printed badges must not be handed out any more because this guest comes instead. */
  voidNames: string[]
}

/**
 * Makes it for a station; that it was printed is noted apart.
 * NOT_FOUND { attendee } · NOT_ALLOWED_NOW { reason: 'nothing-to-print' }: who does not come gets none.
 */
export async function guestBadge(
  parts: CoreParts,
  { attendeeId, ...layout }: GuestBadgeOrder,
  station: StationId,
): Promise<GuestBadge> {
  const { handler } = parts
  const notFound = new MappeError('NOT_FOUND', { attendee: attendeeId })
  if (!handler.state.attendees[attendeeId]) throw notFound
  const choice = { whom: 'all', which: 'every', order: 'name' } as const
  const order: PrintOrder = { what: 'badges', attendeeIds: [attendeeId], ...choice, ...layout }
  const made = await makeGuestPaper(parts, order, station)
  const [print] = made.printed?.prints ?? []
  const guest = handler.state.attendees[attendeeId]
  // taken off the list in this very moment
  if (!print || !guest) throw notFound
  const before = handler.state.prints.badge[attendeeId]
  return {
    bytes: made.bytes,
    fileName: made.fileName,
    print,
    earlier: before === undefined ? 'none' : before === print.shown ? 'same' : 'other',
    isPrintable: made.unprintable.length === 0,
    voidNames: voidBadgesBehind(handler.state, guest).map(fullName),
  }
}
