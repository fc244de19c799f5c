import { describe, expect, test } from 'vitest'
import { partnerNamed, splitName } from '../../../../src/renderer/reception/names.ts'
import { standInFor, walkIn } from '../../../../src/renderer/reception/new-guest.ts'
import { attendeeSchema, partnerSchema } from '../../../../src/shared/domain/registry/registry.ts'
import { attendeeId, guest, partner, partnerId } from './door.ts'

describe('a name as it is said at the door', () => {
  test.each([
    ['Eva Kern', '', '', 'Eva', 'Kern'],
    ['Kern', '', '', '', 'Kern'],
    ['Kern, Eva', '', '', 'Eva', 'Kern'],
    ['Dr. Ayşe Öztürk', '', 'Dr.', 'Ayşe', 'Öztürk'],
    ['Frau Prof. Dr. Eva von der Heide', 'Frau', 'Prof. Dr.', 'Eva', 'von der Heide'],
    ['Herrn Kern', 'Herr', '', '', 'Kern'],
    ['Anna Lena Schmidt-Kern', '', '', 'Anna Lena', 'Schmidt-Kern'],
    ['von Berg', '', '', '', 'von Berg'],
    ['  Jan   Kowalski ', '', '', 'Jan', 'Kowalski'],
  ])('%s', (typed, salutation, title, firstName, lastName) => {
    expect(splitName(typed)).toEqual({ salutation, title, firstName, lastName })
  })

  test.each([
    ['ottilie hubermann', '', '', 'Ottilie', 'Hubermann'],
    ["frau dr. med. şule o'brien-öz", 'Frau', 'Dr. med.', 'Şule', "O'Brien-Öz"],
    ['hans von der heide', '', '', 'Hans', 'von der Heide'],
    ['DE GROOT Piet', '', '', 'DE GROOT', 'Piet'],
  ])('without capitals, as one types in a hurry, gets them for the badge: %s', (typed, ...parts) => {
    const { salutation, title, firstName, lastName } = splitName(typed)
    expect([salutation, title, firstName, lastName]).toEqual(parts)
  })
})

const known = [partner('jc', 'Jobcenter Musterkreis', 'JC'), partner('gg', 'Gemeinde Grünau')]

describe('an organisation as it is said at the door', () => {
  test('is recognised by its name or abbreviation, however spelt', () => {
    expect(partnerNamed(known, 'jc')?.id).toBe('jc')
    expect(partnerNamed(known, 'gemeinde gruenau')?.id).toBe('gg')
  })

  test('that nobody knows is nobody’s', () => {
    expect(partnerNamed(known, 'Gemeinde')).toBeNull()
    expect(partnerNamed(known, '')).toBeNull()
  })
})

describe('a guest on no list', () => {
  const ids = { attendee: attendeeId('new'), partner: partnerId('new-partner') }

  test('joins the organisation that is known', () => {
    const { attendee, partner } = walkIn('Eva Kern', 'JC', known, ids)
    expect(attendee).toMatchObject({ partnerId: 'jc', origin: 'walk-in', firstName: 'Eva', maySign: false })
    expect(partner).toBeNull()
  })

  test('brings a new organisation along, as a guest that signs nothing', () => {
    const { attendee, partner } = walkIn('Eva Kern', 'Turnverein', known, ids)
    expect(attendee.partnerId).toBe(partner?.id)
    expect(partner).toMatchObject({ name: 'Turnverein', role: 'guest', order: null })
    expect(attendeeSchema.parse(attendee)).toEqual(attendee)
    expect(partnerSchema.parse(partner)).toEqual(partner)
  })

  test('may come without any', () => {
    expect(walkIn('Eva Kern', ' ', known, ids)).toMatchObject({
      attendee: { partnerId: null },
      partner: null,
    })
  })
})

describe('somebody who comes for another', () => {
  const absent = guest('chef', 'Brandt', { partnerId: 'jc', seat: 'A4', maySign: true })
  const entered = {
    name: 'Jan Kowalski',
    function: ' Stellvertreter ',
    maySign: true,
    capacity: 'i.V.' as const,
    authoritySeenBy: 'Frau Weber',
  }

  test('takes the seat and signs in the capacity that was shown', () => {
    const person = standInFor(absent, entered, attendeeId('jan'))
    expect(person).toMatchObject({
      partnerId: 'jc',
      seat: 'A4',
      function: 'Stellvertreter',
      capacity: 'i.V.',
      authoritySeenBy: 'Frau Weber',
      substituteFor: 'chef',
    })
    expect(attendeeSchema.parse(person)).toEqual(person)
  })

  test('who does not sign has no capacity and no authority', () => {
    const person = standInFor(absent, { ...entered, maySign: false }, attendeeId('jan'))
    expect(person).toMatchObject({ maySign: false, capacity: 'in-office', authoritySeenBy: '' })
  })
})
