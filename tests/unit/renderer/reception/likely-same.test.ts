import { describe, expect, it } from 'vitest'
import { isLikelySame } from '../../../../src/renderer/reception/likely-same.ts'
import { attendee, id } from '../../../fixtures/ceremony.ts'

const guest = (firstName: string, lastName: string) =>
  attendee({ id: id.attendee('guest'), firstName, lastName })

describe('a guest on the list may be the one whose name is typed', () => {
  it.each([
    ['Ali Kaya', 'Ali', 'Kaya'],
    ['kaya ali', 'Ali', 'Kaya'],
    ['Frau Dr. Jana Meier', 'Jana', 'Meyer'],
    ['mohamed elmansouri', 'Mohammed', 'El Mansouri'],
    ['Schmidt', 'Anna', 'Schmitt'],
    ['Joachim Wal', 'Joachim', 'Walter'],
    ['Käsbohrer', 'Wolf-Dieter', 'Käßbohrer-Lenz'],
    ['Rauschenbhül', 'Annegret', 'Rauschenbühl'],
  ])('as with "%s"', (typed, firstName, lastName) => {
    expect(isLikelySame(typed, guest(firstName, lastName))).toBe(true)
  })

  it.each([
    ['Ali', 'Elke', 'Zwießler'],
    ['Eli Kaya', 'Ali', 'Kara'],
    ['Kaya', 'Zeki', 'Kara'],
    ['Jan Koch', 'Jana', 'Bach'],
    ['Anna Schmidt', 'Peter', 'Schmidt'],
    ['Lee', 'Hoa', 'Li'],
    ['Stein', 'Eva', 'Trautenstein'],
    ['', 'Eva', 'Drexler'],
  ])('but not with "%s"', (typed, firstName, lastName) => {
    expect(isLikelySame(typed, guest(firstName, lastName))).toBe(false)
  })
})
