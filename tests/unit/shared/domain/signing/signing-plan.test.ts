import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import type { PartnerId, StationId } from '../../../../../src/shared/domain/ids.ts'
import {
  nextCalls,
  passedOver,
  signingSteps,
  upNext,
} from '../../../../../src/shared/domain/signing/signing-plan.ts'
import { turnOf } from '../../../../../src/shared/domain/signing/turn.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import {
  AGREEMENT,
  attendee,
  COUNTY,
  id,
  partner,
  PREPARATION,
  play,
  SIGNATURE,
} from '../../../../fixtures/ceremony.ts'

const TOWNS = ['ammerbuch', 'bodelshausen', 'dettenhausen', 'gomaringen'].map(id.partner)
const CHAMBER = id.partner('chamber')
const TABLETS = ['tablet-1', 'tablet-2', 'tablet-3'].map(id.station)
const JOBCENTER = id.partner('jobcenter')
const SIGNERS = [COUNTY, JOBCENTER, ...TOWNS, CHAMBER]
const group = { name: 'Städte und Gemeinden', partnerIds: TOWNS }

/** The county, the job centre, four towns, the chamber; three tablets; nobody is in the hall yet. */
function evening({ groups = [group], callsByItself = true } = {}): State {
  const added: Command[] = [...TOWNS, CHAMBER].flatMap((partnerId, i): Command[] => [
    {
      type: 'save-partner',
      payload: {
        partner: partner({ id: partnerId, name: partnerId, role: 'alliance-partner', order: 3 + i }),
      },
    },
    {
      type: 'save-attendee',
      payload: {
        attendee: attendee({ id: mayorOf(partnerId), partnerId, lastName: partnerId, maySign: true }),
      },
    },
  ])
  const fields = SIGNERS.map((partnerId) => ({
    ...AGREEMENT.fields[0]!,
    id: id.field(`f-${partnerId}`),
    partnerId,
  }))
  const paired: Command[] = TABLETS.map((stationId) => ({
    type: 'pair-station',
    payload: { stationId, role: 'signing', name: stationId, tokenHash: '0'.repeat(64) },
  }))
  return play([
    ...PREPARATION.slice(0, 2),
    ...added,
    { type: 'adopt-agreement', payload: { ...AGREEMENT, fields } },
    { type: 'open-agreement', payload: {} },
    ...paired,
    { type: 'plan-signing', payload: { groups, callsByItself, resting: [] } },
  ]).state
}

const mayorOf = (partnerId: PartnerId) =>
  ({ county: id.attendee('landrat'), jobcenter: id.attendee('manager') })[partnerId as string] ??
  id.attendee(`mayor-${partnerId}`)

function arrive(state: State, ...partners: PartnerId[]): void {
  play(
    partners.map((each) => ({ type: 'check-in', payload: { attendeeId: mayorOf(each) } })),
    { state },
  )
}

const callNext = (state: State, present: StationId[] = TABLETS) =>
  play([{ type: 'call-next', payload: { present } }], { state })

function sign(state: State, partnerId: PartnerId): void {
  const signature = { ...SIGNATURE, attendeeId: mayorOf(partnerId) }
  play([{ type: 'give-signature', payload: { partnerId, signature } }], { state })
}

const calledIn = (state: State) => SIGNERS.filter((each) => turnOf(state, each).status === 'called')

describe('the order of signing', () => {
  it('takes everybody alone, and a group together at the place of its first member', () => {
    const steps = signingSteps(evening({ groups: [{ name: '', partnerIds: [TOWNS[0]!, CHAMBER] }] }))
    expect(steps.map(({ partners }) => partners.map((each) => each.id))).toEqual([
      [COUNTY],
      [JOBCENTER],
      [TOWNS[0], CHAMBER],
      [TOWNS[1]],
      [TOWNS[2]],
      [TOWNS[3]],
    ])
  })

  it('lets nobody stand in two groups, and no stranger in one', () => {
    const plan = (groups: { name: string; partnerIds: PartnerId[] }[]) => () => evening({ groups })
    expect(plan([group, group])).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }))
    expect(plan([{ name: '', partnerIds: [COUNTY, id.partner('nobody')] }])).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    )
  })

  it('is as it always was in a journal that knows no plan', () => {
    const { state } = play([...PREPARATION, { type: 'open-agreement', payload: {} }])
    expect(signingSteps(state).map(({ partners }) => partners.length)).toEqual([1, 1])
    expect(callNext(state).events).toEqual([])
  })
})

describe('calling by itself', () => {
  it('calls the first who is in the hall to a table that is free', () => {
    const state = evening()
    arrive(state, COUNTY, JOBCENTER)
    const { events } = callNext(state)
    expect(events).toEqual([
      {
        type: 'partner-called',
        payload: { partnerId: COUNTY, attendeeId: mayorOf(COUNTY), stationId: TABLETS[0], byItself: true },
      },
    ])
  })

  it('waits until the one at the table has signed, then calls the next', () => {
    const state = evening()
    arrive(state, COUNTY, JOBCENTER)
    callNext(state)
    expect(callNext(state).events).toEqual([])
    sign(state, COUNTY)
    callNext(state)
    expect(calledIn(state)).toEqual([JOBCENTER])
  })

  it('calls as many of a group at once as there are free tables, each to one of their own', () => {
    const state = evening()
    arrive(state, ...TOWNS)
    callNext(state)
    expect(calledIn(state)).toEqual(TOWNS.slice(0, 3))
    expect(TOWNS.slice(0, 3).map((each) => turnOf(state, each))).toMatchObject(
      TABLETS.map((stationId) => ({ stationId })),
    )
    sign(state, TOWNS[1]!)
    callNext(state)
    expect(turnOf(state, TOWNS[3]!)).toMatchObject({ status: 'called', stationId: TABLETS[1] })
  })

  it('passes over who is not there and calls them as soon as they are', () => {
    const state = evening()
    arrive(state, JOBCENTER)
    callNext(state)
    expect(calledIn(state)).toEqual([JOBCENTER])
    expect(passedOver(state, COUNTY)).toBe('absent')
    arrive(state, COUNTY, ...TOWNS)
    sign(state, JOBCENTER)
    callNext(state)
    expect(calledIn(state)).toEqual([COUNTY])
  })

  it('does not begin the next step while somebody of a group still signs', () => {
    const state = evening()
    arrive(state, ...TOWNS.slice(0, 2), CHAMBER)
    callNext(state)
    sign(state, TOWNS[0]!)
    expect(callNext(state).events).toEqual([])
    sign(state, TOWNS[1]!)
    callNext(state)
    expect(calledIn(state)).toEqual([CHAMBER])
  })

  it('leaves alone whom the organizer has sent back, until they are called by hand', () => {
    const state = evening()
    arrive(state, COUNTY, JOBCENTER)
    callNext(state)
    play([{ type: 'cancel-call', payload: { partnerId: COUNTY, reason: '' } }], { state })
    expect(passedOver(state, COUNTY)).toBe('set-aside')
    callNext(state)
    expect(calledIn(state)).toEqual([JOBCENTER])
    play([{ type: 'call-partner', payload: { partnerId: COUNTY, attendeeId: null, stationId: null } }], {
      state,
    })
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'called' })
  })

  it('calls nobody to a silent, a resting or a taken tablet', () => {
    const state = evening()
    arrive(state, ...TOWNS)
    play(
      [{ type: 'plan-signing', payload: { groups: [group], callsByItself: true, resting: [TABLETS[1]!] } }],
      { state },
    )
    expect(nextCalls(state, TABLETS.slice(0, 2)).map(({ stationId }) => stationId)).toEqual([TABLETS[0]])
    callNext(state, TABLETS.slice(0, 2))
    expect(nextCalls(state, TABLETS.slice(0, 2))).toEqual([])
    expect(nextCalls(state, []).length).toBe(0)
  })

  it('keeps a tablet free for a call that any tablet may take', () => {
    const state = evening()
    arrive(state, ...TOWNS)
    play([{ type: 'call-partner', payload: { partnerId: TOWNS[0]!, attendeeId: null, stationId: null } }], {
      state,
    })
    expect(nextCalls(state, TABLETS)).toHaveLength(2)
  })

  it('stays out of it while two steps were begun by hand', () => {
    const state = evening()
    arrive(state, ...SIGNERS)
    play(
      [COUNTY, JOBCENTER].map((partnerId) => ({
        type: 'call-partner',
        payload: { partnerId, attendeeId: null, stationId: null },
      })),
      { state },
    )
    expect(callNext(state).events).toEqual([])
  })

  it('is off unless somebody switched it on', () => {
    const state = evening({ callsByItself: false })
    arrive(state, ...SIGNERS)
    expect(callNext(state).events).toEqual([])
  })
})

describe('what is announced to come next', () => {
  const named = (state: State) => {
    const step = upNext(state)
    return step && { group: step.group?.name ?? null, who: step.partners.map(({ id }) => id) }
  }
  const call = (partnerId: PartnerId): Command => ({
    type: 'call-partner',
    payload: { partnerId, attendeeId: null, stationId: null },
  })

  it('is who follows in the order, and a group as a whole', () => {
    const state = evening({ callsByItself: false })
    expect(named(state)).toEqual({ group: null, who: [COUNTY] })
    play([call(COUNTY)], { state })
    expect(named(state)).toEqual({ group: null, who: [JOBCENTER] })
    play([call(JOBCENTER)], { state })
    expect(named(state)).toEqual({ group: 'Städte und Gemeinden', who: TOWNS })
  })

  it('is the rest of a group of which some are called already', () => {
    const state = evening({ callsByItself: false })
    play([COUNTY, JOBCENTER, TOWNS[0]!, TOWNS[1]!].map(call), { state })
    expect(named(state)).toEqual({ group: 'Städte und Gemeinden', who: TOWNS.slice(2) })
  })

  it('is nobody whom the automatic would pass over, unless nobody else is left', () => {
    const state = evening()
    expect(named(state)).toEqual({ group: null, who: [COUNTY] })
    arrive(state, TOWNS[1]!, TOWNS[3]!)
    expect(named(state)).toEqual({ group: 'Städte und Gemeinden', who: [TOWNS[1], TOWNS[3]] })
  })

  it('is nobody when all are called', () => {
    const state = evening({ callsByItself: false })
    play(SIGNERS.map(call), { state })
    expect(named(state)).toBeNull()
  })
})
