import { describe, expect, it } from 'vitest'
import { deletionNote } from '../../../../src/core/privacy/deletion-note.ts'
import { arrivalsTable } from '../../../../src/core/export/arrivals.ts'
import { logTable } from '../../../../src/core/export/door-log.ts'
import { planRedaction } from '../../../../src/shared/domain/privacy/redaction-plan.ts'
import type { Command } from '../../../../src/shared/domain/decide.ts'
import type { RecordedEvent } from '../../../../src/shared/domain/events.ts'
import { HOST_STATION } from '../../../../src/shared/domain/ids.ts'
import { whatRemains } from '../../../../src/shared/domain/privacy/redaction.ts'
import { DEPUTY, LANDRAT, play, PREPARATION, VISITOR } from '../../../fixtures/ceremony.ts'

const CLOCK = 'Europe/Berlin'
const WHEN = { at: '2017-02-21T17:00:00.000Z', station: HOST_STATION }

const EVENING: Command[] = [
  ...PREPARATION,
  { type: 'check-in', payload: { attendeeId: VISITOR } },
  { type: 'check-in', payload: { attendeeId: LANDRAT } },
]

/** The evening and its journal, on which these guests had themselves deleted. */
function after(...gone: (typeof VISITOR)[]) {
  const { state, events } = play(EVENING)
  const facts = events.map((event, at) => ({ ...event, ...WHEN, seq: at + 1 }) as RecordedEvent)
  for (const attendeeId of gone) {
    const asked = { what: 'person' as const, attendeeId, why: 'requested' as const, now: new Date(WHEN.at) }
    const payload = planRedaction(state, facts, asked)
    for (const event of play([{ type: 'redact', payload }], { state }).events)
      facts.push({ ...event, ...WHEN, seq: state.seq } as RecordedEvent)
  }
  return { state, facts: whatRemains(facts) }
}

describe('a list from which somebody was deleted', () => {
  it('says nothing while nobody was', () => expect(deletionNote(after().state)).toBe(''))

  it('says how many, and how many of them go on being counted in the hall', () => {
    expect(deletionNote(after(VISITOR).state)).toBe(
      'Ein Eintrag wurde nach Art. 17 DSGVO gelöscht. Dazu gehörte eine Person, die im Saal weiter mitzählt.',
    )
    expect(deletionNote(after(VISITOR, DEPUTY).state)).toContain(
      '2 Einträge wurden nach Art. 17 DSGVO gelöscht.',
    )
  })

  it('says it in the last row of the arrivals, and when in the door log', () => {
    const { state, facts } = after(VISITOR)
    expect(arrivalsTable(state, CLOCK).rows.at(-1)?.join('')).toBe(deletionNote(state))
    const acts = logTable(facts, CLOCK).rows.map((row) => row[2])
    expect(acts.at(-1)).toBe('Eintrag gelöscht (Art. 17 DSGVO)')
  })
})
