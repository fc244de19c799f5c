import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { partnerSchema } from '../../../../src/shared/domain/registry/registry.ts'
import { namesIn, partner, reading } from '../../../fixtures/registry/lists.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const file = (path: string) => new Uint8Array(readFileSync(join(ROOT, path)))
const HEAD = 'Vorname;Nachname;Organisation;E-Mail;Zeichnungsberechtigt;Vertretungsart\n'
const one = (row: string) => reading(HEAD + row)
const refusal = (row: string) => {
  const [refused] = one(row).preview.refused
  return refused && [refused.line, refused.column, refused.reason, refused.value]
}

describe('the lists that offices send', () => {
  it('reads an Excel list in Windows-1252 with a sep line, and names every row it refuses', () => {
    const { preview, attendees } = reading(file('tests/fixtures/registry/gaeste-excel-windows1252.csv'))
    expect(preview).toMatchObject({ encoding: 'windows-1252', separator: ';', accepted: 9 })
    expect(attendees[0]).toMatchObject({
      lastName: 'Hölzlwimmer',
      function: 'Bürgermeisterin',
      maySign: true,
    })
    expect(attendees[2]?.function).toBe('Geschäftsführerin, Vorsitzende der Arbeitsgruppe Ausbildung')
    expect(attendees.at(-1)).toMatchObject({ firstName: 'Götz', lastName: 'von Allmersdorf', origin: 'list' })
    expect(preview.refused.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [10, 'Nachname', 'last-name-missing'],
      [11, 'E-Mail', 'email-invalid'],
      [12, 'Zeichnungsberechtigt', 'yes-no-unknown'],
    ])
  })

  it('reads a list in UTF-8 with byte order mark, foreign letters untouched', () => {
    const { preview, attendees } = reading(file('tests/fixtures/registry/gaeste-utf8-bom.csv'))
    expect(preview).toMatchObject({ encoding: 'utf-8', separator: ';', refused: [], refusedCsv: null })
    expect(attendees.map(({ lastName }) => lastName)).toEqual(
      expect.arrayContaining(['Łukaszewski', 'Şahin', 'Đorđević', 'Nguyễn', 'Trần', 'Papadópoulos', 'Kılıç']),
    )
  })

  it('places all guests of the sample with the partners of the sample', () => {
    const rows: Record<string, unknown>[] = JSON.parse(
      readFileSync(join(ROOT, 'resources/sample/partners.json'), 'utf8'),
    )
    const partners = rows.map(({ key, ...row }) => partnerSchema.parse({ ...row, id: key }))
    const { preview, partners: added } = reading(file('resources/sample/attendees.csv'), { partners })
    expect(preview).toMatchObject({ accepted: 120, refused: [], alreadyKnown: 0 })
    expect(added).toEqual([])
  })
})

describe('a row', () => {
  it('becomes an attendee with all the columns the list has', () => {
    const { attendees, partners } = reading(
      'Anrede;Titel;Vorname;Name;Aussprache;Position;Behörde;Kategorie;Ort;E-Mail-Adresse;Telefonnummer;Sitzplatz;' +
        'Zeichnungsberechtigt (ja/nein);Vertretungsart;Bemerkungen\n' +
        'Herr;Dr.;Cemil;Öztürk;ös-TÜRK;Dezernent;Landratsamt Ahrental;Landkreis;Ahrental;c@example.org;030 1;3-02;ja;i. V.;"eine\nzweite"',
    )
    expect(partners).toMatchObject([
      { name: 'Landratsamt Ahrental', role: 'guest', category: 'county', town: 'Ahrental', order: null },
    ])
    expect(attendees).toMatchObject([
      {
        partnerId: partners[0]?.id,
        salutation: 'Herr',
        title: 'Dr.',
        firstName: 'Cemil',
        lastName: 'Öztürk',
        pronunciation: 'ös-TÜRK',
        function: 'Dezernent',
        email: 'c@example.org',
        phone: '030 1',
        seat: '3-02',
        maySign: true,
        capacity: 'i.V.',
        note: 'eine\nzweite',
        origin: 'list',
      },
    ])
  })

  it.each([
    [';;Amt X;;;', [2, 'Nachname', 'last-name-missing', '']],
    ['A;B;;a(at)b.de;;', [2, 'E-Mail', 'email-invalid', 'a(at)b.de']],
    ['A;B;;;vielleicht;', [2, 'Zeichnungsberechtigt', 'yes-no-unknown', 'vielleicht']],
    ['A;B;;;;i. B.', [2, 'Vertretungsart', 'capacity-unknown', 'i. B.']],
    ['A;B;;;;;zu viel', [2, '', 'too-many-cells', 'zu viel']],
    [`A;${'b'.repeat(301)};;;;`, [2, 'Nachname', 'text-too-long', 'b'.repeat(301)]],
    ['\nA;B;;;;;;\nA;b;;;;', [4, '', 'duplicate-in-file', 'A b']],
  ])('is refused with line, column, reason and value: %s', (row, expected) =>
    expect(refusal(row)).toEqual(expected),
  )

  it.each(['ja', 'JA', 'x', 'X', '1', 'true', 'WAHR', 'yes', '✓'])(
    'says by "%s" that the person may sign',
    (word) => expect(one(`A;B;;;${word};`).attendees[0]?.maySign).toBe(true),
  )

  it.each(['', 'nein', 'Nein', '0', 'false', 'FALSCH', 'no', '–'])(
    'says by "%s" that the person may not sign',
    (word) => expect(one(`A;B;;;${word};`).attendees[0]?.maySign).toBe(false),
  )

  it.each([
    ['', 'in-office'],
    ['im Amt', 'in-office'],
    ['i. V.', 'i.V.'],
    ['i.V.', 'i.V.'],
    ['in Vertretung', 'i.V.'],
    ['i. A.', 'i.A.'],
    ['im Auftrag', 'i.A.'],
  ])('says by "%s" that the person signs %s', (word, capacity) =>
    expect(one(`A;B;;;;${word}`).attendees[0]?.capacity).toBe(capacity),
  )

  it('is read where one column holds salutation and title, and another says who signs', () => {
    const [first, second] = reading(
      'Anrede / Titel;Name, Vorname;Zeichnet?\nHerrn Dr. jur.;Müller-Lüdenscheidt, Hans-Jürgen;ja\nFrau;von der Größten Höhe, Änne;nein',
    ).attendees
    expect(first).toMatchObject({ title: 'Dr. jur.', lastName: 'Müller-Lüdenscheidt', maySign: true })
    expect(second).toMatchObject({ salutation: 'Frau', lastName: 'von der Größten Höhe', maySign: false })
  })

  it('keeps what looks like a formula as the text it is', () => {
    expect(one('=1+1;@SUM(A1);-Verein;;;').attendees[0]).toMatchObject({
      firstName: '=1+1',
      lastName: '@SUM(A1)',
    })
  })

  it('is never re-cased', () => {
    expect(namesIn(one('hans;von der HEIDE;;;;'))).toEqual(['|hans|von der HEIDE'])
  })

  it('with a sum below the list is nobody', () => {
    const { attendees, preview } = reading('Name;Organisation\nEva Abel;Amt A\n;\n27;\n')
    expect(attendees).toHaveLength(1)
    expect(preview.refused).toMatchObject([{ line: 4, reason: 'last-name-missing' }])
  })

  it('is skipped when it is empty', () => {
    const { preview } = reading(`${HEAD}A;B;;;;\n;;;;;\n\n   ;;;;;\nC;D;;;;\n`)
    expect(preview).toMatchObject({ accepted: 2, refused: [] })
    expect(preview.diff.added.map(({ line }) => line)).toEqual([2, 6])
  })
})

describe('organisations', () => {
  const known = [
    partner('tue', 'Universitätsstadt Tübingen'),
    partner('lk', 'Landkreis Tübingen', 'Landkreis'),
    partner('moe', 'Stadt Mössingen'),
    partner('w1', 'Stadt Weiler'),
    partner('w2', 'Gemeinde Weiler'),
  ]
  const placeOf = (name: string) => {
    const { attendees, partners } = reading(`Name;Firma\nAbel;${name}`, { partners: known })
    return partners[0]?.name ?? attendees[0]?.partnerId
  }

  it.each([
    ['stadt moessingen', 'moe'],
    ['Mössingen', 'moe'],
    ['Stadtverwaltung Mössingen', 'moe'],
    ['Landkreis', 'lk'],
    ['LANDKREIS TÜBINGEN', 'lk'],
    ['Stadt Tübingen', 'tue'],
    ['Gemeinde Weiler', 'w2'],
  ])('"%s" is a partner already', (name, id) => expect(placeOf(name)).toBe(id))

  it.each(['Weiler', 'Jobcenter Landkreis Tübingen', 'Volkshochschule Mössingen', 'Stadt'])(
    '"%s" is not taken for a partner that it may not be',
    (name) => expect(placeOf(name)).toBe(name),
  )

  it('are added once, however often and in whatever spelling they stand in the list', () => {
    const { partners, attendees } = reading(
      'Name;Firma\nAbel;Café Süd GmbH\nBerg;CAFÉ SUED GMBH\nCohn;Café Süd\nDorn;',
    )
    expect(partners.map(({ name }) => name)).toEqual(['Café Süd GmbH'])
    expect(attendees.map(({ partnerId }) => partnerId)).toEqual([
      partners[0]?.id,
      partners[0]?.id,
      partners[0]?.id,
      null,
    ])
  })

  it('are not added for rows that are refused', () => {
    expect(one('A;;Amt X;;;').partners).toEqual([])
  })
})

describe('reading a list again', () => {
  it('leaves those alone who are known at the same organisation, and takes them at another', () => {
    const list = 'Vorname;Nachname;Firma\nEva;Müller;Amt A\nEva;Mueller;Amt B\nUdo;Koch;Amt A\n'
    const first = reading('Vorname;Nachname;Firma\nEva;Müller;Amt A\n')
    const again = reading(list, first)
    expect(again.preview).toMatchObject({ accepted: 2, alreadyKnown: 1, newOrganisations: ['Amt B'] })
    expect(namesIn(again)).toEqual(['|Eva|Mueller', '|Udo|Koch'])
  })

  it('takes the refused rows back once they are corrected, with their plus signs', () => {
    const first = reading('Nachname;Telefon;E-Mail\nAbel;+49 30 1;a(at)b.de\n;030;x@example.org\n')
    const csv = first.preview.refusedCsv ?? ''
    expect(csv.split('\r\n')[0]).toBe('\uFEFFNachname;Telefon;E-Mail;Zeile;Spalte;Grund')
    expect(csv).toContain(`2;E-Mail;Das ist keine gültige E-Mail-Adresse.`)
    const second = reading(csv.replace('a(at)b.de', 'a@b.de'))
    expect(second.attendees).toMatchObject([{ lastName: 'Abel', phone: '+49 30 1', email: 'a@b.de' }])
    expect(second.preview.refused).toMatchObject([{ reason: 'last-name-missing' }])
  })
})
