import { describe, expect, it } from 'vitest'
import {
  blankAccession,
  candidates,
  concludedStates,
} from '../../../../src/renderer/organizer/accession/accession.ts'
import { copiesNeeded } from '../../../../src/renderer/organizer/closing/closing.ts'
import { begun, COMPANY, id, partner, play, sealed } from '../../../fixtures/ceremony.ts'

describe('beginning an accession', () => {
  it('offers everybody who has not signed: those of the evening first, then who was entered since, then guests', () => {
    const late = partner({ id: id.partner('late'), name: 'Alte Weberei', role: 'alliance-partner', order: 3 })
    const { state } = play([{ type: 'save-partner', payload: { partner: late } }], { state: sealed() })
    expect(candidates(state).map(({ partner: { name }, before }) => `${name}: ${before}`)).toEqual([
      'Jobcenter: on-paper',
      'Alte Weberei: none',
      'Firma Beispiel: guest',
    ])
  })

  it('proposes the ceremony’s title and town, and today', () => {
    expect(blankAccession(sealed(), '2017-03-03')).toEqual({
      partners: [],
      title: 'Unterzeichnung',
      place: 'Tübingen',
      date: '2017-03-03',
    })
  })
})

describe('the closing during an accession', () => {
  it('keeps what was sealed before within reach', () => {
    const { state } = play([begun(1, [COMPANY])], { state: sealed() })
    expect(concludedStates(sealed())).toEqual([])
    expect(concludedStates(state)).toMatchObject([{ document: 0, state: { agreement: { accession: null } } }])
  })

  it('counts one paper original more than partners: the host keeps one', () => {
    const { state } = play([begun(1, [COMPANY])], { state: sealed() })
    expect(copiesNeeded(state)).toBe(2)
  })
})
