import { describe, expect, it } from 'vitest'
import {
  blankAgendaItem,
  blankCeremony,
  movedItem,
  withoutEmptyRows,
} from '../../../../src/renderer/organizer/ceremony/ceremony-form.ts'
import { suggestedName } from '../../../../src/renderer/organizer/stations/stations.ts'
import { whenAndWhere } from '../../../../src/renderer/organizer/home/overview.ts'
import { formatFor } from '../../../../src/renderer/format.ts'
import { ceremonySchema } from '../../../../src/shared/domain/evening/ceremony.ts'
import { id } from '../../../fixtures/ceremony.ts'

describe('the form of the ceremony', () => {
  it('takes over nothing but what the domain accepts', () => {
    const filled = { ...blankCeremony('2026-11-26'), title: 'Bündnis', host: 'Landkreis', town: 'Nagold' }
    expect(ceremonySchema.parse(filled)).toEqual(filled)
  })

  it('is treated as binding until somebody says otherwise', () => {
    expect(blankCeremony('2026-11-26').contractForm).toBe('unsure')
  })

  it('moves agenda items, and leaves those at the ends where they are', () => {
    expect(movedItem(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(movedItem(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
    expect(movedItem(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
    expect(movedItem(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
  })

  it('drops agenda rows that nobody filled in', () => {
    const agenda = [blankAgendaItem(), { ...blankAgendaItem(), title: 'Begrüßung' }]
    expect(withoutEmptyRows({ ...blankCeremony('2026-11-26'), agenda }).agenda).toHaveLength(1)
  })
})

describe('what the console writes out', () => {
  it('names the day of the ceremony, in any time zone the same', () => {
    expect(formatFor('de-DE').date('2017-02-21')).toBe('21. Februar 2017')
    expect(formatFor('en-GB').date('2017-02-21')).toBe('21 February 2017')
  })

  it('leaves out places nobody has entered', () => {
    const ceremony = { ...blankCeremony('2017-02-21'), room: 'Sitzungssaal' }
    expect(whenAndWhere(ceremony, formatFor('de-DE').date)).toBe('21. Februar 2017, 18:00 · Sitzungssaal')
    expect(whenAndWhere(null, formatFor('de-DE').date)).toBe('')
  })

  it('suggests the first free number for a device', () => {
    const station = {
      id: id.station('s'),
      role: 'reception' as const,
      name: 'Empfang 1',
      tokenHash: '',
      pairedAt: '',
      revokedAt: null,
    }
    expect(suggestedName('Empfang', [station])).toBe('Empfang 2')
  })
})
