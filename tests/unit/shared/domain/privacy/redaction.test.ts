import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../../../../src/shared/domain/decide.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import type { RecordedEvent } from '../../../../../src/shared/domain/events.ts'
import { hindranceOf } from '../../../../../src/shared/domain/privacy/erasable.ts'
import { HOST_STATION } from '../../../../../src/shared/domain/ids.ts'
import type { AttendeeId, SpeakerId } from '../../../../../src/shared/domain/ids.ts'
import { planRedaction } from '../../../../../src/shared/domain/privacy/redaction-plan.ts'
import { whatRemains } from '../../../../../src/shared/domain/privacy/redaction.ts'
import { DELETED, personScope } from '../../../../../src/shared/domain/privacy/redaction-scope.ts'
import { emptyState, evolve, evolveAll } from '../../../../../src/shared/domain/evolve.ts'
import {
  attendee,
  COUNTY,
  DEPUTY,
  id,
  JOBCENTER,
  LANDRAT,
  MANAGER,
  prepared,
  PREPARATION,
  SIGNATURE,
  VISITOR,
} from '../../../../fixtures/ceremony.ts'

const PEOPLE = [LANDRAT, MANAGER, DEPUTY, VISITOR]
const NOW = new Date('2017-02-21T18:00:00.000Z')
const AT = NOW.toISOString()

/** A journal in miniature: commands that are refused leave nothing. */
function journalOf(commands: readonly Command[]) {
  const state = emptyState()
  const facts: RecordedEvent[] = []
  const run = (command: Command) => {
    try {
      const decision = decide(state, command, { station: HOST_STATION })
      if (!('events' in decision)) return
      for (const event of decision.events) {
        const fact = { ...event, seq: state.seq + 1, at: AT, station: HOST_STATION } as RecordedEvent
        evolve(state, structuredClone(fact))
        facts.push(fact)
      }
    } catch {
      // a rule forbids it as things stand
    }
  }
  commands.forEach(run)
  return { state, facts, run }
}

const person = fc.constantFrom(...PEOPLE)
const other = (name: string) => attendee({ id: id.attendee(name), lastName: name })
const commands: fc.Arbitrary<Command> = fc.oneof(
  person.map((attendeeId) => ({ type: 'check-in' as const, payload: { attendeeId, companions: 1 } })),
  person.map((attendeeId) => ({ type: 'undo-check-in' as const, payload: { attendeeId, reason: 'falsch' } })),
  fc.tuple(person, fc.constantFrom('Eins', 'Zwei')).map(([absentId, name]) => ({
    type: 'substitute' as const,
    payload: { absentId, substitute: other(name), reason: '' },
  })),
  person.map((attendeeId) => ({
    type: 'join-companions' as const,
    payload: { attendeeId, by: 0, named: [other('Drei')] },
  })),
  person.map((attendeeId) => ({
    type: 'register-guest' as const,
    payload: {
      attendee: other(attendeeId),
      partner: null,
      channel: 'email' as const,
      companions: 1,
      note: '',
      evenIfFull: false,
    },
  })),
  fc.constant({ type: 'open-speaker-list' as const, payload: { minutes: null, newcomersFirst: true } }),
  fc.tuple(person, fc.nat(5)).map(([attendeeId, at]) => ({
    type: 'add-speaker' as const,
    payload: { speakerId: `speaker-${at}` as SpeakerId, attendeeId, name: '', organisation: '' },
  })),
  fc
    .nat(5)
    .map((at) => ({ type: 'call-speaker' as const, payload: { speakerId: `speaker-${at}` as SpeakerId } })),
  fc.constant({ type: 'take-back-run-step' as const, payload: {} }),
  fc.constantFrom(COUNTY, JOBCENTER).map((partnerId) => ({
    type: 'call-partner' as const,
    payload: { partnerId, attendeeId: null, stationId: null },
  })),
  fc.constant({ type: 'give-signature' as const, payload: { partnerId: COUNTY, signature: SIGNATURE } }),
  fc.constant({
    type: 'withdraw-signature' as const,
    payload: { partnerId: COUNTY, reason: 'verschrieben' },
  }),
  fc.constant({ type: 'open-agreement' as const, payload: {} }),
  fc.uniqueArray(person, { minLength: 1 }).map((ids) => ({
    type: 'note-printed' as const,
    payload: {
      kind: 'badge' as const,
      prints: ids.map((attendeeId) => ({ attendeeId, shown: '0'.repeat(16) })),
    },
  })),
)

describe('a deletion in any evening', () => {
  it('leaves no word of the person, keeps the headcount, and others as they are', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 30 }), person, (played, gone) => {
        const { state, facts, run } = journalOf([...PREPARATION, ...played])
        const before = structuredClone(state)
        const plan = planOf(state, facts, gone)
        if (!plan) return
        run({ type: 'redact', payload: plan })
        const after = evolveAll(emptyState(), structuredClone(whatRemains(facts)))
        expect(after.present).toBe(before.present)
        expect(after.attendees[gone]).toBeUndefined()
        const { redactions: _kept, ...seen } = after
        expect(JSON.stringify(seen)).not.toContain(`"${gone}"`)
        expect(after.signing).toEqual(
          JSON.parse(JSON.stringify(before.signing).replaceAll(`"${gone}"`, 'null')),
        )
        for (const each of Object.values(before.attendees)) {
          if (each.id === gone) continue
          expect(after.attendees[each.id]?.lastName).toBe(each.lastName)
          expect(after.arrivals[each.id]).toEqual(before.arrivals[each.id])
          expect(after.prints.badge[each.id]).toEqual(before.prints.badge[each.id])
        }
        expect(after.runSteps.length).toBe(before.runSteps.length)
        expect(after.run.speakers.waiting.map(({ id: speaker }) => speaker)).toEqual(
          before.run.speakers.waiting.map(({ id: speaker }) => speaker),
        )
      }),
      { numRuns: 300 },
    )
  })
})

function planOf(state: ReturnType<typeof emptyState>, facts: RecordedEvent[], attendeeId: AttendeeId) {
  if (!state.attendees[attendeeId] || hindranceOf(state, attendeeId)) return null
  return planRedaction(state, facts, { what: 'person', attendeeId, why: 'requested', now: NOW })
}

describe('a name in a text', () => {
  const textFor = (guest: ReturnType<typeof attendee>, more: object = {}) => {
    const state = prepared()
    Object.assign(state.attendees, { [guest.id]: guest }, more)
    return personScope(state, guest.id, [guest]).text
  }
  const ayse = attendee({
    id: id.attendee('x'),
    title: 'Dr.',
    firstName: 'Ayşe',
    lastName: 'Özdemir',
    email: 'a@b.example',
  })

  it('is taken out in every spelling, as a whole word', () => {
    const text = textFor(ayse)
    expect(text('mit Dr. Ayşe Özdemir, ÖZDEMIR, Ayşe oder a@b.example')).toBe(
      `mit ${DELETED}, ${DELETED} oder ${DELETED}`,
    )
    expect(text('Frau Özdemir kommt, Özdemirs Haus nicht')).toBe(`Frau ${DELETED} kommt, Özdemirs Haus nicht`)
  })

  it('that another guest bears, too, is only taken out together with the first name', () => {
    const twin = attendee({ id: id.attendee('y'), firstName: 'Cem', lastName: 'Özdemir' })
    const text = textFor(ayse, { [twin.id]: twin })
    expect(text('Ayşe Özdemir und Herr Özdemir')).toBe(`${DELETED} und Herr Özdemir`)
  })

  it('with letters that mean something in a pattern does no harm', () => {
    const odd = attendee({ id: id.attendee('z'), firstName: 'A.', lastName: '(x+)[y' })
    expect(textFor(odd)('ein A. (x+)[y und Abx')).toBe(`ein ${DELETED} und Abx`)
  })
})
