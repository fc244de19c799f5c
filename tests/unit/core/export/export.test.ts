import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { guestsTable, partnersTable } from '../../../../src/core/export/registry.ts'
import { arrivalsTable } from '../../../../src/core/export/arrivals.ts'
import { logTable } from '../../../../src/core/export/door-log.ts'
import { cellsOf } from '../../../../src/core/export/table.ts'
import { toXlsx } from '../../../../src/core/export/xlsx.ts'
import { readTable } from '../../../../src/core/registry/csv-table.ts'
import { toCsv } from '../../../../src/core/registry/csv-writing.ts'
import { readList } from '../../../../src/core/registry/read-list.ts'
import type { RecordedEvent } from '../../../../src/shared/domain/events.ts'
import type { AttendeeId, StationId } from '../../../../src/shared/domain/ids.ts'
import { HOST_STATION } from '../../../../src/shared/domain/ids.ts'
import type { Channel } from '../../../../src/shared/domain/door/registration.ts'
import { emptyState } from '../../../../src/shared/domain/evolve.ts'
import type { State } from '../../../../src/shared/domain/state.ts'
import type { Attendee } from '../../../../src/shared/domain/registry/registry.ts'
import type { Command } from '../../../../src/shared/domain/decide.ts'
import {
  attendee,
  COUNTY,
  id,
  LANDRAT,
  MANAGER,
  play,
  PREPARATION,
  prepared,
} from '../../../fixtures/ceremony.ts'
import { describeWith } from '../../../fixtures/real-tools.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'

const DESK_1 = id.station('desk-1')
const DESK_2 = id.station('desk-2')
const BERLIN = 'Europe/Berlin'
const MADE_AT = new Date('2017-02-21T15:00:00Z')

const TRICKY = attendee({
  id: id.attendee('tricky'),
  partnerId: COUNTY,
  salutation: 'Frau',
  title: 'Dr.-Ing.',
  firstName: 'Maximiliane',
  lastName: 'Łukaszewska-Öztürk von und zu Gutenberg-Hohenlohe',
  function: 'Referentin; „Arbeit & Soziales“ <neu>',
  email: 'm@example.org',
  phone: '+49 7071 0815',
  seat: '007',
  honour: { precedence: 3, greetedBy: 'Frau Müller' },
  companions: 2,
  maySign: true,
  capacity: 'i.V.',
  note: 'braucht Rampe\nkommt später',
})

const withTricky = (): State =>
  play([{ type: 'save-attendee', payload: { attendee: TRICKY } }], { state: prepared() }).state

/** What a list tells of a person; ids and where they came from are the registry's own. */
const told = ({ id: _id, origin: _origin, partnerId: _partner, ...rest }: Attendee) => rest

const registering = (attendeeId: AttendeeId, channel: Channel, companions: number): Command => ({
  type: 'register-guest',
  payload: {
    attendee: prepared().attendees[attendeeId]!,
    partner: null,
    channel,
    companions,
    note: '',
    evenIfFull: false,
  },
})

let count = 0
const newId = () => `id-${(count += 1)}`
const readBack = (csv: string, known: Pick<State, 'partners' | 'attendees'>) =>
  readList(
    { bytes: Buffer.from(csv), fileName: 'gaeste.csv' },
    { partners: Object.values(known.partners), attendees: Object.values(known.attendees) },
    newId,
  )

describe('the list of guests as CSV', () => {
  it('is taken in again elsewhere with everything it told', () => {
    const state = withTricky()
    const { attendees, partners, preview } = readBack(toCsv(cellsOf(guestsTable(state))), emptyState())
    expect(preview.refused).toEqual([])
    const leftOut = preview.columns.filter(({ target }) => target === null).map(({ header }) => header)
    expect(leftOut).toEqual(['Antwort', 'Angemeldet per'])
    const byName = (a: { lastName: string }, b: { lastName: string }) => a.lastName.localeCompare(b.lastName)
    expect(attendees.map(told).toSorted(byName)).toEqual(
      Object.values(state.attendees).map(told).toSorted(byName),
    )
    expect(partners.map(({ name, category }) => [name, category]).toSorted()).toEqual(
      Object.values(state.partners)
        .map(({ name, category }) => [name, category])
        .toSorted(),
    )
  })

  it('changes nothing where it came from', () => {
    const state = withTricky()
    const { attendees, preview } = readBack(toCsv(cellsOf(guestsTable(state))), state)
    expect(attendees).toEqual([])
    expect(preview.alreadyKnown).toBe(Object.keys(state.attendees).length)
  })

  it('brings back every name, phone and seat as it was, whatever it begins with', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aÖß0+=\'"-@;,|\n ł'), minLength: 1, maxLength: 10 })
    const line = word.map((text) => `${text.replaceAll('\n', ' ').replaceAll(/\s+/g, ' ')}x`.trim())
    fc.assert(
      fc.property(line, line, line, (lastName, phone, seat) => {
        const guest = attendee({ id: id.attendee('a'), lastName, phone, seat })
        const state = { ...emptyState(), attendees: { [guest.id]: guest } }
        const [back] = readBack(toCsv(cellsOf(guestsTable(state))), emptyState()).attendees
        expect(back).toMatchObject({ lastName, phone, seat })
      }),
    )
  })

  it('tells what each has answered, by which way and with how many', () => {
    const { state } = play(
      [
        registering(LANDRAT, 'telephone', 2),
        registering(MANAGER, 'in-person', 0),
        { type: 'decline-invitation', payload: { attendeeId: MANAGER, channel: 'letter', note: '' } },
      ],
      { state: prepared() },
    )
    const { rows, columns } = guestsTable(state)
    const told = (lastName: string) => {
      const row = rows.find((cells) => cells.includes(lastName))!
      return ['answer', 'channel', 'companions'].map(
        (key) => row[columns.findIndex((each) => each.key === key)],
      )
    }
    expect(told('Walter')).toEqual(['zugesagt', 'Telefon', '2'])
    expect(told('Öztürk')).toEqual(['abgesagt', 'Brief', ''])
  })

  it('opens in a German Excel: byte order mark, semicolons, CRLF, no live formulas', () => {
    const csv = toCsv(cellsOf(guestsTable(withTricky())))
    expect(csv.startsWith('\uFEFFAnrede;Titel;Vorname;')).toBe(true)
    expect(csv.split('\r\n').length).toBeGreaterThan(5)
    expect(csv).toContain(`"'+49 7071 0815"`)
  })
})

describe('a workbook', () => {
  const sheetOf = async (rows: string[][]) =>
    strFromU8(unzipSync(await toXlsx('Gäste', rows, MADE_AT))['xl/worksheets/sheet1.xml']!)

  it('holds every cell as text and says so', async () => {
    const xml = await sheetOf([['Telefon'], ['+49 30'], ['007'], ['=1+1']])
    expect(xml.match(/t="inlineStr"/g)).toHaveLength(4)
    expect(xml).not.toMatch(/<f>|<v>/)
    expect(xml).toContain('<t xml:space="preserve">+49 30</t>')
  })

  it('is well formed whatever stands in a cell', async () => {
    const xml = await sheetOf([['A'], ['<&>"\u0000\u000B\uFFFF'], ['_x000D_'], ['']])
    expect(xml).toContain('&lt;&amp;&gt;&quot;</t>')
    expect(xml).toContain('_x005F_x000D_')
  })

  it('has the same bytes for the same table', async () => {
    const make = () => toXlsx('Gäste', [['A'], ['b']], MADE_AT)
    expect(Buffer.from(await make()).equals(Buffer.from(await make()))).toBe(true)
  })
})

describeWith('soffice', 'a workbook opened by LibreOffice', () => {
  it(
    'gives the very cells that were written, zeros, plus signs and line breaks included',
    { timeout: 120_000 },
    async () => {
      const folder = await temporaryFolder()
      const rows = cellsOf(guestsTable(withTricky()))
      await writeFile(join(folder, 'g.xlsx'), await toXlsx('Gäste', rows, MADE_AT))
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
      const filter = 'csv:Text - txt - csv (StarCalc):59,34,76'
      spawnSync('soffice', [
        profile,
        '--headless',
        '--convert-to',
        filter,
        '--outdir',
        folder,
        join(folder, 'g.xlsx'),
      ])
      const text = (await readFile(join(folder, 'g.csv'), 'utf8'))
        .replace(/^\uFEFF/, '')
        .replaceAll('\r\n', '\n')
      expect(readTable(text, ';').map(({ cells }) => cells)).toEqual(rows)
    },
  )
})

/** The facts of commands as the journal would hold them, a minute apart, behind those that made the registry. */
function factsOf(commands: Command[]): RecordedEvent[] {
  const { events } = play([...PREPARATION, ...commands])
  return events.map((event, index) => {
    const at = new Date(Date.parse('2017-02-21T16:00:00Z') + index * 60_000).toISOString()
    // type and payload come from one event
    return { ...event, seq: index + 1, at, station: HOST_STATION } as RecordedEvent
  })
}

describe('the log of the door', () => {
  it('tells every act in its order: let in, taken back with the reason, from paper with its hour, substituted', () => {
    const standIn = attendee({ id: id.attendee('stand-in'), firstName: 'Hans', lastName: 'Messner' })
    const facts = factsOf([
      { type: 'check-in', payload: { attendeeId: MANAGER } },
      { type: 'undo-check-in', payload: { attendeeId: MANAGER, reason: 'verwechselt' } },
      {
        type: 'enter-paper-ticks',
        payload: { ticks: [{ attendeeId: MANAGER, notedAt: '2017-02-21T17:05:00.000Z' }] },
      },
      { type: 'substitute', payload: { absentId: LANDRAT, substitute: standIn, reason: 'Termin' } },
    ])
    const { rows, columns } = logTable(facts, BERLIN)
    const at = (key: string) => columns.findIndex((column) => column.key === key)
    expect(
      rows.map((row) => [row[at('act')], row[at('name')], row[at('insteadOf')], row[at('reason')]]),
    ).toEqual([
      ['eingelassen', 'Ayşe Öztürk', '', ''],
      ['Einlass zurückgenommen', 'Ayşe Öztürk', '', 'verwechselt'],
      ['eingelassen (vom Papier)', 'Ayşe Öztürk', '', ''],
      ['Vertretung eingetragen', 'Hans Messner', 'Joachim Walter', 'Termin'],
      ['eingelassen', 'Hans Messner', 'Joachim Walter', ''],
    ])
    expect(rows[2]![at('notedAt')]).toBe('21.02.2017 18:05:00')
    expect(rows[0]![at('station')]).toBe('Leitung')
  })

  it('tells what desks without connection did with its own time, what did not fit together, and how that was settled', () => {
    const { state, events } = play(PREPARATION)
    const at17 = { happenedAt: '2017-02-21T17:05:00.000Z' }
    const facts = events.map((event) => ({ event, station: HOST_STATION }))
    const doneAt = (station: StationId, command: Command) =>
      facts.push(...play([command], { state, station }).events.map((event) => ({ event, station })))
    doneAt(DESK_1, { type: 'check-in', payload: { attendeeId: MANAGER } })
    doneAt(DESK_2, { type: 'check-in', payload: { attendeeId: MANAGER, late: at17 } })
    const stranger = attendee({ id: id.attendee('stranger'), firstName: 'Ayse', lastName: 'Öztekin' })
    doneAt(DESK_1, {
      type: 'settle-conflict',
      payload: {
        conflict: Number(Object.keys(state.conflicts)[0]),
        settlement: 'other-person',
        attendee: stranger,
        reason: '',
      },
    })
    doneAt(DESK_2, { type: 'check-in', payload: { attendeeId: LANDRAT, late: { happenedAt: null } } })
    const { rows, columns } = logTable(
      facts.map(({ event, station }, index) => ({
        ...event,
        seq: index + 1,
        at: MADE_AT.toISOString(),
        station,
      })),
      BERLIN,
    )
    const at = (key: string) => columns.findIndex((column) => column.key === key)
    expect(rows.map((row) => [row[at('act')], row[at('name')], row[at('happenedAt')]])).toEqual([
      ['eingelassen', 'Ayşe Öztürk', ''],
      ['zu klären: an zwei Schaltern eingelassen', 'Ayşe Öztürk', ''],
      ['eingelassen', 'Ayşe Öztürk', '21.02.2017 18:05:00'],
      ['geklärt: eine andere Person, eingelassen', 'Ayse Öztekin', ''],
      ['eingelassen', 'Joachim Walter', 'unbekannt'],
    ])
  })
})

describe('arrivals and partners', () => {
  it('leave the hour open where a tick on paper had none', () => {
    const ticks = [{ attendeeId: LANDRAT, notedAt: null }]
    const { state } = play([{ type: 'enter-paper-ticks', payload: { ticks } }], { state: prepared() })
    const { rows, columns } = arrivalsTable(state, BERLIN)
    const row = rows.find(([lastName]) => lastName === 'Walter')!
    const cell = (key: string) => row[columns.findIndex((column) => column.key === key)]
    expect([cell('arrivedAt'), cell('fromPaper'), cell('station')]).toEqual(['', 'ja', 'Leitung'])
  })

  it('list the partners in signing order', () => {
    expect(partnersTable(prepared()).rows.map(([name]) => name)).toEqual([
      'Landkreis Tübingen',
      'Jobcenter',
      'Firma Beispiel',
    ])
  })
})
