import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEmail } from '../../../../../src/renderer/organizer/registrations/read-email.ts'

const KNOWN = ['Gemeinde Nehren', 'Jobcenter Landkreis Tübingen', 'IHK Reutlingen']
const read = (lines: string[]) => readEmail(lines.join('\n'), KNOWN)

describe('a pasted e-mail', () => {
  it('with a signature gives name, function, organisation and telephone', () => {
    const reading = read([
      'Von: Egon Betz <e.betz@nehren.example.org>',
      'Gesendet: Dienstag, 7. Februar 2017 09:12',
      'An: Büro des Landrats',
      'Betreff: Kooperationsvereinbarung am 21.02.2017',
      '',
      'Sehr geehrte Damen und Herren,',
      '',
      'vielen Dank für die Einladung, ich nehme gerne teil.',
      '',
      'Mit freundlichen Grüßen',
      '',
      'Egon Betz',
      'Bürgermeister',
      'Gemeinde Nehren',
      'Hauptstraße 32, 72147 Nehren',
      'Tel.: 07473 3787-0',
    ])
    expect(reading).toEqual({
      name: 'Egon Betz',
      organisation: 'Gemeinde Nehren',
      function: 'Bürgermeister',
      email: 'e.betz@nehren.example.org',
      phone: '07473 3787-0',
      companions: 0,
      answer: 'accepted',
    })
  })

  it('without a head takes the name from the farewell and the organisation from its kind', () => {
    const reading = read([
      'Guten Tag, wir kommen gern zu dritt.',
      'Viele Grüße, Ayşe Öztürk',
      'Vorsitzende',
      'Freundeskreis Asyl e.V.',
      'Mobil 0170/1234567',
    ])
    expect(reading).toMatchObject({
      name: 'Ayşe Öztürk',
      organisation: 'Freundeskreis Asyl e.V.',
      function: 'Vorsitzende',
      phone: '0170/1234567',
      companions: 2,
    })
  })

  it('from a form is read by its labels', () => {
    expect(
      read([
        'Name: Dr. Anna Groß',
        'Firma: Häfele',
        'Funktion: Ausbildungsleiterin',
        'Personen: 4',
        'Telefon: +49 7452 95-0',
      ]),
    ).toMatchObject({
      name: 'Dr. Anna Groß',
      organisation: 'Häfele',
      function: 'Ausbildungsleiterin',
      companions: 3,
      phone: '+49 7452 95-0',
    })
  })

  it.each([
    ['wir kommen zu zweit', 1],
    ['ich komme mit meiner Frau', 1],
    ['ich bringe zwei weitere Kollegen mit', 2],
    ['ich komme in Begleitung einer Kollegin', 1],
    ['wir sind insgesamt 5 Personen', 4],
    ['Anzahl Personen: 3', 2],
    ['Begleitpersonen: 2', 2],
    ['Herr Bürgermeister Kühn wird von seiner Frau begleitet', 1],
    ['sie kommt in Begleitung ihres Mannes', 1],
    ['ich melde mich und Frau Ilse Bengel (unsere Kassiererin) an', 1],
    ['bin dabei +1', 1],
    ['Sie erreichen mich unter +49 176 99887766', 0],
    ['gerne komme ich allein', 0],
    ['am 21. Februar um 18 Uhr im Saal 2', 0],
  ])('says how many come along: %s', (sentence, companions) => {
    expect(read([`Guten Tag, ${sentence}.`]).companions).toBe(companions)
  })

  it.each([
    'leider kann ich nicht teilnehmen',
    'ich muss meine Teilnahme leider absagen',
    'ich bin an diesem Tag leider verhindert',
    'I am unable to attend',
    'ich nehme an der Feier nicht teil',
    'ich würde gern kommen, kann aber leider nicht',
    'leider sage ich hiermit ab, zu viele Termine',
  ])('tells a refusal: %s', (sentence) => {
    expect(read([sentence]).answer).toBe('declined')
  })

  it.each([
    'ich nehme teil; nicht teilnehmen kann leider mein Kollege Herr Fink',
    'wir kommen gerne, nur unser Vorstand kann leider nicht',
    'hiermit sage ich zu, Herr Stoll ist leider verhindert',
  ])('is no refusal where only somebody else cannot come: %s', (sentence) => {
    expect(read([sentence]).answer).toBe('accepted')
  })

  it('finds an association, and name and organisation that stand in one line', () => {
    const association =
      'Ich komme gern.\nViele Grüße\nSabine Großmann\nArbeiterwohlfahrt Kreisverband Talheim e. V.'
    expect(readEmail(association, [])).toMatchObject({
      name: 'Sabine Großmann',
      organisation: 'Arbeiterwohlfahrt Kreisverband Talheim e. V.',
    })
    const oneLine = 'Wir kommen zu dritt.\nViele Grüße\nMehmet Şahin, Bäckerei Şahin GmbH'
    expect(readEmail(oneLine, [])).toMatchObject({
      name: 'Mehmet Şahin',
      organisation: 'Bäckerei Şahin GmbH',
      companions: 2,
    })
  })

  it('signed in a hurry is read as well', () => {
    const hurried =
      'Hallo,\nwir kommen.\nGruß\nHans-Peter Nüßle\nDRK Kreisverband Talheim\nVon meinem iPhone gesendet'
    expect(readEmail(hurried, [])).toMatchObject({
      name: 'Hans-Peter Nüßle',
      organisation: 'DRK Kreisverband Talheim',
    })
    const noFarewell =
      'Von: Lena Maier <lena@example.org>\nBetreff: Anmeldung\n\nIch melde mich an.\nLena Maier\nStadtverwaltung Talheim'
    expect(readEmail(noFarewell, [])).toMatchObject({
      name: 'Lena Maier',
      organisation: 'Stadtverwaltung Talheim',
    })
  })

  it('keeps the year in the name of an association', () => {
    const text = 'Ich komme gern.\nViele Grüße\nUwe Schanz\nMusikverein Eintracht Nehren 1921 e. V.'
    expect(readEmail(text, []).organisation).toBe('Musikverein Eintracht Nehren 1921 e. V.')
  })

  it('by order of somebody gives the office of whom it speaks of', () => {
    const text =
      'Guten Tag,\nfür Herrn Bürgermeister Kühn sage ich gerne zu.\ni. A. Petra Vogel\nVorzimmer Bürgermeister\nGemeinde Nehren'
    expect(readEmail(text, KNOWN)).toMatchObject({
      name: 'Kühn',
      function: 'Bürgermeister',
      organisation: 'Gemeinde Nehren',
    })
  })

  it('by order of somebody means whom it speaks of, not who wrote it', () => {
    const text =
      'Guten Tag Frau Keller,\nleider kann Herr Bürgermeister Dr. Kühn nicht teilnehmen.\ni. A. Petra Vogel'
    expect(readEmail(text, [])).toMatchObject({ name: 'Dr. Kühn', answer: 'declined' })
  })

  it('does not count what is only quoted', () => {
    const reading = read([
      'Ich komme gern.',
      'Freundliche Grüße',
      'Jutta Beispiel',
      '',
      'Am 02.02.2017 um 10:01 schrieb Landratsamt <info@example.org>:',
      '> Falls Sie leider nicht teilnehmen können, sagen Sie bitte ab. Tel. 07071 207-0',
    ])
    expect(reading).toMatchObject({ name: 'Jutta Beispiel', answer: 'accepted', phone: '' })
  })

  it('takes neither date nor postcode for a telephone number', () => {
    expect(read(['Am 21.02.2017 um 18:00 Uhr in 72072 Tübingen bin ich dabei.']).phone).toBe('')
  })

  it('whatever it holds, is read in no time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (text) => {
        const begin = performance.now()
        const { companions } = readEmail(text, KNOWN)
        expect(companions).toBeGreaterThanOrEqual(0)
        expect(performance.now() - begin).toBeLessThan(3_000)
      }),
    )
  })
})
