/** Badges and place cards: which were printed, with what on them, and so which are missing, out of date or void. */
import { z } from 'zod'
import { attendeeIdSchema } from '../ids.ts'
import type { AttendeeId } from '../ids.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import { honourOf } from '../door/guests-of-honour.ts'
import { answerOf } from '../door/registration.ts'
import { comesFor } from '../door/seat.ts'
import type { Attendee } from '../registry/registry.ts'
import { rowCode } from './row-code.ts'
import type { State } from '../state.ts'
import { ticketIssueOf } from '../door/ticket.ts'

export const PAPER_KINDS = ['badge', 'place-card'] as const
export const paperKindSchema = z.enum(PAPER_KINDS)
export type PaperKind = z.infer<typeof paperKindSchema>

/** A print of one guest's paper: whose, and the fingerprint of what stood on it. */
export const printSchema = z.strictObject({
  attendeeId: attendeeIdSchema,
  shown: z.string().regex(/^[0-9a-f]{16}$/),
})
export type Print = z.infer<typeof printSchema>

export type Prints = Record<PaperKind, Record<AttendeeId, string>>

/** `new`: never printed; `changed`: what was printed shows something else. */
export type Standing = 'current' | 'changed' | 'new'

export const paperCommands = {
  'note-printed': z.strictObject({ kind: paperKindSchema, prints: z.array(printSchema).min(1).max(20_000) }),
  /** Void or spoilt pieces have been thrown away. */
  'discard-print': z.strictObject({
    kind: paperKindSchema,
    attendeeIds: z.array(attendeeIdSchema).min(1).max(20_000),
  }),
  /** The badges in whose place this guest's counts have been thrown away. */
  'discard-badges-behind': z.strictObject({ attendeeId: attendeeIdSchema }),
}

export type PaperEvents = {
  'paper-printed': { kind: PaperKind; prints: Print[] }
  'paper-discarded': { kind: PaperKind; attendeeIds: AttendeeId[] }
}

export const paperDeciders: Deciders<typeof paperCommands> = {
  'note-printed': (state, { kind, prints }) => {
    const news = prints.filter(({ attendeeId, shown }) => state.prints[kind][attendeeId] !== shown)
    if (news.length === 0) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'paper-printed', payload: { kind, prints: news } })
  },
  'discard-print': (state, { kind, attendeeIds }) => {
    const kept = attendeeIds.filter((id) => state.prints[kind][id] !== undefined)
    if (kept.length === 0) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'paper-discarded', payload: { kind, attendeeIds: kept } })
  },
  'discard-badges-behind': (state, { attendeeId }) => {
    const guest = state.attendees[attendeeId]
    const attendeeIds = guest ? voidBadgesBehind(state, guest).map(({ id }) => id) : []
    if (attendeeIds.length === 0) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'paper-discarded', payload: { kind: 'badge', attendeeIds } })
  },
}

export const paperEvolvers: Evolvers<PaperEvents> = {
  'paper-printed': (state, { payload: { kind, prints } }) => {
    const added = Object.fromEntries(prints.map(({ attendeeId, shown }) => [attendeeId, shown]))
    state.prints = { ...state.prints, [kind]: { ...state.prints[kind], ...added } }
  },
  'paper-discarded': (state, { payload: { kind, attendeeIds } }) => {
    const gone = new Set<string>(attendeeIds)
    const left = Object.entries(state.prints[kind]).filter(([id]) => !gone.has(id))
    state.prints = { ...state.prints, [kind]: Object.fromEntries(left) }
  },
}

/** Everybody who gets a badge and a card: all on the list but those whom somebody stands in for, who declined, or who wait for a place. */
export const comingGuests = (state: State): Attendee[] =>
  Object.values(state.attendees).filter(({ id }) => isComing(state, id))

/** Is in, or neither represented nor known to stay away. */
export function isComing(state: State, id: AttendeeId): boolean {
  if (!state.attendees[id]) return false
  // Whoever comes after all needs a badge, in spite of a stand-in.
  if (state.arrivals[id]) return true
  if (state.substitutes[id] !== undefined) return false
  const answer = answerOf(state, id)
  return answer === 'accepted' || answer === 'unanswered'
}

/** Whether this guest's paper has to be printed, or printed again. */
export function standingOf(state: State, kind: PaperKind, attendee: Attendee): Standing {
  const printed = state.prints[kind][attendee.id]
  if (printed === undefined) return 'new'
  return printed === shownOn(state, kind, attendee) ? 'current' : 'changed'
}

/** Printed pieces nobody must wear or sit behind: of guests who do not come any more, or are off the list. */
export const voidPrints = (state: State, kind: PaperKind): AttendeeId[] =>
  // the keys were written as ids
  (Object.keys(state.prints[kind]) as AttendeeId[]).filter((id) => !isComing(state, id))

/** Guests in whose place this one comes and whose printed badge nobody must wear any more. */
export const voidBadgesBehind = (state: State, attendee: Attendee): Attendee[] =>
  comesFor(state, attendee).filter(({ id }) => state.prints.badge[id] !== undefined && !isComing(state, id))

/** Whoever stands in for a guest of honour is one, too. */
export const isGuestOfHonour = (state: State, attendee: Attendee): boolean =>
  honourOf(state, attendee) !== undefined

/** The code that stands beside a guest on every paper; empty for one the list never knew. */
export function codeOf({ rowNumbers }: Pick<State, 'rowNumbers'>, attendeeId: AttendeeId): string {
  const number = rowNumbers[attendeeId]
  return number === undefined ? '' : rowCode(number)
}

/** Fingerprint of everything that is to be read on the piece, 16 hex digits. */
export function shownOn(state: State, kind: PaperKind, attendee: Attendee): string {
  const partner = attendee.partnerId === null ? undefined : state.partners[attendee.partnerId]
  const { title, firstName, lastName, function: office } = attendee
  const both = [title, firstName, lastName, office, partner?.name ?? '']
  const onBadge = [
    partner?.category ?? '',
    isGuestOfHonour(state, attendee) ? 'honour' : '',
    // The QR code hangs on the guest, on a key that never changes, and on whether the code was made anew.
    state.ticketKey === null ? '' : `ticket${ticketIssueOf(state, attendee.id) || ''}`,
  ]
  return fingerprint((kind === 'badge' ? [...both, ...onBadge] : both).join('\n'))
}

const FNV_BASIS = 0xcbf29ce484222325n
const FNV_PRIME = 0x100000001b3n

/** FNV-1a, 64 bits: tells a changed text, and defends against nothing. */
function fingerprint(text: string): string {
  let hash = FNV_BASIS
  for (const letter of text.normalize('NFC'))
    hash = BigInt.asUintN(64, (hash ^ BigInt(letter.codePointAt(0) ?? 0)) * FNV_PRIME)
  return hash.toString(16).padStart(16, '0')
}
