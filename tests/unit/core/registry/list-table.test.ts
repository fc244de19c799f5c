import { describe, expect, it } from 'vitest'
import { isMappeError } from '../../../../src/shared/errors.ts'
import { namesIn, reading, utf8, windows1252 } from '../../../fixtures/registry/lists.ts'

const faultOf = (file: string | Uint8Array) => {
  try {
    reading(file)
  } catch (error) {
    return isMappeError(error) ? [error.code, error.data] : error
  }
  return null
}
const codeOf = (letter: string): number => letter.charCodeAt(0)
/** UTF-8 that somebody opened as Windows-1252 and saved as UTF-8. */
const misread = (text: string): Uint8Array => utf8(new TextDecoder('windows-1252').decode(utf8(text)))

/** UTF-8 that a program on a Macintosh took for its own old code page. */
const misreadOnMac = (text: string): Uint8Array => utf8(new TextDecoder('macintosh').decode(utf8(text)))

/** UTF-16, little end first. */
const sixteenBits = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'))

describe('encodings', () => {
  const list = 'Vorname;Nachname\nJörg;Größle\n'

  it.each([
    ['UTF-8', utf8(list), 'utf-8'],
    ['UTF-8 with byte order mark', utf8(`\uFEFF${list}`), 'utf-8'],
    ['Windows-1252', windows1252(list), 'windows-1252'],
    ['UTF-16 as Excel saves it', sixteenBits(`\uFEFF${list}`), 'utf-16le'],
    ['UTF-16 without byte order mark', sixteenBits(list), 'utf-16le'],
  ])('reads %s', (_name, bytes, encoding) => {
    const result = reading(bytes)
    expect(namesIn(result)).toEqual(['|Jörg|Größle'])
    expect(result.preview.encoding).toBe(encoding)
  })

  it.each([
    ['MS-DOS', Uint8Array.from([...'Vorname;Nachname\nJ\x94rg;Gr\x94\xe1le'].map(codeOf)), 'ibm850'],
    [
      'an old Macintosh',
      Uint8Array.from([...'Vorname;Nachname\nJ\x9arg;Gr\x9a\xa7le'].map(codeOf)),
      'macintosh',
    ],
  ])('reads the CSV of %s, which Excel offers to save, too', (_name, bytes, encoding) => {
    const result = reading(bytes)
    expect(namesIn(result)).toEqual(['|Jörg|Größle'])
    expect(result.preview.encoding).toBe(encoding)
  })

  it('keeps quotation marks and foreign letters of Windows apart from umlauts of MS-DOS and Macintosh', () => {
    const windows =
      'Nachname;Organisation\nMilo\x9aewi;Verein \x84der Freunde\x94 \xa7 7\n\x8eeljka;\x84offen\x93\n'
    expect(reading(Uint8Array.from([...windows].map(codeOf))).preview.encoding).toBe('windows-1252')
  })

  it.each([
    ['once', misread(list)],
    ['with a byte order mark', misread(`\uFEFF${list}`)],
  ])('notices UTF-8 that was taken for Windows-1252 %s, and mends it on request', (_name, bytes) => {
    expect(reading(bytes).preview).toMatchObject({
      misread: { stands: 'JÃ¶rg', meant: 'Jörg' },
      isMended: false,
    })
    const mended = reading(bytes, {}, { mend: true })
    expect(mended.preview.isMended).toBe(true)
    expect(namesIn(mended)).toEqual(['|Jörg|Größle'])
  })

  it('notices UTF-8 that was taken for that of an old Macintosh, and mends it on request', () => {
    const names = ['Jörg;Größle', 'Ayşe;Öztürk', 'André;Čapek', 'Übel;Ärmel', 'O’Neill;Straße – Süd']
    const bytes = misreadOnMac(`\uFEFFVorname;Nachname\n${names.join('\n')}\n`)
    expect(reading(bytes).preview).toMatchObject({
      misread: { stands: 'J√∂rg', meant: 'Jörg' },
      isMended: false,
    })
    expect(namesIn(reading(bytes, {}, { mend: true }))).toEqual(
      names.map((name) => `|${name.replace(';', '|')}`),
    )
  })

  it('mends the other words of such a line in which somebody has put one right by hand', () => {
    const byHand = utf8('Vorname;Nachname;Organisation\nJ√∂rg;Größle;St√§dtetag S√ºd\n')
    const mended = reading(byHand, {}, { mend: true })
    expect(namesIn(mended)).toEqual(['|Jörg|Größle'])
    expect(mended.preview.newOrganisations).toEqual(['Städtetag Süd'])
  })

  it.each([
    ['a root', 'Wurzel √2 und √x'],
    ['mathematics', 'Kreis;√π;√Ω'],
    ['quotation marks of several languages', '«école» »Öffnung« ‚Ärzte‘ „Übung“'],
    ['dashes and points', 'Ost–Österreich …ähnlich —Über'],
    ['an aperture, and about', 'ƒ/2,8 ≈20 ≈ 30 Äpfel'],
    ['a line with an angle', '¬ Ödland'],
  ])('takes for sound what only looks like it: %s', (_what, words) => {
    const bytes = utf8(`Nachname\n${words}\n`)
    expect(reading(bytes).preview.misread).toBeNull()
  })

  it('mends what was misread twice at one go', () => {
    const twice = reading(misread(new TextDecoder().decode(misread(list))), {}, { mend: true })
    expect(twice.preview.misread).toEqual({ stands: 'JÃƒÂ¶rg', meant: 'Jörg' })
    expect(namesIn(twice)).toEqual(['|Jörg|Größle'])
  })

  it('mends the other words of a line in which somebody has put one right by hand', () => {
    const byHand = utf8('Vorname;Nachname;Organisation\nJÃ¶rg;Größle;StÃ¤dtetag SÃ¼d\n')
    const mended = reading(byHand, {}, { mend: true })
    expect(namesIn(mended)).toEqual(['|Jörg|Größle'])
    expect(mended.preview.newOrganisations).toEqual(['Städtetag Süd'])
  })

  it('finds nothing to mend in a sound list', () => {
    expect(reading(utf8('Nachname\nÂngström\nÖzel Ã\n')).preview.misread).toBeNull()
  })

  it('drops the stray zeros that other programs leave', () => {
    expect(namesIn(reading(utf8('Vorname;Nachname\nJörg\u0000;Größle\u0000\n')))).toEqual(['|Jörg|Größle'])
  })

  it('mends only the lines that were misread', () => {
    const mixed = new Uint8Array([...misread('Nachname\nŞahin\n'), ...utf8('Müller\nMENÜ“ und Ä\n')])
    expect(reading(mixed, {}, { mend: true }).attendees.map(({ lastName }) => lastName)).toEqual([
      'Şahin',
      'Müller',
      'MENÜ“ und Ä',
    ])
  })

  it('follows the encoding that the user chose', () => {
    expect(reading(utf8('Nachname\nJørg'), {}, { encoding: 'windows-1252' }).preview.encoding).toBe(
      'windows-1252',
    )
    expect(namesIn(reading(windows1252('Nachname\nJörg'), {}, { encoding: 'utf-8' }))).toEqual([
      '||J\uFFFDrg',
    ])
  })
})

describe('separators', () => {
  it.each([';', ',', '\t', '|'])('finds out %j', (separator) => {
    const rows = [
      ['Vorname', 'Nachname', 'Funktion'],
      ['Eva', 'Abel', '"Leiterin; Sprecherin, Haus | Hof"'],
    ]
    const { preview, attendees } = reading(rows.map((row) => row.join(separator)).join('\r\n'))
    expect(preview.separator).toBe(separator)
    expect(attendees).toMatchObject([{ lastName: 'Abel', function: 'Leiterin; Sprecherin, Haus | Hof' }])
  })

  it('obeys a sep line and counts it', () => {
    const { preview } = reading('sep=|\r\nVorname|Nachname\r\nEva|Abel\r\n')
    expect(preview).toMatchObject({ separator: '|', diff: { added: [{ line: 3 }] } })
  })

  it('leaves the comma alone in a list of one column', () => {
    expect(namesIn(reading('Name\nMüller, Hans\nHans von der Heide\nDr. Anna Groß\n'))).toEqual([
      '|Hans|Müller',
      '|Hans|von der Heide',
      'Dr.|Anna|Groß',
    ])
  })

  it.each([
    [',', ['Name', 'Vorname', 'Firma;Nachname;Amt']],
    [';', ['Name,Vorname,Firma', 'Nachname', 'Amt']],
  ] as const)('takes the separator that the user chose: %s', (separator, headers) => {
    const { preview } = reading('Name,Vorname,Firma;Nachname;Amt\n', {}, { separator })
    expect(preview.columns.map(({ header }) => header)).toEqual(headers)
  })
})

describe('the header', () => {
  it('may stand below titles and empty lines', () => {
    const { preview } = reading(
      'Gästeliste;;\nStand: 1. Oktober;;\n;;\nVorname;Nachname;Amt\nEva;Abel;Rätin\n',
    )
    expect(preview).toMatchObject({
      accepted: 1,
      refused: [],
      headerLine: 4,
      diff: { added: [{ line: 5, name: 'Eva Abel', function: 'Rätin' }] },
    })
  })

  it('may be English', () => {
    const { attendees } = reading(
      'Title,First Name,Last Name,Company,Job Title,Email Address\nMr,John,Doe,ACME,CEO,j@example.org',
    )
    expect(attendees).toMatchObject([
      {
        salutation: 'Mr',
        title: '',
        firstName: 'John',
        lastName: 'Doe',
        function: 'CEO',
        email: 'j@example.org',
      },
    ])
  })

  it('is not misled by the columns of an Outlook export', () => {
    const { preview } = reading(
      'Anrede,Vorname,Nachname,Firma,Position,Ort geschäftlich,Ort privat,Rückmeldung,E-Mail-Adresse,Ort,Partner,Notizen\nHerr Dr.,A,B,C,D,E,F,G,h@example.org,I,J,K',
    )
    const used = preview.columns
      .filter(({ target }) => target !== null)
      .map(({ header, target }) => [header, target])
    expect(used).toEqual([
      ['Anrede', 'salutation'],
      ['Vorname', 'firstName'],
      ['Nachname', 'lastName'],
      ['Firma', 'organisation'],
      ['Position', 'function'],
      ['Ort geschäftlich', 'town'],
      ['E-Mail-Adresse', 'email'],
      ['Notizen', 'note'],
    ])
  })

  it('prefers the telephone at work to the private one, and takes another where that is empty', () => {
    const { attendees } = reading(
      'Vorname,Nachname,Telefon (privat),Telefon geschäftlich,Mobiltelefon,E-Mail-Adresse,E-Mail-Typ\n' +
        'Eva,Abel,0711 1,07071 2,0170 3,,SMTP\nUdo,Koch,0711 4,,,,SMTP\nIda,Holm,,,0170 5,,SMTP\n',
    )
    expect(attendees.map(({ phone }) => phone)).toEqual(['07071 2', '0711 4', '0170 5'])
  })

  it('takes a salutation cell with a title apart', () => {
    expect(reading('Anrede;Nachname\nHerr Dr.;Abel\nFamilie;Berg').attendees).toMatchObject([
      { salutation: 'Herr', title: 'Dr.' },
      { salutation: 'Familie', title: '' },
    ])
  })

  it('without names is shown, so that somebody can say what the columns mean', () => {
    const strange = 'Wer;Woher\nEva Abel;Stadt Weiler'
    expect(reading(strange).preview).toMatchObject({ hasNames: false, accepted: 0, rows: 1 })
    const chosen = reading(strange, {}, { columns: ['name', 'organisation'] })
    expect(chosen.preview).toMatchObject({ hasNames: true, newOrganisations: ['Stadt Weiler'] })
    expect(namesIn(chosen)).toEqual(['|Eva|Abel'])
  })

  it('may be missing altogether', () => {
    const { preview, attendees } = reading(
      'Eva;Abel;Amt A\nUdo;Koch;Amt B',
      {},
      {
        headerLine: 0,
        columns: ['firstName', 'lastName', 'organisation'],
      },
    )
    expect(preview).toMatchObject({ headerLine: 0, rows: 2, columns: [{ header: 'Spalte 1' }, {}, {}] })
    expect(attendees.map(({ lastName }) => lastName)).toEqual(['Abel', 'Koch'])
  })

  it('is not taken from the first guest of a list that has none', () => {
    const { preview } = reading(
      'Eva,von der Heide,Amt A,Rätin,07071 12,e@example.org\nUdo,Koch,Amt B,Rat,,\n',
    )
    expect(preview).toMatchObject({ headerLine: 0, rows: 2, hasNames: false })
    expect(preview.columns.map(({ header }) => header).slice(0, 2)).toEqual(['Spalte 1', 'Spalte 2'])
  })

  it('is where the user says it is', () => {
    const { preview } = reading('Vorname;Nachname\nName;Firma\nEva Abel;Amt A', {}, { headerLine: 2 })
    expect(preview).toMatchObject({ headerLine: 2, diff: { added: [{ name: 'Eva Abel', line: 3 }] } })
  })

  it('may bear a word twice: the first column counts, and it is told', () => {
    const { preview, attendees } = reading('Nachname;Telefon;Telefon\nAbel;07071 1;07071 2')
    expect(attendees).toMatchObject([{ phone: '07071 1' }])
    expect(preview.findings).toMatchObject([{ kind: 'repeated-headers', example: 'Telefon' }])
  })
})

describe('quotes', () => {
  it('hold line breaks, and the lines below keep their numbers', () => {
    const { preview } = reading('Nachname;Bemerkung\r\nAbel;"a\r\nb\r\nc"\r\nBerg;\r\n')
    expect(preview.diff.added.map(({ line, name }) => [line, name])).toEqual([
      [2, 'Abel'],
      [5, 'Berg'],
    ])
  })

  it('that are never closed do not swallow the rest', () => {
    const { attendees } = reading('Nachname;Funktion\nAbel;"Leiterin\nBerg;Rat\n')
    expect(attendees.map(({ lastName }) => lastName)).toEqual(['Abel', 'Berg'])
  })
})

describe('files that are no list', () => {
  it.each([
    ['nothing', '', ['FILE_EMPTY', {}]],
    ['blanks', ' \r\n\t\r\n', ['FILE_EMPTY', {}]],
    ['a PDF', '%PDF-1.7\n…', ['FILE_NOT_A_TABLE', { reason: 'pdf' }]],
    [
      'a broken Excel workbook',
      'PK\u0003\u0004…[Content_Types].xml…xl/workbook.xml',
      ['FILE_NOT_A_TABLE', { reason: 'damaged' }],
    ],
    [
      'a web page in 16 bits, as some portals send for .xls',
      sixteenBits('\uFEFF<html><table>'),
      ['FILE_NOT_A_TABLE', { reason: 'html' }],
    ],
    [
      'a workbook with a password',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...sixteenBits('EncryptedPackage')]),
      ['FILE_NOT_A_TABLE', { reason: 'password' }],
    ],
    ['a web page', '<!DOCTYPE html><table>', ['FILE_NOT_A_TABLE', { reason: 'html' }]],
    ['control characters', 'Name\u0000\u0001', ['FILE_NOT_A_TABLE', { reason: 'binary' }]],
  ])('are named: %s', (_name, content, fault) => expect(faultOf(content)).toEqual(fault))

  it.each([
    ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0], 'xls'],
    ['a picture', [0xff, 0xd8, 0xff, 0xe0], 'image'],
  ])('are named: %s', (_name, bytes, kind) =>
    expect(faultOf(Uint8Array.from(bytes))).toEqual(['FILE_NOT_A_TABLE', { reason: kind }]),
  )

  it('are refused above ten megabytes or two hundred thousand lines', () => {
    expect(faultOf(new Uint8Array(10 * 1024 * 1024 + 1).fill(0x61))).toEqual([
      'FILE_TOO_LARGE',
      { megabytes: 10 },
    ])
    expect(faultOf(`Name\n${'a\n'.repeat(200_001)}`)).toEqual(['FILE_TOO_LARGE', { lines: 200_000 }])
  })
})
