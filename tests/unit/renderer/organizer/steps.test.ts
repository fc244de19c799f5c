import { describe, expect, it } from 'vitest'
import { isBlank, nextStep, stepsOf } from '../../../../src/renderer/organizer/steps.ts'
import type { StepKey } from '../../../../src/renderer/organizer/steps.ts'
import type { Command } from '../../../../src/shared/domain/decide.ts'
import { emptyState } from '../../../../src/shared/domain/evolve.ts'
import type { State } from '../../../../src/shared/domain/state.ts'
import {
  attendee,
  begun,
  COMPANY,
  COUNTY,
  id,
  JOBCENTER,
  MANAGER,
  opened,
  play,
  prepared,
  seal,
  sealed,
  SIGNATURE,
} from '../../../fixtures/ceremony.ts'

const step = (state: State, key: StepKey) => stepsOf(state).find((each) => each.key === key)
const SEAL: Command = {
  type: 'record-seal',
  payload: {
    sha256: id.sha('c'),
    bytes: 2000,
    pages: 2,
    certificateFingerprint: 'AB',
    journalSeq: 100,
    journalHash: 'd',
  },
}
const SIGNED: Command[] = [
  { type: 'call-partner', payload: { partnerId: COUNTY, attendeeId: null, stationId: null } },
  { type: 'give-signature', payload: { partnerId: COUNTY, signature: SIGNATURE } },
  { type: 'leave-to-paper', payload: { partnerId: JOBCENTER, reason: '' } },
]

describe('the steps of the evening', () => {
  it('begin with describing the ceremony', () => {
    expect(isBlank(emptyState())).toBe(true)
    expect(nextStep(stepsOf(emptyState()))?.key).toBe('ceremony')
  })

  it('say how many partners still lack a signature field', () => {
    const state = play([{ type: 'place-fields', payload: { fields: [] } }], { state: prepared() }).state
    expect(step(state, 'agreement')).toMatchObject({
      status: 'open',
      note: { key: 'organizer.step.agreement.fieldsMissing', count: 2 },
    })
  })

  it('point out a partner for whom nobody may sign', () => {
    const { state } = play([{ type: 'remove-attendee', payload: { attendeeId: MANAGER } }], {
      state: prepared(),
    })
    expect(nextStep(stepsOf(state))).toMatchObject({
      key: 'registry',
      note: { key: 'organizer.step.registry.noSignatory', count: 1 },
    })
  })

  it('lead from the draft to opening it', () => {
    expect(nextStep(stepsOf(prepared()))).toMatchObject({
      key: 'agreement',
      note: { key: 'organizer.step.agreement.ready' },
    })
    expect(step(prepared(), 'signing')?.status).toBe('later')
  })

  it('lead through the signing to the seal, counting paper as settled', () => {
    expect(nextStep(stepsOf(opened()))).toMatchObject({ key: 'signing', note: { count: 0, of: 2 } })
    const { state } = play(SIGNED, { state: opened() })
    expect(step(state, 'signing')).toMatchObject({ status: 'done', note: { count: 2, of: 2 } })
    expect(nextStep(stepsOf(state))?.key).toBe('closing')
  })

  it('are all done once the agreement is sealed', () => {
    const { state } = play([...SIGNED, SEAL], { state: opened() })
    expect(nextStep(stepsOf(state))).toBeNull()
  })

  it('lead once more from opening to the seal while somebody joins, and are all done again after it', () => {
    const { state } = play([begun(1, [COMPANY])], { state: sealed() })
    expect(nextStep(stepsOf(state))).toMatchObject({
      key: 'agreement',
      note: { key: 'organizer.step.agreement.accessionReady', count: 1 },
    })
    expect(step(state, 'signing')?.status).toBe('later')
    play([{ type: 'open-agreement', payload: {} }], { state })
    expect(nextStep(stepsOf(state))).toMatchObject({ key: 'signing', note: { count: 0, of: 1 } })
    play([{ type: 'leave-to-paper', payload: { partnerId: COMPANY, reason: '' } }], { state })
    expect(nextStep(stepsOf(state))).toMatchObject({
      key: 'closing',
      note: { key: 'organizer.step.closing.readyAccession' },
    })
    play([seal(state)], { state })
    expect(nextStep(stepsOf(state))).toBeNull()
    expect(step(state, 'registry')?.note.count).toBe(3)
  })

  it('do not take enough heads at the door for the right ones', () => {
    const walkIns = ['x', 'y', 'z', 'w'].flatMap((name): Command[] => [
      {
        type: 'save-attendee',
        payload: { attendee: attendee({ id: id.attendee(name), lastName: name, origin: 'walk-in' }) },
      },
      { type: 'check-in', payload: { attendeeId: id.attendee(name), companions: 0 } },
    ])
    const { state } = play(walkIns, { state: opened() })
    expect(step(state, 'checkIn')).toMatchObject({
      status: 'optional',
      note: { key: 'organizer.step.checkIn.awaited', count: 4, missing: 2 },
    })
  })

  it('say that what was sealed is in no archive yet', () => {
    const { state } = play([...SIGNED, SEAL], { state: opened() })
    expect(step(state, 'closing')?.note.key).toBe('organizer.step.closing.noArchive')
    play([{ type: 'note-archive', payload: { entries: state.seq, bytes: 1000 } }], { state })
    expect(step(state, 'closing')?.note.key).toBe('organizer.step.closing.sealed')
  })

  it('never wait for devices or for the door', () => {
    const statuses = [step(opened(), 'stations')?.status, step(opened(), 'checkIn')?.status]
    expect(statuses).toEqual(['optional', 'optional'])
  })
})
