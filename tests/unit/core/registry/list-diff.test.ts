import { describe, expect, it } from 'vitest'
import { NO_CHOICES } from '../../../../src/core/registry/list-reading.ts'
import type { KnownRegistry } from '../../../../src/core/registry/list-reading.ts'
import { readList } from '../../../../src/core/registry/read-list.ts'
import type { ListChoices } from '../../../../src/shared/contract/registry.ts'
import type { AttendeeId } from '../../../../src/shared/domain/ids.ts'
import { reading, utf8 } from '../../../fixtures/registry/lists.ts'

const HEAD = 'Vorname;Nachname;Organisation;Funktion;E-Mail;Zeichnungsberechtigt\n'
const FIRST =
  HEAD +
  'Eva;Abel;Amt A;Rätin;abel@example.org;ja\n' +
  'Udo;Koch;Amt A;Referent;koch@example.org;nein\n' +
  'Jörg;Meier;Amt B;Leiter;meier@example.org;nein\n'

/** The registry after FIRST was taken over. */
const known = (more: Partial<KnownRegistry> = {}): KnownRegistry => ({ ...reading(FIRST), ...more })
const idOf = ({ attendees }: KnownRegistry, lastName: string): AttendeeId =>
  attendees.find((attendee) => attendee.lastName === lastName)!.id
const compare = (list: string, registry: KnownRegistry, choices: Partial<ListChoices> = {}) =>
  readList({ bytes: utf8(list), fileName: 'x.csv', choices: { ...NO_CHOICES, ...choices } }, registry, () =>
    crypto.randomUUID(),
  )

describe('a list that is imported again', () => {
  it('changes nothing', () => {
    const { preview, attendees, removed } = compare(FIRST, known())
    expect(preview.diff.counts).toEqual({ added: 0, changed: 0, vanished: 0, doubtful: 0, unchanged: 3 })
    expect([attendees, removed]).toEqual([[], []])
  })

  it('is shown field by field, old and new', () => {
    const { preview, attendees } = compare(FIRST.replace('Rätin', 'Direktorin'), known())
    expect(preview.diff.changed).toMatchObject([
      { name: 'Eva Abel', fields: [{ field: 'function', from: 'Rätin', to: 'Direktorin', isTaken: true }] },
    ])
    expect(attendees).toMatchObject([{ lastName: 'Abel', function: 'Direktorin', email: 'abel@example.org' }])
  })

  it('changes only the fields that are ticked', () => {
    const registry = known()
    const list = FIRST.replace('Rätin;abel@', 'Direktorin;eva.abel@')
    const fields = [{ attendeeId: idOf(registry, 'Abel'), take: ['email' as const] }]
    expect(compare(list, registry, { fields }).attendees).toMatchObject([
      { function: 'Rätin', email: 'eva.abel@example.org' },
    ])
  })

  it('shows an empty cell, and takes nothing away by itself', () => {
    const { preview, attendees } = compare(FIRST.replace('Rätin', ''), known())
    expect(preview.diff.changed).toMatchObject([{ fields: [{ field: 'function', to: '', isTaken: false }] }])
    expect(attendees).toEqual([])
  })

  it('says nothing of columns that it does not have', () => {
    const { preview } = compare('Vorname;Nachname;Organisation\nEva;Abel;Amt A\n', known())
    expect(preview.diff.counts).toMatchObject({ changed: 0, unchanged: 1, vanished: 2 })
  })

  it('leaves alone whoever has been let in, but for an explicit tick', () => {
    const registry = known()
    const id = idOf(registry, 'Abel')
    const arrived = { ...registry, standings: { [id]: 'arrived' as const } }
    const list = FIRST.replace('Rätin', 'Direktorin')
    const shown = compare(list, arrived)
    expect(shown.preview.diff.changed).toMatchObject([{ standing: 'arrived', fields: [{ isTaken: false }] }])
    expect(shown.attendees).toEqual([])
    const ticked = compare(list, arrived, { fields: [{ attendeeId: id, take: ['function'] }] })
    expect(ticked).toMatchObject({ attendees: [{ function: 'Direktorin' }], overArrived: [id] })
  })

  it('never touches whoever has signed, ticked or not', () => {
    const registry = known()
    const id = idOf(registry, 'Abel')
    const signed = { ...registry, standings: { [id]: 'signed' as const } }
    const fields = [{ attendeeId: id, take: ['function' as const] }]
    expect(compare(FIRST.replace('Rätin', 'Direktorin'), signed, { fields }).attendees).toEqual([])
  })
})

describe('guests who vanished from the list', () => {
  const shorter = FIRST.replace(/^Udo.*\n/m, '')

  it('stay unless they are ticked', () => {
    const registry = known()
    const { preview, removed } = compare(shorter, registry)
    expect(preview.diff.vanished).toMatchObject([{ name: 'Udo Koch', isRemovable: true }])
    expect(removed).toEqual([])
    const id = idOf(registry, 'Koch')
    expect(compare(shorter, registry, { remove: [id] }).removed).toEqual([id])
  })

  it('cannot be removed once they are here', () => {
    const registry = known()
    const id = idOf(registry, 'Koch')
    const arrived = { ...registry, standings: { [id]: 'arrived' as const } }
    const { preview, removed } = compare(shorter, arrived, { remove: [id] })
    expect(preview.diff.vanished).toMatchObject([{ isRemovable: false, standing: 'arrived' }])
    expect(removed).toEqual([])
  })

  it('are only those who came from a list', () => {
    const registry = known()
    const byHand = registry.attendees.map((attendee) => ({ ...attendee, origin: 'manual' as const }))
    expect(compare(shorter, { ...registry, attendees: byHand }).preview.diff.vanished).toEqual([])
  })
})

describe('a row that may mean somebody who is known', () => {
  const withRow = (row: string) => FIRST.replace(/^Jörg.*\n/m, `${row}\n`)
  const doubtOf = (row: string) => compare(withRow(row), known()).preview.diff.doubtful[0]

  it.each([
    ['Jörg;Maier;Amt B;Leiter;;', 'sounds-alike', true],
    ['Joerg;Meyer;Amt B;Leiter;;', 'sounds-alike', true],
    ['J.;Meier;Amt B;Leiter;;', 'sounds-alike', true],
    ['Meier;Jörg;Amt B;Leiter;;', 'names-swapped', true],
    ['Jörg;Meier;Amt C;Leiter;;', 'other-organisation', false],
  ])('is asked about: %s', (row, because, isSame) => {
    expect(doubtOf(row)).toMatchObject({ because, isSame, known: { name: 'Jörg Meier' } })
  })

  it.each(['Anna;Meier;Amt B;;;', 'Jörg;Schulze;Amt B;;;', 'Jörg;Maier;Amt C;;;'])(
    'is somebody else without asking: %s',
    (row) => expect(doubtOf(row)).toBeUndefined(),
  )

  it('is the same person by e-mail when a name agrees, also after a marriage', () => {
    const { preview } = compare(withRow('Jörg;Schulze;Amt B;Leiter;meier@example.org;'), known())
    expect(preview.diff.changed).toMatchObject([
      { fields: [{ field: 'lastName', from: 'Meier', to: 'Schulze' }] },
    ])
  })

  it('is another person though a couple shares the mailbox', () => {
    const { preview } = compare(withRow('Petra;Meier;Amt B;Leiterin;meier@example.org;'), known())
    expect(preview.diff).toMatchObject({ counts: { added: 1, changed: 0, doubtful: 0 } })
  })

  it('becomes one person or two, as was decided', () => {
    const registry = known()
    const list = withRow('Jörg;Maier;Amt B;Leiter;meier2@example.org;')
    const same = compare(list, registry, { doubts: [{ line: 4, isSame: true }] })
    expect(same.attendees).toMatchObject([{ id: idOf(registry, 'Meier'), lastName: 'Maier' }])
    const two = compare(list, registry, { doubts: [{ line: 4, isSame: false }] })
    expect(two.attendees).toMatchObject([{ lastName: 'Maier' }])
    expect(two.attendees[0]?.id).not.toBe(idOf(registry, 'Meier'))
    expect(two.preview.diff.vanished).toEqual([])
  })
})

describe('lists of other programs', () => {
  it('from pretix are recognised, blocked tickets left out', () => {
    const { preview, attendees } = reading(
      'Bestellnummer,Name Teilnehmer*in,Name Teilnehmer*in: Vorname,Name Teilnehmer*in: Nachname,Produkt,E-Mail,Firma,Sitzplatz,Sitzbezeichnung,Gesperrt\n' +
        'A1,Eva Abel,Eva,Abel,Gast,a@example.org,Amt A,3,Reihe 1 Platz 3,Nein\nA2,Udo Koch,Udo,Koch,Gast,,Amt A,4,Reihe 1 Platz 4,Ja\n',
    )
    expect(preview).toMatchObject({
      source: 'pretix',
      refused: [{ reason: 'called-off', value: 'Udo Koch' }],
    })
    expect(attendees).toMatchObject([{ firstName: 'Eva', lastName: 'Abel', seat: 'Reihe 1 Platz 3' }])
  })

  it('from Eventbrite are recognised, refunds left out', () => {
    const { preview, attendees } = reading(
      'Order #,Order Date,First Name,Last Name,Email,Attendee #,Attendee Status,Home City,Job Title,Company\n' +
        '1,11/29/24 22:28,Eva,Abel,a@example.org,7,Attending,Weiler,CEO,ACME\n2,x,Udo,Koch,,8,Refunded,,,\n',
    )
    expect(preview).toMatchObject({ source: 'eventbrite', refused: [{ reason: 'called-off' }] })
    expect(attendees).toMatchObject([{ lastName: 'Abel', function: 'CEO' }])
  })

  it('from Outlook are recognised; spouse and callback number are not taken for anything else', () => {
    const { preview, partners } = reading(
      'Anrede,Vorname,Nachname,Firma,Position,Rückmeldung,Partner,E-Mail-Typ,E-Mail-Adresse\nFrau,Eva,Abel,,Rätin,07071 1,Adam Abel,SMTP,a@example.org',
    )
    expect(preview.source).toBe('outlook')
    expect(
      preview.columns.filter(({ header }) => /Partner|Rück/.test(header)).map(({ target }) => target),
    ).toEqual([null, null])
    expect(partners).toEqual([])
  })

  it('of whatever source leave out whoever has said no', () => {
    const { preview, attendees } = reading(
      'Vorname;Nachname;Funktion;Organisation;Rückmeldung\nEva;Abel;;Amt A;zugesagt\nUdo;Koch;;Amt A;abgesagt\nIda;Holm;;Amt B;nein, verhindert\nAli;Can;;Amt B;noch offen\n',
    )
    expect(attendees.map(({ lastName }) => lastName)).toEqual(['Abel', 'Can'])
    expect(preview.refused).toMatchObject([
      { reason: 'called-off', line: 3 },
      { reason: 'called-off', line: 4 },
    ])
  })

  it('from a telephone book in the web are read', () => {
    const { attendees } = reading(
      'First Name,Last Name,Name Prefix,Nickname,Organization Name,Organization Title,E-mail 1 - Value,Phone 1 - Value\nEva,Abel,Dr.,Evi,Amt A,Rätin,a@example.org,07071 1',
    )
    expect(attendees).toMatchObject([
      { title: 'Dr.', function: 'Rätin', email: 'a@example.org', phone: '07071 1' },
    ])
  })

  it('from alf.io are recognised', () => {
    expect(
      reading('firstName,lastName,email,lang,reference,company\nEva,Abel,,de,7,Amt A').preview,
    ).toMatchObject({
      source: 'alfio',
      accepted: 1,
      newOrganisations: ['Amt A'],
    })
  })
})

describe('what programs have done to a list', () => {
  it('is found', () => {
    const { preview } = reading(
      'Nachname;Telefon;Platz;Funktion\nAbel;70712073001;3-02;=SUMME(A1)\nBerg;4,97E+11;03. Feb;Rat\nCohn;07071 1;1;Rat',
    )
    expect(preview.findings).toEqual([
      { kind: 'formulas', count: 1, line: 2, example: '=SUMME(A1)' },
      { kind: 'lost-zeros', count: 1, line: 2, example: '70712073001' },
      { kind: 'rounded-numbers', count: 1, line: 3, example: '4,97E+11' },
      { kind: 'seat-dates', count: 1, line: 3, example: '03. Feb' },
    ])
  })

  it('is not suspected where somebody wrote a plus or a dash before words', () => {
    const { preview } = reading('Nachname;Bemerkung\nAbel;+ 1 Begleitung\nBerg;- kommt später -')
    expect(preview.findings).toEqual([])
  })
})
