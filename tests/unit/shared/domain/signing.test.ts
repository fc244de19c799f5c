import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../src/shared/domain/decide.ts'
import { turnOf } from '../../../../src/shared/domain/signing.ts'
import { taskOf, stageOf } from '../../../../src/shared/domain/views.ts'
import {
  AGREEMENT,
  COMPANY,
  COUNTY,
  DEPUTY,
  id,
  JOBCENTER,
  LANDRAT,
  opened,
  play,
  prepared,
  SIGNATURE,
} from '../../../fixtures/ceremony.ts'

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
const pair = (stationId = tablet): Command => ({
  type: 'pair-station',
  payload: { stationId, role: 'signing', name: 'Tablet', tokenHash: '0'.repeat(64) },
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
    expect(turnOf(state, COUNTY)).toEqual({ status: 'waiting', withdrawals: 1 })
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
    expect(next?.organisation).toBe('Jobcenter')
    expect(JSON.stringify(stageOf(state))).not.toContain('Łukaszewska')
  })
})
