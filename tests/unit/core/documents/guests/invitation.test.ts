import { describe, expect, it } from 'vitest'
import { readPages } from '../../../../../src/core/agreement/reading/page-text.ts'
import { greetingOf, makeInvitations } from '../../../../../src/core/documents/guests/invitation.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { textOf } from '../reading.ts'

const guest = {
  salutation: 'Frau',
  title: 'Dr.',
  firstName: 'Ayşe',
  lastName: 'Öztürk',
  function: 'Dezernentin',
  organisation: 'Landkreis Ahrental',
  seat: '3-02',
  code: 'K7Q2M9XD4HTR',
}
const ceremony = {
  title: 'Unterzeichnung des Bündnisses',
  host: 'Landkreis Ahrental',
  date: '2026-11-24',
  time: '18:00',
  room: 'Großer Sitzungssaal',
  address: 'Wilhelmstraße 1, Ahrental',
}

describe('an invitation', () => {
  it.each([
    [{}, 'Sehr geehrte Frau Dr. Öztürk'],
    [{ salutation: 'Herrn', title: '' }, 'Sehr geehrter Herr Öztürk'],
    [{ salutation: '' }, 'Guten Tag Dr. Ayşe Öztürk'],
  ])('greets as one should: %j', (changes, greeting) => {
    expect(greetingOf({ ...guest, ...changes })).toBe(greeting)
  })

  it('is one page per guest, tagged, with when, where, seat and a described code', async () => {
    const guests = [guest, { ...guest, firstName: 'Mehmet', seat: '' }]
    const bytes = await makeInvitations(
      { ceremony, guests, madeAt: '2026-11-01T08:00:00Z' },
      await fontFaces(),
    )
    const pages = await readPages(bytes)
    expect(pages).toHaveLength(2)
    const text = (await textOf(bytes)).join('\n')
    for (const part of [
      'Dr. Ayşe Öztürk',
      'Dienstag, 24. November 2026, 18:00 Uhr',
      'Großer Sitzungssaal',
      '3-02',
      'Mehmet',
    ])
      expect(text).toContain(part)
    const source = Buffer.from(bytes).toString('latin1')
    expect(source).toContain('/MarkInfo')
    expect(source).toContain('/StructTreeRoot')
  })
})
