/** How the signing runs: who signs at the same time, and who is called without anybody pressing a button. */
import { z } from 'zod'
import { lineSchema, partnerIdSchema, stationIdSchema } from '../ids.ts'
import type { AttendeeId, PartnerId, StationId } from '../ids.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import { signersOf } from './agreement.ts'
import type { Partner } from '../registry/registry.ts'
import { holderOf, signatoriesOf, turnOf } from './turn.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

export const groupSchema = z.strictObject({
  /** What the group is called; may be empty. */
  name: lineSchema,
  partnerIds: z.array(partnerIdSchema).min(2).max(500),
})

export const planSchema = z.strictObject({
  /** Partners who sign at the same time; everybody else signs alone, in order. */
  groups: z.array(groupSchema).max(100),
  /** Whether the next is called as soon as a table is free. */
  callsByItself: z.boolean(),
  /** Signing stations to which nobody is called by itself. */
  resting: z.array(stationIdSchema).max(200),
})

export type SigningGroup = z.infer<typeof groupSchema>
export type SigningPlan = z.infer<typeof planSchema>

/** Those who sign at the same time; alone, or a group at the place of its first member. */
export type SigningStep = { group: SigningGroup | null; partners: Partner[] }

export type NextCall = { partnerId: PartnerId; attendeeId: AttendeeId; stationId: StationId }

/** Why a waiting partner is not called by itself; it is never waited for. */
export type PassedOver = 'nobody-named' | 'absent' | 'set-aside'

export const noPlan = (): SigningPlan => ({ groups: [], callsByItself: false, resting: [] })

export const signingPlanCommands = {
  'plan-signing': planSchema,
  /** Calls whoever the plan has next to the stations that are there now: only the host knows which. */
  'call-next': z.strictObject({ present: z.array(stationIdSchema).max(200) }),
}

export type SigningPlanEvents = { 'signing-planned': SigningPlan }

export const signingPlanDeciders: Deciders<typeof signingPlanCommands> = {
  'plan-signing': (state, plan) => {
    if (state.agreement?.status === 'sealed') throw new MappeError('AGREEMENT_SEALED')
    requireOnePlaceEach(state, plan)
    return happened({ type: 'signing-planned', payload: plan })
  },
  'call-next': (state, { present }) => {
    const calls = nextCalls(state, present)
    return calls.length === 0 ? unchanged({ type: 'nothing-to-do' }) : happened(...calls.map(calledByItself))
  },
}

const calledByItself = (call: NextCall): DomainEvent => ({
  type: 'partner-called',
  payload: { ...call, byItself: true },
})

/** @throws MappeError NOT_FOUND for a partner who is not on the list, INPUT_INVALID for one in two groups */
function requireOnePlaceEach(state: State, { groups }: SigningPlan): void {
  const members = groups.flatMap(({ partnerIds }) => partnerIds)
  const unknown = members.find((id) => !state.partners[id])
  if (unknown) throw new MappeError('NOT_FOUND', { partner: unknown })
  if (new Set(members).size < members.length) throw new MappeError('INPUT_INVALID', { reason: 'two-groups' })
}

/** The signers in the order in which they are called. */
export function signingSteps(state: State): SigningStep[] {
  const signers = signersOf(state)
  const groupOf = new Map(
    state.signingPlan.groups.flatMap((group) => group.partnerIds.map((id) => [id, group] as const)),
  )
  const steps = Map.groupBy(signers, ({ id }) => groupOf.get(id) ?? id)
  return [...steps].map(([key, partners]) => ({ group: typeof key === 'string' ? null : key, partners }))
}

/** Null for who is called when the turn comes, and for who does not wait. */
export function passedOver(state: State, partnerId: PartnerId): PassedOver | null {
  const turn = turnOf(state, partnerId)
  if (turn.status !== 'waiting') return null
  if (turn.setAside) return 'set-aside'
  const [first] = signatoriesOf(state, partnerId)
  if (!first) return 'nobody-named'
  return state.arrivals[first.id] ? null : 'absent'
}

/**
 * Whom the plan calls now, each to a table of their own. Only people who are in the hall are called; who is not is
 * passed over and comes as soon as they are there. One step at a time: nobody is called while others still sign.
 */
export function nextCalls(state: State, present: readonly StationId[]): NextCall[] {
  if (!state.signingPlan.callsByItself || state.agreement?.status !== 'open') return []
  const free = freeStations(state, present)
  const callable = (stepNow(state)?.partners ?? []).flatMap(({ id }) => callableFor(state, id))
  return callable.slice(0, free.length).flatMap((call, i) => {
    const stationId = free[i]
    return stationId ? [{ ...call, stationId }] : []
  })
}

/**
 * Who comes after those who are called: somebody alone, or all of a group who still wait. Who would be passed over is
 * named only where nobody else is left. Null when nobody waits.
 */
export function upNext(state: State): SigningStep | null {
  if (state.agreement?.status !== 'open') return null
  const waiting = signingSteps(state).map(({ group, partners }) => ({
    group,
    partners: partners.filter(({ id }) => turnOf(state, id).status === 'waiting'),
  }))
  const mayBeCalled = ({ id }: Partner) => !state.signingPlan.callsByItself || canBeCalled(state, id)
  const expected = waiting.map((step) => ({ ...step, partners: step.partners.filter(mayBeCalled) }))
  return [...expected, ...waiting].find(({ partners }) => partners.length > 0) ?? null
}

/** Whom the automatic would call next, whether a table is free or not. */
function stepNow(state: State): SigningStep | undefined {
  const steps = signingSteps(state)
  const running = steps.filter(({ partners }) => partners.some(({ id }) => isCalled(state, id)))
  if (running.length > 1) return undefined
  return running[0] ?? steps.find(({ partners }) => partners.some(({ id }) => canBeCalled(state, id)))
}

function callableFor(state: State, partnerId: PartnerId): Omit<NextCall, 'stationId'>[] {
  const [first] = signatoriesOf(state, partnerId)
  return first && canBeCalled(state, partnerId) ? [{ partnerId, attendeeId: first.id }] : []
}

const isCalled = (state: State, id: PartnerId) => turnOf(state, id).status === 'called'

const canBeCalled = (state: State, id: PartnerId) =>
  turnOf(state, id).status === 'waiting' && passedOver(state, id) === null

/** The stations that are there, serve, and have nobody; as many fewer as there are calls that any may take. */
function freeStations(state: State, present: readonly StationId[]): StationId[] {
  const held = signersOf(state).flatMap(({ id }) => {
    const turn = turnOf(state, id)
    return turn.status === 'called' ? [holderOf(state, turn)] : []
  })
  const anybodys = held.filter((holder) => holder === null).length
  return servingStations(state)
    .filter((id) => present.includes(id) && !held.includes(id))
    .slice(anybodys)
}

/** The signing stations to which somebody may be called by itself, by name. */
export const servingStations = ({ stations, signingPlan }: State): StationId[] =>
  Object.values(stations)
    .filter(
      ({ id, role, revokedAt }) => role === 'signing' && !revokedAt && !signingPlan.resting.includes(id),
    )
    .toSorted((a, b) => a.name.localeCompare(b.name, 'de', { numeric: true }))
    .map(({ id }) => id)

export const signingPlanEvolvers: Evolvers<SigningPlanEvents> = {
  'signing-planned': (state, { payload }) => {
    state.signingPlan = payload
  },
}
