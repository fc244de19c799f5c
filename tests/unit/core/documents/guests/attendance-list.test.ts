import { describe, expect, it } from 'vitest'
import { makeAttendanceList } from '../../../../../src/core/documents/guests/attendance-list.ts'
import type {
  AttendanceList,
  AttendanceListRow,
} from '../../../../../src/core/documents/guests/attendance-list.ts'
import { readPages } from '../../../../../src/core/agreement/reading/page-text.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { standsOnPaper, textOf } from '../reading.ts'

const fonts = await fontFaces()

const row = (name: string, organisation: string, arrivedAt: string | null = null): AttendanceListRow => ({
  name,
  organisation,
  function: 'Bürgermeisterin',
  arrival:
    arrivedAt === null ? null : { at: arrivedAt, desk: 'Empfang 1', isFromPaper: false, companions: 0 },
  remark: '',
  hasNote: false,
  code: '7K2',
})

const make = (rows: AttendanceListRow[], changes: Partial<AttendanceList> = {}) =>
  makeAttendanceList(
    {
      ceremony: {
        title: 'Festakt',
        host: 'Landkreis Tübingen',
        place: 'Sitzungssaal',
        date: '2017-02-21',
        time: '18:00',
      },
      rows,
      withSignatureColumn: false,
      sortedBy: 'name',
      deletionNote: '',
      madeAt: '2017-02-21T15:00:00Z',
      ...changes,
    },
    fonts,
    'Europe/Berlin',
  )

describe('the attendance list', () => {
  it('lies on its side and says what, when, where and how many came', async () => {
    const bytes = await make([row('Ärztin, Öykü', 'IHK', '2017-02-21T16:45:00Z'), row('Zürn, Uwe', 'Nehren')])
    const [page] = await readPages(bytes)
    expect(page!.width).toBeGreaterThan(page!.height)
    const [text] = await textOf(bytes)
    expect(text).toContain('21. Februar 2017, 18:00 Uhr · Sitzungssaal · Landkreis Tübingen')
    expect(text).toContain('2 Personen aus 2 Organisationen, davon 1 anwesend')
    expect(text).toContain('17:45 Uhr')
  })

  it('is sorted the German way, by name or by organisation', async () => {
    const rows = [row('Zürn', 'Aalen'), row('Ärztin', 'Ulm'), row('Adler', 'Ötisheim')]
    const order = async (sortedBy: AttendanceList['sortedBy']) =>
      (await textOf(await make(rows, { sortedBy })))[0]!.match(/Zürn|Ärztin|Adler/g)
    expect(await order('name')).toEqual(['Adler', 'Ärztin', 'Zürn'])
    expect(await order('organisation')).toEqual(['Zürn', 'Adler', 'Ärztin'])
  })

  it('leaves more than a centimetre to sign in', async () => {
    const bytes = await make([row('Adler', 'X'), row('Bär', 'X'), row('Chow', 'X')], {
      withSignatureColumn: true,
    })
    const [page] = await readPages(bytes)
    expect(page!.segments.some(({ text }) => text === 'Unterschrift')).toBe(true)
    const [one, other] = ['Adler', 'Bär'].map(
      (name) => page!.segments.find(({ text }) => text.endsWith(name))!.y,
    )
    expect(((other! - one!) / 72) * 25.4).toBeGreaterThan(10)
  })

  it('repeats its header on every page, counts them, and loses nobody', async () => {
    const rows = Array.from({ length: 120 }, (_, index) =>
      row(
        `Gast ${String(index).padStart(3, '0')}`,
        'Sehr langer Name einer Organisation im Landkreis Tübingen e. V.',
      ),
    )
    const bytes = await make(rows, { withSignatureColumn: true })
    const pages = await textOf(bytes)
    expect(pages.length).toBeGreaterThan(5)
    expect(pages.every((text) => text.includes('Organisation') && text.includes('Unterschrift'))).toBe(true)
    expect(pages.at(-1)).toContain(`Seite ${pages.length} von ${pages.length}`)
    expect(new Set(pages.join('\n').match(/Gast \d+/g)).size).toBe(120)
    expect(await standsOnPaper(bytes)).toBe(true)
  })

  it('gives the day of an arrival that was not on the day itself', async () => {
    const [text] = await textOf(await make([row('A', 'X', '2017-02-20T10:00:00Z')]))
    expect(text!.replaceAll('\n', ' ')).toContain('20. Februar')
  })

  it('says by an ellipsis that a long title goes on, below each page', async () => {
    const title = 'Integrationszielvereinbarungen '.repeat(9).trim()
    const ceremony = { title, host: '', place: '', date: '2017-02-21', time: '' }
    const [text] = await textOf(await make([row('Adler, Ada', 'X')], { ceremony }))
    expect(text).toMatch(/Stand 21\. Februar 2017.*Integrationszielvereinbarungen …/)
  })

  it('says beside the totals that entries are gone', async () => {
    const deletionNote = '2 Einträge wurden nach Art. 17 DSGVO gelöscht.'
    const [text] = await textOf(await make([row('Adler, Ada', 'X')], { deletionNote }))
    expect(text).toContain(deletionNote)
  })

  it('names the desk, marks what came from paper, and says "!!" without saying why', async () => {
    const guests: AttendanceListRow[] = [
      { ...row('Adler, Ada', 'X', '2017-02-21T16:45:00Z'), hasNote: true },
      { ...row('Bär, Bo', 'X'), arrival: { at: null, desk: 'Leitung', isFromPaper: true, companions: 2 } },
    ]
    const text = (await textOf(await make(guests)))[0]!.replaceAll('\n', ' ')
    expect(text).toMatch(/17:45 Uhr, Empfang 1/)
    expect(text).toContain('vom Papier · +2')
    expect(text).toContain('davon 2 anwesend, dazu 2 Begleitpersonen')
    expect(text).toMatch(/!!.Adler, Ada/)
    expect(text).not.toContain('!! Bär')
  })

  it('gives every row its code and, to those who have not come, a box to tick', async () => {
    const bytes = await make([
      { ...row('Adler', 'X'), code: '7K2' },
      { ...row('Bär', 'X'), code: '9PA' },
    ])
    const [text] = await textOf(bytes)
    expect(text).toContain('7K2')
    expect(text).toContain('9PA')
    expect(Buffer.from(bytes).toString('latin1')).toContain('/Alt (Ankreuzfeld)')
  })

  it('wraps the longest names and cuts none of them', async () => {
    const long = 'Freifrau Łukaszewska-Öztürk von und zu Gutenberg-Hohenlohe, Dr.-Ing. Maximiliane'
    const names = [long, 'Nguyễn Thị, Hồng', 'Παπαδόπουλος, Γεώργιος', 'W'.repeat(90)]
    const bytes = await make(
      names.map((name) => row(name, 'Donaudampfschifffahrtsgesellschaft'.repeat(3))),
      {
        withSignatureColumn: true,
      },
    )
    const text = (await textOf(bytes)).join('\n').normalize('NFC')
    for (const word of names.slice(0, 3).flatMap((name) => name.split(/[\s-]+/))) expect(text).toContain(word)
    expect(text.match(/W/g)).toHaveLength(90 + (text.match(/Wird/g)?.length ?? 0))
    expect(await standsOnPaper(bytes)).toBe(true)
  })

  it('can be printed before anyone is registered', async () => {
    expect((await textOf(await make([])))[0]).toContain('0 Personen')
  })
})
