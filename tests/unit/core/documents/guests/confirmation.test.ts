import { describe, expect, it } from 'vitest'
import { confirmationText } from '../../../../../src/core/documents/guests/confirmation.ts'
import type { Confirmation } from '../../../../../src/core/documents/guests/confirmation.ts'

const confirmation: Confirmation = {
  ceremony: {
    title: 'Unterzeichnung <Bündnis & mehr>',
    host: 'Landkreis Ahrental',
    date: '2026-11-24',
    time: '18:00',
    room: 'Großer Sitzungssaal',
    address: 'Wilhelmstraße 1, Ahrental',
    agenda: ['Begrüßung', 'Unterzeichnung', 'Empfang'],
  },
  guest: { salutation: 'Frau', title: 'Dr.', firstName: 'Ayşe', lastName: 'Öztürk', seat: '3-02' },
  answer: 'accepted',
  persons: 3,
}
const written = (changes: Partial<Confirmation> = {}) =>
  confirmationText({ ...confirmation, ...changes }, { cid: 'code@here' })

describe('the letter after an answer', () => {
  it('confirms persons, time, place, seat and agenda, and asks for the code', () => {
    const { subject, text } = written()
    expect(subject).toBe('Ihre Anmeldung: Unterzeichnung <Bündnis & mehr>')
    expect(text).toBe(
      [
        'Sehr geehrte Frau Dr. Öztürk,',
        'vielen Dank für Ihre Anmeldung. Wir freuen uns auf Sie und haben 3 Plätze vorgemerkt: für Sie und 2 Begleitpersonen.',
        'Anlass: Unterzeichnung <Bündnis & mehr>\nWann: Dienstag, 24. November 2026, 18:00 Uhr\nWo: Großer Sitzungssaal, Wilhelmstraße 1, Ahrental\nIhr Platz: 3-02\nProgramm: Begrüßung · Unterzeichnung · Empfang',
        'Bitte zeigen Sie den Code am Einlass, auf dem Telefon oder ausgedruckt. Er liegt dieser Nachricht als Bild bei.',
        'Den Termin für Ihren Kalender finden Sie im Anhang.',
        'Wenn Sie doch nicht kommen können, geben Sie uns bitte kurz Bescheid.',
        'Mit freundlichen Grüßen\nLandkreis Ahrental',
      ].join('\n\n'),
    )
  })

  it.each([
    [1, 'haben einen Platz für Sie vorgemerkt.'],
    [2, 'haben 2 Plätze vorgemerkt: für Sie und eine Begleitperson.'],
  ])('says for %i persons what is kept', (persons, sentence) => {
    expect(written({ persons }).text).toContain(sentence)
  })

  it('says the same in HTML, with the picture, and marks nothing up that was only written', () => {
    const { html } = written()
    expect(html).toContain('<b>Unterzeichnung &lt;Bündnis &amp; mehr&gt;</b>')
    expect(html).toContain('<img src="cid:code@here" width="180" height="180" alt="QR-Code für den Einlass">')
    expect(html).toContain('Sehr geehrte Frau Dr. Öztürk,')
  })

  it('promises the waiting no place and gives them no code', () => {
    const { subject, text, html } = written({ answer: 'waiting' })
    expect(subject).toContain('Warteliste')
    expect(text).toContain('für 3 Personen. Zurzeit sind leider alle Plätze vergeben.')
    expect(html).not.toContain('<img')
    expect(text).not.toMatch(/Code|Anhang/)
  })

  it('regrets a refusal', () => {
    const { subject, text, html } = written({ answer: 'declined' })
    expect(subject).toContain('Ihre Absage')
    expect(text).toContain('Wir bedauern sehr, dass Sie nicht dabei sein können')
    expect(`${text}${html}`).not.toMatch(/cid:|Anhang|Platz/)
  })
})
