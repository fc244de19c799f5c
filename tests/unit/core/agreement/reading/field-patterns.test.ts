import { describe, expect, it } from 'vitest'
import { matchOrganisation } from '../../../../../src/core/agreement/reading/field-patterns.ts'

const REGISTER = [
  'Landkreis Tübingen',
  'Jobcenter Landkreis Tübingen',
  'Universitätsstadt Tübingen',
  'Gemeinde Nehren',
  'Stadt Rottenburg am Neckar',
  'Agentur für Arbeit Reutlingen',
  'IHK Reutlingen',
  'Handwerkskammer Reutlingen',
]

describe('the organisation a printed name means', () => {
  it.each([
    [['Landkreis Tübingen', 'Joachim Walter', 'Landrat'], 'Landkreis Tübingen'],
    [['Jobcenter Landkreis Tübingen'], 'Jobcenter Landkreis Tübingen'],
    [['Für den LANDKREIS TUEBINGEN'], 'Landkreis Tübingen'],
    [['Landrat des Landkreises Tübingen'], 'Landkreis Tübingen'],
    [['Industrie- und Handelskammer', 'Reutlingen'], 'IHK Reutlingen'],
    [
      ['Agentur für Arbeit', 'Reutlingen', 'Vorsitzende der Geschäftsführung'],
      'Agentur für Arbeit Reutlingen',
    ],
    [['Große Kreisstadt Rottenburg am Neckar'], 'Stadt Rottenburg am Neckar'],
    [['Nehren'], 'Gemeinde Nehren'],
    [['Bürgermeister Egon Betz', 'Gemeinde Nehren'], 'Gemeinde Nehren'],
  ])('%j is %s', (lines, organisation) => {
    expect(matchOrganisation(lines, REGISTER)).toBe(organisation)
  })

  it.each([
    [['Tübingen, den 21. Februar 2017']],
    [['72072 Tübingen']],
    [['Kreishandwerkerschaft Tübingen']],
    [['Joachim Walter']],
    [['Reutlingen']],
    [['']],
    [[]],
  ])('%j is none of them', (lines) => {
    expect(matchOrganisation(lines, REGISTER)).toBeNull()
  })

  it('does not guess between two that fit equally well', () => {
    expect(matchOrganisation(['Gemeinde Altdorf'], ['Altdorf (Kreis A)', 'Altdorf (Kreis B)'])).toBeNull()
  })
})
