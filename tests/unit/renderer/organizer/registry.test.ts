import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { capacityText } from '../../../../src/renderer/organizer/registry/capacity-text.ts'
import { capacitySchema } from '../../../../src/shared/domain/registry/registry.ts'
import {
  asParties,
  attendeeRows,
  filtered,
  guestsWhoMaySign,
  nextOrder,
  partnerRows,
  reordered,
} from '../../../../src/renderer/organizer/registry/tables.ts'
import { signatoriesIn } from '../../../../src/renderer/organizer/signatories.ts'
import { signatoriesOf } from '../../../../src/shared/domain/signing/turn.ts'
import {
  attendee,
  COMPANY,
  COUNTY,
  id,
  JOBCENTER,
  MANAGER,
  partner,
  play,
  prepared,
} from '../../../fixtures/ceremony.ts'

const LOCALES = join(import.meta.dirname, '../../../../src/renderer/locales')
const names = (query: string) =>
  filtered(attendeeRows(prepared()), query, ({ name, organisation }) => `${name} ${organisation}`).map(
    ({ name }) => name,
  )

describe('the table of partners', () => {
  it('lists those who sign in their order, then the guests', () => {
    expect(partnerRows(prepared()).map((row) => row.partner.id)).toEqual([COUNTY, JOBCENTER, COMPANY])
  })

  it('names who may sign, and how many people come', () => {
    expect(partnerRows(prepared())[1]).toMatchObject({ signatories: ['Ayşe Öztürk'], attendees: 2 })
  })

  it('finds the guests by role of whom somebody may sign, until the agreement is open', () => {
    const brought = partner({ id: id.partner('brought'), name: 'Hochschule', role: 'guest' })
    const rector = attendee({
      id: id.attendee('rector'),
      lastName: 'Rektorin',
      partnerId: brought.id,
      maySign: true,
    })
    const state = prepared()
    const withList = {
      ...state,
      partners: { ...state.partners, [brought.id]: brought },
      attendees: { ...state.attendees, [rector.id]: rector },
    }
    expect(guestsWhoMaySign(state)).toEqual([])
    expect(guestsWhoMaySign({ ...withList, agreement: null })).toEqual([brought])
    expect(asParties(withList.partners, [brought])).toEqual([
      { ...brought, role: 'contracting-party', order: 3 },
    ])
  })

  it('moves a partner by swapping two numbers', () => {
    const { partners } = prepared()
    expect(reordered(partners, JOBCENTER, -1).map((each) => [each.id, each.order])).toEqual([
      [JOBCENTER, 1],
      [COUNTY, 2],
    ])
  })

  it('moves nobody beyond the ends', () => {
    const { partners } = prepared()
    expect(reordered(partners, COUNTY, -1)).toEqual([])
    expect(reordered(partners, JOBCENTER, 1)).toEqual([])
    expect(reordered(partners, COMPANY, -1)).toEqual([])
  })

  it('gives everybody a number of their own when some had none', () => {
    const late = partner({ id: id.partner('late'), name: 'Zuletzt', role: 'alliance-partner' })
    const partners = { ...prepared().partners, [late.id]: late }
    expect(reordered(partners, late.id, -1).map((each) => [each.id, each.order])).toEqual([
      [late.id, 2],
      [JOBCENTER, 3],
    ])
  })

  it('offers the next free place', () => {
    expect(nextOrder(prepared().partners)).toBe(3)
    expect(nextOrder({})).toBe(1)
  })
})

describe('the words for a capacity', () => {
  it.each(['de', 'en'])('exist for every one (%s)', (language) => {
    const { capacity } = JSON.parse(readFileSync(join(LOCALES, language, 'common.json'), 'utf8'))
    const keys = capacitySchema.options.map((each) => capacityText(each).replace('common.capacity.', ''))
    expect(keys.map((key) => typeof capacity[key])).toEqual(['string', 'string', 'string'])
  })
})

describe('filtering a table', () => {
  it('finds names however their umlauts and accents are typed', () => {
    expect(names('oeztuerk')).toEqual(['Ayşe Öztürk'])
    expect(names('Lukaszewska')).toEqual(['Eva Łukaszewska'])
    expect(names('gross')).toEqual(['Jörg Groß'])
  })

  it('wants every word, from name and organisation alike', () => {
    expect(names('jobcenter jörg')).toEqual(['Jörg Groß'])
    expect(names('jobcenter walter')).toEqual([])
  })

  it('shows everything while nothing is typed', () => {
    expect(names('  ')).toHaveLength(4)
  })
})

describe('who may sign, asked for all partners at once', () => {
  it('is who the domain names, stand-ins and absent people included', () => {
    const standIn = attendee({ id: id.attendee('stand-in'), lastName: 'Vertreter', maySign: true })
    const { state } = play(
      [{ type: 'substitute', payload: { absentId: MANAGER, substitute: standIn, reason: '' } }],
      { state: prepared() },
    )
    const signatories = signatoriesIn(state)
    for (const partnerId of [COUNTY, JOBCENTER, COMPANY]) {
      expect(signatories(partnerId)).toEqual(signatoriesOf(state, partnerId))
    }
    expect(signatories(JOBCENTER).map((person) => person.id)).toEqual([standIn.id])
  })
})
