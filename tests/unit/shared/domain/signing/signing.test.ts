import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import type { StationId } from '../../../../../src/shared/domain/ids.ts'
import { stageOf } from '../../../../../src/shared/domain/evening/stage-view.ts'
import type { Role } from '../../../../../src/shared/domain/station.ts'
import { turnOf } from '../../../../../src/shared/domain/signing/turn.ts'
import { taskOf } from '../../../../../src/shared/domain/views.ts'
import {
  AGREEMENT,
  attendee,
  COMPANY,
  COUNTY,
  DEPUTY,
  id,
  JOBCENTER,
  LANDRAT,
  opened,
  partner,
  play,
  prepared,
  SIGNATURE,
} from '../../../../fixtures/ceremony.ts'

const call = (partnerId = COUNTY): Command => ({
  type: 'call-partner',
  payload: { partnerId, attendeeId: null, stationId: null },
})
const sign = (partnerId = COUNTY): Command => ({
  type: 'give-signature',
  payload: { partnerId, signature: SIGNATURE },
})
const tablet = id.station('tablet')
const otherTablet = id.station('other')
const pair = (stationId = tablet, role: Role = 'signing'): Command => ({
  type: 'pair-station',
  payload: { stationId, role, name: 'Tablet', tokenHash: '0'.repeat(64) },
})

describe('the signing', () => {
  it('begins only when the agreement is open', () => {
    expect(() => play([call()], { state: prepared() })).toThrow(
      expect.objectContaining({ code: 'AGREEMENT_NOT_OPEN' }),
    )
  })

  it('opens only when every partner that signs has a field', () => {
    const state = prepared()
    const only = AGREEMENT.fields.slice(0, 1)
    play([{ type: 'place-fields', payload: { fields: only } }], { state })
    expect(() => play([{ type: 'open-agreement', payload: {} }], { state })).toThrow(
      expect.objectContaining({ code: 'FIELDS_MISSING', data: { count: 1, first: 'Jobcenter' } }),
    )
  })

  it('freezes fields and text once open', () => {
    expect(() => play([{ type: 'place-fields', payload: { fields: [] } }], { state: opened() })).toThrow(
      expect.objectContaining({ code: 'AGREEMENT_FROZEN' }),
    )
    expect(() => play([{ type: 'adopt-agreement', payload: AGREEMENT }], { state: opened() })).toThrow(
      expect.objectContaining({ code: 'AGREEMENT_FROZEN' }),
    )
  })

  it('calls the one who may sign for the partner', () => {
    const { events } = play([call()], { state: opened() })
    expect(events).toEqual([
      { type: 'partner-called', payload: { partnerId: COUNTY, attendeeId: LANDRAT, stationId: null } },
    ])
  })

  it('calls the head of the office before a deputy of a name that sorts first', () => {
    const state = opened()
    const deputy = attendee({
      id: id.attendee('adler'),
      partnerId: COUNTY,
      lastName: 'Adler',
      maySign: true,
      capacity: 'i.V.',
    })
    const both = [deputy.id, LANDRAT].map((attendeeId) => ({
      type: 'check-in' as const,
      payload: { attendeeId },
    }))
    const { events } = play([{ type: 'save-attendee', payload: { attendee: deputy } }, ...both, call()], {
      state,
    })
    expect(events.at(-1)).toMatchObject({ payload: { attendeeId: LANDRAT } })
  })

  it('refuses a person who may not sign, and a guest organisation', () => {
    const deputy: Command = {
      type: 'call-partner',
      payload: { partnerId: JOBCENTER, attendeeId: DEPUTY, stationId: null },
    }
    expect(() => play([deputy], { state: opened() })).toThrow(
      expect.objectContaining({ code: 'CANNOT_SIGN' }),
    )
    expect(() => play([call(COMPANY)], { state: opened() })).toThrow(
      expect.objectContaining({ code: 'CANNOT_SIGN' }),
    )
  })

  it('records the signature of the called partner, and none without a call', () => {
    expect(() => play([sign()], { state: opened() })).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED_NOW' }),
    )
    const { state } = play([call(), sign()], { state: opened() })
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'signed', signature: SIGNATURE })
  })

  it('shows the task to one tablet only, once that one has taken it', () => {
    const { state } = play([pair(tablet), pair(otherTablet), call()], { state: opened() })
    expect(taskOf(state, tablet).call?.organisation).toBe('Landkreis Tübingen')
    expect(taskOf(state, otherTablet).call?.organisation).toBe('Landkreis Tübingen')
    play([{ type: 'take-task', payload: { partnerId: COUNTY } }], { state, station: tablet })
    expect(taskOf(state, tablet).call?.taken).toBe(true)
    expect(taskOf(state, otherTablet).call).toBeNull()
    const steal = () => play([sign()], { state, station: otherTablet })
    expect(steal).toThrow(expect.objectContaining({ code: 'TASK_TAKEN' }))
  })

  it('is for a signing table or an organizer’s desk, and for no device with another task', () => {
    const at = (stationId: StationId): Command => ({
      type: 'call-partner',
      payload: { partnerId: COUNTY, attendeeId: null, stationId },
    })
    const move = (stationId: StationId): Command => ({
      type: 'move-call',
      payload: { partnerId: COUNTY, stationId },
    })
    const refused = expect.objectContaining({ code: 'CANNOT_SIGN', data: { reason: 'no-signing-table' } })
    for (const role of ['reception', 'display'] as const) {
      const { state } = play([pair(tablet, role), pair(otherTablet)], { state: opened() })
      expect(() => play([at(tablet)], { state })).toThrow(refused)
      expect(() => play([at(otherTablet), move(tablet)], { state })).toThrow(refused)
    }
    const { state } = play([pair(tablet, 'organizer'), at(tablet)], { state: opened() })
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'called', stationId: tablet })
  })

  it('lets another tablet go on where a revoked one had begun', () => {
    const { state } = play([pair(tablet), pair(otherTablet), call()], { state: opened() })
    play([{ type: 'take-task', payload: { partnerId: COUNTY } }], { state, station: tablet })
    play([{ type: 'revoke-station', payload: { stationId: tablet } }], { state })
    expect(taskOf(state, otherTablet).call).toMatchObject({
      organisation: 'Landkreis Tübingen',
      taken: false,
    })
    play([{ type: 'take-task', payload: { partnerId: COUNTY } }, sign()], { state, station: otherTablet })
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'signed', station: otherTablet })
  })

  it('gives the task of a silent tablet to another; what the silent one sends later is refused', () => {
    const { state } = play([pair(tablet), pair(otherTablet), call()], { state: opened() })
    play([{ type: 'take-task', payload: { partnerId: COUNTY } }], { state, station: tablet })
    play([{ type: 'move-call', payload: { partnerId: COUNTY, stationId: otherTablet } }], { state })
    expect(taskOf(state, tablet).call).toBeNull()
    expect(taskOf(state, otherTablet).call).toMatchObject({
      organisation: 'Landkreis Tübingen',
      taken: false,
    })
    const late = () => play([sign()], { state, station: tablet })
    expect(late).toThrow(expect.objectContaining({ code: 'TASK_TAKEN' }))
    play([{ type: 'take-task', payload: { partnerId: COUNTY } }, sign()], { state, station: otherTablet })
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'signed', station: otherTablet })
    expect(late).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED_NOW', data: { reason: 'signed' } }))
  })

  it('takes no signature that was begun under a call since taken back, though the partner was called again', () => {
    const { state } = play([pair(tablet), call()], { state: opened() })
    play([{ type: 'take-task', payload: { partnerId: COUNTY } }], { state, station: tablet })
    play([{ type: 'cancel-call', payload: { partnerId: COUNTY, reason: '' } }, call()], { state })
    expect(() => play([sign()], { state, station: tablet })).toThrow(
      expect.objectContaining({ code: 'TASK_TAKEN', data: { reason: 'taken-back' } }),
    )
  })

  it('lets any task be signed at the desk, whether nobody was called, somebody was, or paper was meant', () => {
    const here: Command = { type: 'sign-here', payload: { partnerId: COUNTY, attendeeId: null } }
    const desk = id.station('host')
    const { state } = play([pair(tablet), here], { state: opened() })
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'called', stationId: desk, attendeeId: LANDRAT })
    play([{ type: 'move-call', payload: { partnerId: COUNTY, stationId: tablet } }], { state })
    play([{ type: 'take-task', payload: { partnerId: COUNTY } }], { state, station: tablet })
    play([here], { state })
    expect(turnOf(state, COUNTY)).toMatchObject({ stationId: desk, takenBy: null })
    expect(taskOf(state, desk).call?.organisation).toBe('Landkreis Tübingen')
    play([{ type: 'leave-to-paper', payload: { partnerId: COUNTY, reason: '' } }, here, sign()], { state })
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'signed', station: desk })
  })

  it('turns a task into a blank line on paper while it is being signed', () => {
    const { state } = play([pair(tablet), call()], { state: opened() })
    play([{ type: 'take-task', payload: { partnerId: COUNTY } }], { state, station: tablet })
    play([{ type: 'leave-to-paper', payload: { partnerId: COUNTY, reason: 'Tablet ausgefallen' } }], {
      state,
    })
    expect(taskOf(state, tablet).call).toBeNull()
    expect(() => play([sign()], { state, station: tablet })).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED_NOW', data: { reason: 'on-paper' } }),
    )
  })

  it('records a typed name as typed', () => {
    const typed = { ...SIGNATURE, input: 'typed' as const }
    const give: Command = { type: 'give-signature', payload: { partnerId: COUNTY, signature: typed } }
    const { state } = play([call(), give], { state: opened() })
    expect(turnOf(state, COUNTY)).toMatchObject({ signature: { input: 'typed' } })
  })

  it('records no signature in the name of somebody who came for another partner', () => {
    const { state } = play([call(JOBCENTER)], { state: opened() })
    expect(() => play([sign(JOBCENTER)], { state })).toThrow(expect.objectContaining({ code: 'CANNOT_SIGN' }))
  })

  it('keeps the called person on the list', () => {
    const { state } = play([call()], { state: opened() })
    const remove: Command = { type: 'remove-attendee', payload: { attendeeId: LANDRAT } }
    expect(() => play([remove], { state })).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED_NOW', data: { reason: 'called' } }),
    )
  })

  it('keeps the circle of those who sign once the agreement is open, but lets a name be corrected', () => {
    const state = opened()
    const saved = (given: Parameters<typeof partner>[0]): Command => ({
      type: 'save-partner',
      payload: { partner: partner(given) },
    })
    const county = { id: COUNTY, name: 'Landkreis Tübingen' }
    const added = { id: id.partner('late'), name: 'Nachzügler', role: 'alliance-partner' }
    for (const changed of [saved({ ...county, role: 'guest' }), saved(added)]) {
      expect(() => play([changed], { state })).toThrow(expect.objectContaining({ code: 'AGREEMENT_FROZEN' }))
    }
    play([saved({ ...county, name: 'Landkreis Tübingen (LRA)', role: 'contracting-party' })], { state })
    expect(state.partners[COUNTY]?.name).toBe('Landkreis Tübingen (LRA)')
  })

  it('lets a partner decline with a reason and be called again', () => {
    const decline: Command = {
      type: 'decline-signature',
      payload: { partnerId: COUNTY, reason: 'Der Kreistag hat noch nicht zugestimmt' },
    }
    const { state } = play([call(), decline], { state: opened() })
    expect(turnOf(state, COUNTY)).toMatchObject({
      status: 'declined',
      reason: 'Der Kreistag hat noch nicht zugestimmt',
    })
    play([call()], { state })
    expect(turnOf(state, COUNTY).status).toBe('called')
  })

  it('takes a signature back visibly and counts it', () => {
    const withdraw: Command = {
      type: 'withdraw-signature',
      payload: { partnerId: COUNTY, reason: 'verschrieben' },
    }
    const { state } = play([call(), sign(), withdraw], { state: opened() })
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'waiting', withdrawals: 1 })
  })

  it('counts no withdrawal when a refusal is taken back', () => {
    const back: Command[] = [
      { type: 'decline-signature', payload: { partnerId: COUNTY, reason: 'Beschluss fehlt' } },
      { type: 'withdraw-signature', payload: { partnerId: COUNTY, reason: 'Beschluss liegt doch vor' } },
    ]
    const { state } = play([call(), ...back], { state: opened() })
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'waiting', withdrawals: 0 })
  })

  it('withdraws and calls again in one act when a signature is redone', () => {
    const redo: Command = { type: 'redo-signature', payload: { partnerId: COUNTY, reason: 'zu klein' } }
    const { state, events } = play([call(), sign(), redo], { state: opened() })
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['signature-withdrawn', 'partner-called'])
    expect(turnOf(state, COUNTY)).toMatchObject({ status: 'called', attendeeId: LANDRAT, withdrawals: 1 })
  })

  it('refuses a seal made from an older state of the signatures', () => {
    const { state } = play([call(), sign()], { state: opened() })
    const seal = {
      sha256: id.sha('c'),
      bytes: 1,
      pages: 2,
      certificateFingerprint: 'AA:BB',
      journalSeq: state.seq - 1,
      journalHash: 'x',
    }
    expect(() => play([{ type: 'record-seal', payload: seal }], { state })).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    )
    const madeBefore = { ...seal, journalSeq: state.seq }
    const renamed = { ...state.ceremony!, town: 'Reutlingen' }
    play([{ type: 'describe-ceremony', payload: { ceremony: renamed } }], { state })
    expect(() => play([{ type: 'record-seal', payload: madeBefore }], { state })).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    )
    play([{ type: 'record-seal', payload: { ...seal, journalSeq: state.seq } }], { state })
    expect(state.agreement?.status).toBe('sealed')
    expect(() => play([call(JOBCENTER)], { state })).toThrow(
      expect.objectContaining({ code: 'AGREEMENT_SEALED' }),
    )
  })

  it('tells the projector whose turn it is and who has signed, and no more', () => {
    const { state } = play([call(), sign(), call(JOBCENTER)], { state: opened() })
    const { blocks, next } = stageOf(state)
    expect(blocks.map(({ organisation, status, person }) => ({ organisation, status, person }))).toEqual([
      { organisation: 'Landkreis Tübingen', status: 'signed', person: 'Joachim Walter' },
      { organisation: 'Jobcenter', status: 'called', person: 'Ayşe Öztürk' },
    ])
    expect(next).toBeNull()
    expect(JSON.stringify(stageOf(state))).not.toContain('Łukaszewska')
  })
})
