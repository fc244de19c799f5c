import { expectedOnList } from '../../../../src/shared/domain/door/seat.ts'
import { describe, expect, it } from 'vitest'
import {
  arrivalsNewestFirst,
  missingSignatories,
  signatoryPresence,
} from '../../../../src/renderer/organizer/check-in/door.ts'
import {
  copiesNeeded,
  documentsNow,
  grouped,
  isReadyToSeal,
  tallyOf,
} from '../../../../src/renderer/organizer/closing/closing.ts'
import { finishedCount, nextToCall, signingRows } from '../../../../src/renderer/organizer/signing/rows.ts'
import { actionsFor } from '../../../../src/renderer/organizer/signing/turn-actions.ts'
import type { Command } from '../../../../src/shared/domain/decide.ts'
import {
  attendee,
  COUNTY,
  id,
  JOBCENTER,
  LANDRAT,
  MANAGER,
  opened,
  play,
  SIGNATURE,
} from '../../../fixtures/ceremony.ts'

const call = (partnerId = COUNTY): Command => ({
  type: 'call-partner',
  payload: { partnerId, attendeeId: null, stationId: null },
})
const sign: Command = { type: 'give-signature', payload: { partnerId: COUNTY, signature: SIGNATURE } }
const after = (...commands: Command[]) => play(commands, { state: opened() }).state
const checkIn = (attendeeId = LANDRAT): Command => ({ type: 'check-in', payload: { attendeeId } })

describe('the signing order', () => {
  it('calls the partners in their order', () => {
    expect(nextToCall(signingRows(after()))?.partner.id).toBe(COUNTY)
    expect(nextToCall(signingRows(after(call())))?.partner.id).toBe(JOBCENTER)
    expect(nextToCall(signingRows(after(call(), call(JOBCENTER))))).toBeNull()
  })

  it('says who would sign and whether the person is in the hall', () => {
    const [, jobcenter] = signingRows(after(checkIn(MANAGER)))
    expect(jobcenter?.candidates).toEqual([
      { id: MANAGER, name: 'Ayşe Öztürk', function: '', isPresent: true },
    ])
  })

  it('shows the name that was confirmed at the table, and the ink', () => {
    const [county] = signingRows(after(call(), sign))
    expect(county).toMatchObject({ status: 'signed', ink: SIGNATURE.ink, person: { name: 'Joachim Walter' } })
  })

  it('counts every settled turn, and reopens one that was withdrawn', () => {
    const signed = signingRows(after(call(), sign))
    expect(finishedCount(signed)).toBe(1)
    const withdrawn = signingRows(
      after(call(), sign, {
        type: 'withdraw-signature',
        payload: { partnerId: COUNTY, reason: 'verschrieben' },
      }),
    )
    expect(finishedCount(withdrawn)).toBe(0)
    expect(withdrawn[0]).toMatchObject({ status: 'waiting', withdrawals: 1, ink: null })
  })
})

describe('what can be done with a turn', () => {
  const labels = (...commands: Command[]) => {
    const [county] = signingRows(after(...commands))
    return county ? actionsFor(county).map(({ label }) => label) : []
  }

  it('is what the rules of the signing allow', () => {
    expect(labels()).toEqual(['call', 'atDesk', 'paper'])
    expect(labels(call())).toEqual(['cancelCall', 'atDesk', 'paper'])
    expect(labels(call(), sign)).toEqual(['redo', 'withdraw'])
    expect(
      labels(call(), { type: 'decline-signature', payload: { partnerId: COUNTY, reason: 'x' } }),
    ).toEqual(['callAgain', 'atDesk', 'paper'])
  })

  it('asks before it takes away a pad that somebody is signing on', () => {
    expect(actionsFor({ status: 'called', hasBegun: false })[0]?.does).toBe('cancel')
    expect(actionsFor({ status: 'called', hasBegun: true })[0]?.does).toEqual({ ask: 'cancel' })
  })
})

describe('the door', () => {
  it('names the partners for whom nobody who may sign is present', () => {
    const { present, missing } = signatoryPresence(after(checkIn()))
    expect(present.map((each) => each.id)).toEqual([COUNTY])
    expect(missing.map((each) => each.id)).toEqual([JOBCENTER])
  })

  it('names whom to ring up for a partner that has nobody there', () => {
    expect(missingSignatories(after(checkIn()))).toMatchObject([
      { partner: { id: JOBCENTER }, person: 'Ayşe Öztürk', phone: '' },
    ])
  })

  it('names whose telephone it is where the person to ring up has none on record', () => {
    const deputy = attendee({
      id: id.attendee('second'),
      partnerId: JOBCENTER,
      firstName: 'Zoe',
      lastName: 'Zahn',
      maySign: true,
      phone: '07071 55',
    })
    const state = after(checkIn(), { type: 'save-attendee', payload: { attendee: deputy } })
    expect(missingSignatories(state)).toMatchObject([
      { person: 'Ayşe Öztürk', phone: '07071 55', phoneOf: 'Zoe Zahn' },
    ])
  })

  it('counts a stand-in in the place of the absent person', () => {
    const standIn = attendee({ id: id.attendee('stand-in'), lastName: 'Vertreter', maySign: true })
    const state = after({
      type: 'substitute',
      payload: { absentId: MANAGER, substitute: standIn, reason: '' },
    })
    expect(expectedOnList(state)).toBe(4)
    expect(signatoryPresence(state).present.map((each) => each.id)).toEqual([JOBCENTER])
  })

  it('lists arrivals, the newest first, with the desk that let them in', () => {
    const state = after(checkIn())
    play([checkIn(MANAGER)], { state, at: '2017-02-21T17:10:00.000Z' })
    expect(arrivalsNewestFirst(state, 10).map(({ name, station }) => [name, station])).toEqual([
      ['Ayşe Öztürk', 'Leitung'],
      ['Joachim Walter', 'Leitung'],
    ])
    expect(arrivalsNewestFirst(state, 1)).toHaveLength(1)
  })
})

describe('closing', () => {
  it('waits until every turn is settled', () => {
    const open = after(call(), sign)
    expect(isReadyToSeal(open, tallyOf(open))).toBe(false)
    const settled = after(call(), sign, {
      type: 'leave-to-paper',
      payload: { partnerId: JOBCENTER, reason: '' },
    })
    expect(isReadyToSeal(settled, tallyOf(settled))).toBe(true)
    expect(tallyOf(settled)['on-paper'].map((each) => each.id)).toEqual([JOBCENTER])
  })

  it('offers one paper original for every partner', () => {
    expect(copiesNeeded(after())).toBe(2)
  })

  it('offers the sealed agreement only once there is one', () => {
    expect(documentsNow(after())).not.toContain('sealed-agreement')
    expect(documentsNow(after())).toContain('originals')
  })

  it('groups a fingerprint by four, as people compare it', () => {
    expect(grouped('2eae:a053:3516')).toBe('2eae a053 3516')
  })
})
