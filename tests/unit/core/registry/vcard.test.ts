import { describe, expect, it } from 'vitest'
import { reading, windows1252 } from '../../../fixtures/registry/lists.ts'

const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')

describe('contacts', () => {
  it('in vCard 4 become guests, folded lines and escapes undone', () => {
    const { preview, attendees, partners } = reading(
      card(
        'VERSION:4.0',
        'N:von der Heide;Jörg;;Herr Dr.;',
        'FN:Dr. Jörg von der Heide',
        'ORG:Landratsamt Musterberg\\; Außenstelle;Sozialamt',
        'TITLE:Leiter\\, stellvertr',
        ' etender Dezernent',
        'item1.EMAIL;TYPE=home:privat@example.org',
        'item2.EMAIL;TYPE=work:amt@example.org',
        'TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+49-30-1234',
        'ADR;TYPE=work:;;Weg 1;Musterberg;;12345;',
        'NOTE:erste\\nzweite',
      ),
    )
    expect(preview).toMatchObject({ format: 'vcard', source: 'vcard', accepted: 1, refused: [] })
    expect(partners).toMatchObject([{ name: 'Landratsamt Musterberg; Außenstelle', town: 'Musterberg' }])
    expect(attendees).toMatchObject([
      {
        salutation: 'Herr',
        title: 'Dr.',
        firstName: 'Jörg',
        lastName: 'von der Heide',
        function: 'Leiter, stellvertretender Dezernent',
        email: 'amt@example.org',
        phone: '+49-30-1234',
        note: 'erste\nzweite',
      },
    ])
  })

  it('in vCard 2.1 from Outlook are read with their own charset and soft line breaks', () => {
    const outlook = card(
      'VERSION:2.1',
      'N;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6=',
      'rg',
      'ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=BCro=20S=C3=BCd',
    )
    const { attendees, partners } = reading(windows1252(outlook))
    expect(attendees).toMatchObject([{ firstName: 'Jörg', lastName: 'Müller' }])
    expect(partners).toMatchObject([{ name: 'Büro Süd' }])
  })

  it('come several in one file, each with the line where it begins; groups and firms are nobody', () => {
    const file =
      card('N:Abel;Eva;;;') +
      card('KIND:group', 'FN:Alle', 'N:Alle;;;;') +
      card('FN:Firma Beispiel', 'ORG:Firma Beispiel') +
      card('FN:Frau Dr. Anna Groß')
    const { preview } = reading(file)
    expect(preview.diff.added.map(({ line, name }) => [line, name])).toEqual([
      [1, 'Eva Abel'],
      [13, 'Dr. Anna Groß'],
    ])
    expect(preview.refused).toMatchObject([{ line: 9, reason: 'last-name-missing' }])
  })

  it('that break off in the middle keep what is whole', () => {
    expect(reading('BEGIN:VCARD\nN:Abel;Eva\nEMAIL:e@exa').preview.refused).toMatchObject([
      { reason: 'email-invalid', value: 'e@exa' },
    ])
  })
})
