/** What can happen in an evening, one act after the other, by chance: everything that people in the hall can do. */
import { randomUUID } from 'node:crypto'
import { createRouterClient } from '@orpc/server'
import type { Core } from '../../src/core/core.ts'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { CURRENT_CONSENT } from '../../src/shared/consent.ts'
import { openPartners, turnOf } from '../../src/shared/domain/signing/turn.ts'
import type { State } from '../../src/shared/domain/state.ts'
import { outlineOf } from '../../src/shared/ink.ts'
import { oneOf } from '../fixtures/random.ts'

/** A call that can be written down and made again: the same `commandId` is done at most once. */
export type Act = { area: string; procedure: string; input: { commandId: string } & Record<string, unknown> }

type Random = () => number
type Draft = Omit<Act, 'input'> & { input: Record<string, unknown> }

const act = (area: string, procedure: string, input: Record<string, unknown> = {}): Draft => ({
  area,
  procedure,
  input,
})

/** What may be tried now, by chance; some of it is refused, as in life. */
export function nextAct(state: State, random: Random): Act {
  const draft = draftOf(state, random)
  return { ...draft, input: { ...draft.input, commandId: randomUUID() } }
}

function draftOf(state: State, random: Random): Draft {
  if (!state.ceremony) return act('ceremony', 'loadSample')
  const chance = random()
  if (chance < 0.55) return atTheDoor(state, random)
  if (chance < 0.65) return inTheRegistry(state, random)
  return atTheTable(state, random)
}

function atTheDoor(state: State, random: Random): Draft {
  const guests = Object.keys(state.attendees)
  const present = guests.filter((id) => state.arrivals[id as never])
  if (random() < 0.1) return act('checkIn', 'walkIn', { attendee: newPerson(random) })
  if (present.length > guests.length / 2)
    return act('checkIn', 'undo', { attendeeId: oneOf(random, present), reason: 'Verwechslung' })
  return act('checkIn', 'checkIn', { attendeeId: oneOf(random, guests) })
}

function inTheRegistry(state: State, random: Random): Draft {
  const guest = oneOf(random, Object.values(state.attendees))
  if (!guest || random() < 0.5) return act('registry', 'saveAttendee', { attendee: newPerson(random) })
  return act('registry', 'saveAttendee', { attendee: { ...guest, note: `Notiz ${random()}` } })
}

const newPerson = (random: Random) => ({
  id: randomUUID(),
  lastName: oneOf(random, ['Şahin', 'Müller', 'Öztürk', 'Łukasz', 'Nguyễn']),
})

function atTheTable(state: State, random: Random): Draft {
  if (state.agreement?.status === 'draft') return act('agreement', 'open')
  if (state.agreement?.status !== 'open') return act('documents', 'make', { kind: 'sealed-agreement' })
  const partner = oneOf(random, openPartners(state))
  if (!partner) return act('agreement', 'seal')
  const { id: partnerId } = partner
  if (random() < 0.2) return act('signing', 'leaveToPaper', { partnerId })
  if (turnOf(state, partnerId).status === 'waiting') return act('signing', 'call', { partnerId })
  return act('signing', 'give', { partnerId, signature: signatureOf(random) })
}

export const signatureOf = (random: Random) => ({
  signatory: { name: 'Joachim Walter', function: 'Landrat', capacity: 'in-office', authoritySeenBy: '' },
  attendeeId: null,
  ink: outlineOf(handwritingOf('Joachim Walter', 1 + Math.floor(random() * 5))),
  input: 'pen',
  attempts: 1,
  consent: { text: CURRENT_CONSENT, language: 'de' },
})

/** Does it as the organizer, who may do everything. Rejects with a MappeError when it is refused. */
export async function perform(core: Core, { area, procedure, input }: Act): Promise<unknown> {
  const client: unknown = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  const calls = client as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
  const call = calls[area]?.[procedure]
  if (!call) throw new RangeError(`there is no ${area}.${procedure}`)
  return call(input)
}
