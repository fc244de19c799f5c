/** Devices that have given a right code and wait for the organizer's word. In memory only: after a restart they ask again. */
import { randomInt, randomUUID } from 'node:crypto'
import type { AskingDevice, JoinProgress } from '../../shared/contract/stations.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import type { Device, Role } from '../../shared/domain/station.ts'
import { MappeError } from '../../shared/errors.ts'
import { hashOfToken, newToken } from './token.ts'

export type Applicant = { role: Role; name: string; device: Device; address: string }

export type Asking = {
  /** A ticket of 256 bits for the device, and the number both screens show. */
  ask: (applicant: Applicant) => { ticket: string; mark: string; expiresAt: Date }
  /** Who waits now, the longest first. */
  list: () => AskingDevice[]
  /**
   * Lets a device in: `pair` writes it down under the token's hash, and only then the token may go over.
   * @throws MappeError NOT_FOUND when nobody waits under this id (any more)
   */
  confirm: (id: StationId, pair: (applicant: Applicant, tokenHash: string) => Promise<void>) => Promise<void>
  /** @throws MappeError NOT_FOUND */
  refuse: (id: StationId) => void
  /** How it stands with this ticket. */
  progress: (ticket: string) => JoinProgress
  /** The device follows its progress until the returned function is called. */
  attend: (ticket: string) => () => void
  /** An organizer watches who asks until the returned function is called. */
  watch: () => () => void
  /** The token was used: nobody needs to fetch it again. */
  delivered: (id: StationId) => void
  /** Forgets those whose time is over; to be called every second or so. */
  sweep: () => void
}

/** How long a device waits for a word. */
export const ASK_LIFE_MS = 5 * 60_000
/** A device that is gone may be loading its page anew. */
export const ABSENCE_MS = 30_000
/** How long an outcome is kept for a device that has lost its connection just then. */
const OUTCOME_LIFE_MS = 2 * 60_000

type Outcome = { type: 'open' | 'settling' | 'refused' } | { type: 'confirmed'; token: string }
type Entry = Applicant & {
  id: StationId
  ticketHash: string
  mark: string
  askedAt: number
  expiresAt: number
  present: number
  seenAt: number
  outcome: Outcome
}

/** `onChange` hears whenever `list` or somebody's `progress` may be another than before. */
export function createAsking(now: () => Date, onChange: () => void): Asking {
  const entries = new Map<StationId, Entry>()
  let watching = 0
  const time = () => now().getTime()
  const byTicket = (ticket: string): Entry | undefined => {
    const hash = hashOfToken(ticket)
    return [...entries.values()].find(({ ticketHash }) => ticketHash === hash)
  }
  const openEntry = (id: StationId): Entry => {
    const entry = entries.get(id)
    if (entry?.outcome.type !== 'open')
      throw new MappeError('NOT_FOUND', { station: id, reason: 'no-longer-asking' })
    return entry
  }
  const settle = (entry: Entry, outcome: Outcome) => {
    entry.outcome = outcome
    if (outcome.type !== 'open') entry.expiresAt = time() + OUTCOME_LIFE_MS
    onChange()
  }

  return {
    ask: (applicant) => {
      const id = randomUUID() as StationId
      const ticket = newToken()
      const mark = freshMark([...entries.values()])
      const expiresAt = time() + ASK_LIFE_MS
      const seen = { askedAt: time(), expiresAt, present: 0, seenAt: time() }
      entries.set(id, {
        ...applicant,
        id,
        ticketHash: hashOfToken(ticket),
        mark,
        ...seen,
        outcome: { type: 'open' },
      })
      onChange()
      return { ticket, mark, expiresAt: new Date(expiresAt) }
    },
    list: () => [...entries.values()].filter(({ outcome }) => outcome.type === 'open').map(viewOf),
    confirm: async (id, pair) => {
      const entry = openEntry(id)
      const token = newToken()
      entry.outcome = { type: 'settling' }
      try {
        await pair(entry, hashOfToken(token))
      } catch (error) {
        settle(entry, { type: 'open' })
        throw error
      }
      settle(entry, { type: 'confirmed', token })
    },
    refuse: (id) => settle(openEntry(id), { type: 'refused' }),
    progress: (ticket) => progressOf(byTicket(ticket), watching > 0),
    attend: (ticket) => {
      const entry = byTicket(ticket)
      if (!entry) return () => {}
      const count = (by: number) => {
        entry.present += by
        entry.seenAt = time()
        onChange()
      }
      count(1)
      return () => count(-1)
    },
    watch: () => {
      watching += 1
      onChange()
      return () => {
        watching -= 1
        onChange()
      }
    },
    delivered: (id) => void entries.delete(id),
    sweep: () => {
      const over = [...entries.values()].filter((entry) => isOver(entry, time()))
      for (const { id } of over) entries.delete(id)
      if (over.length > 0) onChange()
    },
  }
}

function isOver({ expiresAt, outcome, present, seenAt }: Entry, time: number): boolean {
  if (outcome.type === 'settling') return false
  return time >= expiresAt || (outcome.type === 'open' && present === 0 && time >= seenAt + ABSENCE_MS)
}

const viewOf = ({ id, role, name, device, address, mark, askedAt, present }: Entry): AskingDevice => ({
  id,
  role,
  name,
  device,
  address,
  mark,
  askedAt: new Date(askedAt).toISOString(),
  isPresent: present > 0,
})

function progressOf(entry: Entry | undefined, organizerIsHere: boolean): JoinProgress {
  if (!entry) return { status: 'over' }
  const { id, role, name, mark, expiresAt, outcome } = entry
  if (outcome.type === 'refused') return { status: 'refused' }
  if (outcome.type === 'confirmed')
    return { status: 'paired', stationId: id, role, name, token: outcome.token }
  return {
    status: 'waiting',
    role,
    name,
    mark,
    organizerIsHere,
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

/** Two digits that nobody else waiting shows. */
function freshMark(others: readonly Entry[]): string {
  const taken = new Set(others.map(({ mark }) => mark))
  const free = Array.from({ length: 90 }, (_, index) => String(index + 10)).filter((mark) => !taken.has(mark))
  return free[randomInt(Math.max(1, free.length))] ?? '99'
}
