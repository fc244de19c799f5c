import { describe, expect, it } from 'vitest'
import { laterStart, planOf } from '../../../../src/renderer/organizer/run/plan.ts'

const DAY = '2017-02-21'
const AGENDA = [
  { title: 'Begrüßung', speaker: '', minutes: 10 },
  { title: 'Vortrag', speaker: '', minutes: 20 },
  { title: 'Unterzeichnung', speaker: '', minutes: 30 },
]
/** Local time on the day of the ceremony. */
const at = (time: string, day = DAY) => Date.parse(`${day}T${time}`)
const iso = (time: string, day = DAY) => new Date(at(time, day)).toISOString()
const CEREMONY = { date: DAY, time: '18:00', agenda: AGENDA }
const NOTHING = { times: {}, announcedStart: null }
const starts = (plan: ReturnType<typeof planOf>) => plan.rows.map(({ startsAt }) => startsAt)

describe('the plan of the evening', () => {
  it('before it begins is the plan', () => {
    const plan = planOf(CEREMONY, NOTHING, null, at('17:00'))
    expect(starts(plan)).toEqual([at('18:00'), at('18:10'), at('18:30')])
    expect(plan).toMatchObject({ behind: 0, plannedEnd: at('19:00'), expectedEnd: at('19:00') })
    expect(plan.next?.index).toBe(0)
  })

  it('runs late by itself when nobody begins', () => {
    expect(planOf(CEREMONY, NOTHING, null, at('18:07'))).toMatchObject({
      behind: 7,
      expectedEnd: at('19:07'),
    })
  })

  it('counts from the time the hall was told', () => {
    const plan = planOf(CEREMONY, { times: {}, announcedStart: '18:15' }, null, at('17:50'))
    expect(plan).toMatchObject({ behind: 15, expectedEnd: at('19:15') })
  })

  it('forecasts the end from what is on and what is left', () => {
    const run = {
      times: {
        0: { startedAt: iso('18:05'), finishedAt: iso('18:20') },
        1: { startedAt: iso('18:20'), finishedAt: null },
      },
      announcedStart: null,
    }
    const plan = planOf(CEREMONY, run, 1, at('18:30'))
    expect(plan.now?.index).toBe(1)
    expect(plan).toMatchObject({ behind: 10, expectedEnd: at('19:10') })
  })

  it('moves the end on with an item that goes over its time', () => {
    const run = { times: { 0: { startedAt: iso('18:00'), finishedAt: null } }, announcedStart: null }
    expect(planOf(CEREMONY, run, 0, at('18:25'))).toMatchObject({ behind: 15, expectedEnd: at('19:15') })
  })

  it('says when the evening is ahead of its plan', () => {
    const run = {
      times: {
        0: { startedAt: iso('18:00'), finishedAt: iso('18:04') },
        1: { startedAt: iso('18:04'), finishedAt: iso('18:14') },
      },
      announcedStart: null,
    }
    expect(planOf(CEREMONY, run, null, at('18:15')).behind).toBe(-15)
  })

  it('leaves out an item that was jumped over', () => {
    const run = {
      times: {
        0: { startedAt: iso('18:00'), finishedAt: iso('18:10') },
        2: { startedAt: iso('18:10'), finishedAt: null },
      },
      announcedStart: null,
    }
    const plan = planOf(CEREMONY, run, 2, at('18:12'))
    expect(plan.rows[1]?.status).toBe('left-out')
    expect(plan).toMatchObject({ behind: -20, expectedEnd: at('18:40'), next: null })
  })

  it('is over when everything was on', () => {
    const run = {
      times: Object.fromEntries(
        AGENDA.map((_, i) => [i, { startedAt: iso('18:00'), finishedAt: iso('19:05') }]),
      ),
      announcedStart: null,
    }
    expect(planOf(CEREMONY, run, null, at('22:00'))).toMatchObject({
      behind: 5,
      now: null,
      next: null,
      expectedEnd: at('19:05'),
    })
  })

  it('of another day is no delay; a rehearsal counts from its own beginning', () => {
    expect(planOf(CEREMONY, NOTHING, null, at('10:00', '2017-02-20')).behind).toBeNull()
    const run = {
      times: { 0: { startedAt: iso('10:00', '2017-02-18'), finishedAt: null } },
      announcedStart: null,
    }
    expect(planOf(CEREMONY, run, 0, at('10:05', '2017-02-18'))).toMatchObject({
      behind: 0,
      plannedEnd: at('11:00', '2017-02-18'),
    })
  })

  it('says that the end is the earliest possible when an item has no minutes', () => {
    const agenda = [...AGENDA, { title: 'Empfang', speaker: '', minutes: null }]
    expect(planOf({ ...CEREMONY, agenda }, NOTHING, null, at('17:00')).hasGaps).toBe(true)
  })
})

describe('a later start to announce', () => {
  it('is a full five minutes, after the plan and after now', () => {
    expect(laterStart(at('18:00'), at('17:40'), 15)).toBe('18:15')
    expect(laterStart(at('18:00'), at('18:02'), 10)).toBe('18:15')
  })
})
