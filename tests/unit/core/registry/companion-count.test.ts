import { describe, expect, it } from 'vitest'
import { columnsOf } from '../../../../src/core/registry/columns.ts'
import { companionCount } from '../../../../src/core/registry/companion-count.ts'
import { readList } from '../../../../src/core/registry/read-list.ts'
import { attendee, id } from '../../../fixtures/ceremony.ts'
import { reading, utf8 } from '../../../fixtures/registry/lists.ts'

const HEAD = 'Vorname;Nachname;Organisation;Begleitung\n'
const counted = (cell: string) => companionCount(cell, 'companions')
const along = (list: string) => reading(list).attendees.map(({ companions }) => companions)
const findings = (list: string) => reading(list).preview.findings

describe('the column of companions', () => {
  it.each([
    'Begleitung',
    'Begleitpersonen',
    'Anzahl Begleitpersonen',
    'Anzahl der Begleitpersonen',
    'Begleitperson(en)',
    'Begleitung (Anzahl)',
    'Number of companions',
  ])('is known by the header %s', (header) => {
    expect(columnsOf(['Nachname', header])[1]?.target).toBe('companions')
  })

  it.each(['Personenzahl', 'Anzahl Personen', 'Anzahl der Personen'])(
    'counts the guest, too, under the header %s',
    (header) => {
      expect(columnsOf(['Nachname', header])[1]?.target).toBe('persons')
      expect(along(`Vorname;Nachname;${header}\nEva;Abel;3\nUdo;Koch;1\n`)).toEqual([2, undefined])
    },
  )

  it('is not one of names', () => {
    expect(columnsOf(['Nachname', 'Name der Begleitung', 'Person']).map(({ target }) => target)).toEqual([
      'lastName',
      null,
      null,
    ])
  })

  it('goes before the number of persons, where the row fills it', () => {
    const list = 'Nachname;Anzahl Personen;Begleitpersonen\nAbel;5;1\nKoch;5;\n'
    expect(along(list)).toEqual([1, 4])
  })
})

describe('a cell about companions', () => {
  it.each([
    ['2', 2],
    ['+1', 1],
    ['+ 1', 1],
    ['2,0', 2],
    ['2 Personen', 2],
    ['1 Begleitperson', 1],
    ['0', 0],
    ['keine', 0],
    ['nein', 0],
    ['50', 50],
  ])('gives the number in "%s"', (cell, count) => {
    expect(counted(cell)).toBe(count)
  })

  it.each(['', ' ', '-', '–'])('says nothing with "%s"', (cell) => {
    expect(counted(cell)).toBe('silent')
  })

  it.each(['ja', '2-3', '100', '51', '-1', '1,5', '2x', '?', 'mit Frau', 'noch offen'])(
    'is unclear with "%s"',
    (cell) => {
      expect(counted(cell)).toBe('unclear')
    },
  )

  it.each(['Maria Schmidt', 'Dr. Eva Koch und Udo Koch', 'Öztürk, Ayşe'])('holds names in "%s"', (cell) => {
    expect(counted(cell)).toBe('names')
  })

  it('has no guest who is nobody under the number of persons', () => {
    expect(companionCount('0', 'persons')).toBe('unclear')
    expect(companionCount('51', 'persons')).toBe(50)
  })
})

describe('a list with companions', () => {
  it('takes guests whose companions are unclear, and says where', () => {
    const list = `${HEAD}Eva;Abel;Amt A;2\nUdo;Koch;Amt A;ja\nJörg;Meier;Amt B;100\n`
    expect(along(list)).toEqual([2, undefined, undefined])
    expect(findings(list)).toEqual([{ kind: 'companions-unclear', count: 2, line: 3, example: 'ja' }])
    expect(reading(list).preview.refused).toEqual([])
  })

  it('leaves names of companions alone, and says so', () => {
    const list = `${HEAD}Eva;Abel;Amt A;Maria Schmidt\nUdo;Koch;Amt A;\n`
    expect(reading(list).attendees.map(({ companions, note }) => [companions, note])).toEqual([
      [undefined, ''],
      [undefined, ''],
    ])
    expect(findings(list)).toEqual([
      { kind: 'companions-named', count: 1, line: 2, example: 'Maria Schmidt' },
    ])
  })

  it('puts the names into the remark when the column is chosen for it', () => {
    const list = `${HEAD}Eva;Abel;Amt A;Maria Schmidt\n`
    const { attendees, preview } = reading(
      list,
      {},
      {
        columns: ['firstName', 'lastName', 'organisation', 'note'],
      },
    )
    expect(attendees).toMatchObject([{ note: 'Maria Schmidt' }])
    expect(preview.findings).toEqual([])
  })

  it('tells the new guests’ companions in the comparison', () => {
    const { added } = reading(`${HEAD}Eva;Abel;Amt A;2\nUdo;Koch;Amt A;0\n`).preview.diff
    expect(added.map(({ companions }) => companions)).toEqual([2, undefined])
  })
})

describe('a list with companions that comes again', () => {
  const guest = attendee({ id: id.attendee('a'), firstName: 'Eva', lastName: 'Abel', companions: 2 })
  const compared = (cell: string, more: object = {}) =>
    readList(
      { bytes: utf8(`Vorname;Nachname;Begleitung\nEva;Abel;${cell}\n`), fileName: 'x.csv' },
      { partners: [], attendees: [guest], ...more },
      () => 'new',
    )

  it('shows another number, and takes it over', () => {
    const { preview, attendees } = compared('3')
    expect(preview.diff.changed).toMatchObject([
      { fields: [{ field: 'companions', from: '2', to: '3', isTaken: true }] },
    ])
    expect(attendees).toEqual([{ ...guest, companions: 3 }])
  })

  it('takes the companions away with a 0', () => {
    expect(compared('0').attendees[0]).not.toHaveProperty('companions')
  })

  it.each(['', '2', 'ja', 'Maria Schmidt'])('leaves everything as it is with "%s"', (cell) => {
    expect(compared(cell)).toMatchObject({ attendees: [], preview: { alreadyKnown: 1 } })
  })

  it('does not contradict what a guest has answered', () => {
    expect(compared('3', { answered: [guest.id] })).toMatchObject({
      attendees: [],
      preview: { alreadyKnown: 1 },
    })
  })

  it('proposes nothing for whoever has been let in', () => {
    const { preview, attendees } = compared('0', { standings: { [guest.id]: 'arrived' } })
    expect(preview.diff.changed).toMatchObject([{ fields: [{ field: 'companions', isTaken: false }] }])
    expect(attendees).toEqual([])
  })
})
