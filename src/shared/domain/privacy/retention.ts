/** How long each kind of data is kept after the evening, and since when it is due to be deleted. */
import { z } from 'zod'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import type { State } from '../state.ts'
import { doneStations } from '../station.ts'

/** In the order in which they usually fall due. The last three go with the whole ceremony. */
export const RETENTION_KINDS = [
  'contacts',
  'inks',
  'devices',
  'arrivals',
  'guests',
  'signing',
  'agreement',
  'journal',
] as const
export type RetentionKind = (typeof RETENTION_KINDS)[number]

/** Months after the evening; null: nothing is laid down, nothing falls due. */
const monthsSchema = z.int().min(0).max(1200).nullable()

export const retentionSchema = z.strictObject({
  contacts: monthsSchema,
  inks: monthsSchema,
  devices: monthsSchema,
  arrivals: monthsSchema,
  guests: monthsSchema,
  signing: monthsSchema,
  agreement: monthsSchema,
  journal: monthsSchema,
})
export type Retention = z.infer<typeof retentionSchema>

/** Proposals: what the organizer's own rules on files say goes before. */
export const proposedRetention = (): Retention => ({
  contacts: 1,
  inks: 1,
  devices: 1,
  arrivals: 6,
  guests: 6,
  signing: 120,
  agreement: 120,
  journal: 120,
})

export const retentionCommands = {
  'plan-retention': retentionSchema,
  /** An archive of everything up to this entry has been handed out. */
  'note-archive': z.strictObject({ entries: z.int().min(0), bytes: z.int().min(0) }),
}

export type RetentionEvents = {
  'retention-planned': Retention
  'archive-made': { entries: number; bytes: number }
}

export const retentionDeciders: Deciders<typeof retentionCommands> = {
  'plan-retention': (state, payload) =>
    JSON.stringify(retentionSchema.parse(state.retention)) === JSON.stringify(retentionSchema.parse(payload))
      ? unchanged({ type: 'nothing-to-do' })
      : happened({ type: 'retention-planned', payload }),
  'note-archive': (_state, payload) => happened({ type: 'archive-made', payload }),
}

export const retentionEvolvers: Evolvers<RetentionEvents> = {
  'retention-planned': (state, { payload }) => {
    state.retention = payload
  },
  'archive-made': (state, { seq, at, payload }) => {
    state.lastArchive = { seq, at, entries: payload.entries }
  },
}

export type RetentionRow = {
  kind: RetentionKind
  months: number | null
  /** Local day on which it falls due, YYYY-MM-DD; null without a rule or an evening. */
  due: string | null
  isDue: boolean
  /** How many there are now. */
  count: number
}

/** `today`: local day, YYYY-MM-DD. */
export function retentionRows(state: State, today: string): RetentionRow[] {
  return RETENTION_KINDS.map((kind) => {
    const months = state.retention[kind]
    const due = state.ceremony && months !== null ? monthsAfter(state.ceremony.date, months) : null
    const count = countOf(state, kind, today)
    return { kind, months, due, isDue: due !== null && due <= today && count > 0, count }
  })
}

/** The same day so many months later; the last of the month where there is none. The day after is the first without the data. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  const wanted = new Date(
    Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())),
  )
  return wanted.toISOString().slice(0, 10)
}

function countOf(state: State, kind: RetentionKind, today: string): number {
  const counts: Record<RetentionKind, () => number> = {
    contacts: () => Object.values(state.attendees).filter(({ email, phone }) => email || phone).length,
    inks: () => sealedWithInk(state),
    devices: () => doneStations(state, new Date(today)).filter(({ tokenHash }) => tokenHash !== '').length,
    arrivals: () => Object.keys(state.arrivals).length,
    guests: () => Object.keys(state.attendees).length,
    signing: () => signedIn(state).length,
    agreement: () => state.concluded.length + (state.agreement ? 1 : 0),
    journal: () => state.seq,
  }
  return counts[kind]()
}

const signedIn = ({ signing, concluded }: State) =>
  [signing, ...concluded.map((each) => each.signing)]
    .flatMap((turns) => Object.values(turns))
    .flatMap((turn) => (turn.status === 'signed' ? [turn.signature] : []))

/** Drawings that still lie beside a sealed file. */
function sealedWithInk(state: State): number {
  const sealed = [...state.concluded, ...(state.agreement?.status === 'sealed' ? [state] : [])]
  const inks = sealed
    .flatMap(({ signing }) => Object.values(signing))
    .flatMap((turn) => (turn.status === 'signed' ? [turn.signature.ink] : []))
  return new Set(inks.filter((ink) => !state.redactions.blobs[ink])).size
}
