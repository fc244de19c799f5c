/** Paper for door and hall through the contract and the command line: print, correct, print again, enter what comes back. */
import { readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { readPages } from '../../src/core/agreement/reading/page-text.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { PrintOrder } from '../../src/shared/contract/printing.ts'
import { codeOf, standingOf } from '../../src/shared/domain/paper/paper.ts'
import { readPaperTicks } from '../../src/shared/domain/paper/paper-ticks.ts'
import { fullName } from '../../src/shared/domain/registry/registry.ts'
import { mappe, mappeJson } from '../fixtures/cli.ts'
import { runningCore, sampleCore } from '../fixtures/running-core.ts'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const command = () => ({ commandId: newCommandId() })
const BADGES = {
  what: 'badges',
  whom: 'all',
  which: 'due',
  order: 'name',
  format: 'sheet-90x54',
  startAt: 1,
  offset: { x: 0, y: 0 },
} as const satisfies PrintOrder

async function evening(opening = sampleCore()) {
  const core = await opening
  const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  const state = () => core.parts.handler.state
  const words = async (order: PrintOrder) => {
    const { file } = await organizer.printing.print(order)
    const pages = await readPages(new Uint8Array(await file.arrayBuffer()))
    return pages.flatMap(({ segments }) => segments.map(({ text }) => text)).join('\n')
  }
  return { core, organizer, state, words }
}

describe('badges after a correction', () => {
  it('are printed again only for those whom it concerns', async () => {
    const { organizer, state, words } = await evening()
    const all = await organizer.printing.print(BADGES)
    expect(all.printed!.prints).toHaveLength(Object.keys(state().attendees).length)
    await organizer.printing.notePrinted({ ...all.printed!, ...command() })
    await expect(organizer.printing.print(BADGES)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { reason: 'nothing-to-print' },
    })
    const guest = Object.values(state().attendees)[3]!
    await organizer.registry.saveAttendee({ attendee: { ...guest, lastName: 'Berichtigt' }, ...command() })
    const again = await organizer.printing.print(BADGES)
    expect(again.printed!.prints.map(({ attendeeId }) => attendeeId)).toEqual([guest.id])
    expect(await words(BADGES)).toContain('Berichtigt')
  })

  it('count as printed only once somebody says so', async () => {
    const { organizer, state } = await evening()
    await organizer.printing.print(BADGES)
    const [guest] = Object.values(state().attendees)
    expect(standingOf(state(), 'badge', guest!)).toBe('new')
  })
})

describe('the QR codes on badges', () => {
  it('are on every one, and from then on known to the desks', async () => {
    const { organizer, state } = await evening()
    const { file } = await organizer.printing.print(BADGES)
    const source = Buffer.from(await file.arrayBuffer()).toString('latin1')
    expect(source.split('/S /Figure')).toHaveLength(Object.keys(state().attendees).length + 1)
    expect(state().ticketKey).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('a name in letters that the typeface lacks', () => {
  it('is named with every paper it stands on, whatever else can be printed', async () => {
    const { organizer, state } = await evening()
    const [first, second, third] = Object.values(state().attendees)
    for (const attendee of [
      { ...first!, firstName: 'محمد', lastName: 'الأحمد' },
      { ...second!, firstName: 'Олександра', lastName: 'Đặng-Şükrü' },
      { ...third!, function: '会长' },
    ])
      await organizer.registry.saveAttendee({ attendee, ...command() })
    const named = ['محمد الأحمد', fullName(third!)].toSorted()
    for (const order of [BADGES, { what: 'attendance', order: 'name', toSign: false }] as const) {
      const { unprintable } = await organizer.printing.print(order)
      expect(unprintable.toSorted()).toEqual(named)
    }
    const letters = await organizer.documents.invitations({ attendeeId: null })
    expect(letters.unprintable.toSorted()).toEqual(named)
    const one = await organizer.documents.invitations({ attendeeId: second!.id })
    expect(one).toMatchObject({ unprintable: [], fileName: 'einladung-Đặng-Şükrü-Олександра.pdf' })
  })
})

describe('letters while they are typed', () => {
  it('are known to be lacking before anything is printed with them', async () => {
    const { organizer } = await evening()
    const lacking = (text: string) => organizer.printing.lettersLacking({ text })
    expect(await lacking('Bündnis 地域, Đặng Şükrü Олександра Ωμέγα')).toEqual({ letters: ['地', '域'] })
    expect(await lacking('')).toEqual({ letters: [] })
  })
})

describe('an attendance list that comes back', () => {
  it('is entered by the codes printed on it', async () => {
    const { organizer, state, words } = await evening()
    const text = await words({ what: 'attendance', order: 'name', toSign: true })
    const guests = Object.values(state().attendees).slice(0, 5)
    const codes = guests.map(({ id }) => codeOf(state(), id))
    for (const code of codes) expect(text).toContain(code)
    const { ticks } = readPaperTicks(codes.join(' '), state())
    const typed = ticks.map(({ attendeeId }) => ({ attendeeId, notedAt: null }))
    const outcome = await organizer.printing.enterTicks({ ticks: typed, ...command() })
    expect(outcome.entered).toBe(5)
    expect(state().present).toBe(5)
    expect((await organizer.printing.enterTicks({ ticks: typed, ...command() })).entered).toBe(0)
  })
})

describe('lists for the hall', () => {
  it('put the guests of honour into their order and the stand-in beside the absent one', async () => {
    const { organizer, state, words } = await evening()
    const [first, second] = Object.values(state().attendees)
    for (const [guest, precedence] of [
      [second!, 1],
      [first!, 2],
    ] as const)
      await organizer.registry.saveAttendee({
        attendee: { ...guest, honour: { precedence, greetedBy: '' } },
        ...command(),
      })
    const text = await words({ what: 'honour' })
    expect(text.indexOf(second!.lastName)).toBeLessThan(text.indexOf(first!.lastName))
    expect(text).toContain('3 Ehrengäste, davon 0 anwesend')
  })

  it('greet nobody where nobody is a guest of honour: that is said, and no bare table is printed', async () => {
    const { organizer, state, words } = await evening()
    for (const { honour, ...guest } of Object.values(state().attendees))
      if (honour) await organizer.registry.saveAttendee({ attendee: guest, ...command() })
    await expect(words({ what: 'honour' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { reason: 'no-guests-of-honour' },
    })
  })

  it('seat everybody who comes', async () => {
    const { state, words } = await evening()
    const text = (await words({ what: 'seating', order: 'seat' })).replaceAll('\n', ' ')
    const seated = Object.values(state().attendees).filter(({ seat }) => seat !== '')
    expect(seated.length).toBeGreaterThan(50)
    for (const { seat } of seated) expect(text).toContain(seat)
  })
})

describe('a data folder of an earlier version', () => {
  it('gives its guests codes, although its snapshot knows none', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const before = await evening(sampleCore({ dataDir }))
    const { attendees, rowNumbers } = structuredClone(before.state())
    await before.core.close()
    await forgetRowNumbers(join(dataDir, 'snapshot.json'))
    const { core, state } = await evening(runningCore({ dataDir }))
    expect(core.parts.handler.opened.notices).toEqual([])
    expect(state().rowNumbers).toEqual(rowNumbers)
    expect(state().attendees).toEqual(attendees)
  })
})

/** Rewrites a snapshot as it was before there were codes. */
async function forgetRowNumbers(file: string): Promise<void> {
  const { hash } = await import('node:crypto')
  const stored = JSON.parse(await readFile(file, 'utf8')) as {
    state: Record<string, unknown>
    stateHash: string
  }
  const { rowNumbers: _codes, prints: _prints, ...state } = stored.state
  await writeFile(
    file,
    JSON.stringify({ ...stored, state, stateHash: hash('sha256', JSON.stringify(state)) }),
  )
}

describe('on the command line', () => {
  async function folderWithSample(): Promise<string> {
    const dataDir = join(await temporaryFolder(), 'data')
    await layOutSample(dataDir)
    return dataDir
  }

  it('"print" makes badges, notes them when asked to, and then has nothing left to do', async () => {
    const data = await folderWithSample()
    const out = join(data, '..', 'b.pdf')
    const base = ['print', '--data', data, '--what', 'badges', '--format', 'cr80', '--due', '--out', out]
    const { code, json } = await mappeJson<{ pieces: number }>(...base, '--note-printed')
    expect(code).toBe(0)
    expect(await readPages(await readFile(out))).toHaveLength(json.pieces)
    const again = await mappe(...base)
    expect(again.code).toBe(1)
    expect(again.stderr).toMatch(/nichts zu drucken/)
  })

  it('"export" writes what "import" reads', async () => {
    const data = await folderWithSample()
    const out = join(data, '..', 'gaeste.csv')
    const { json } = await mappeJson<{ rows: number }>(
      'export',
      '--data',
      data,
      '--what',
      'guests',
      '--out',
      out,
    )
    const fresh = join(data, '..', 'fresh')
    const imported = await mappeJson<{ accepted: number; refused: unknown[] }>('import', '--data', fresh, out)
    expect(imported.json.refused).toEqual([])
    expect(imported.json.accepted).toBe(json.rows)
  })

  it('writes nothing into the data folder, by whatever path', async () => {
    const data = await folderWithSample()
    await symlink(data, join(data, '..', 'link'))
    const before = await readFile(join(data, 'journal.jsonl'))
    const targets = [
      join(data, 'journal.jsonl'),
      join(data, '..', 'link', 'neu.pdf'),
      join(data, 'documents', 'x'),
    ]
    for (const out of targets)
      for (const call of [
        ['print', '--what', 'badges'],
        ['export', '--what', 'guests'],
      ]) {
        const { code, stderr } = await mappe(...call, '--data', data, '--out', out)
        expect(code).toBe(2)
        expect(stderr).toContain('liegt im Datenordner')
      }
    expect(Buffer.compare(await readFile(join(data, 'journal.jsonl')), before)).toBe(0)
    expect(await readdir(data)).not.toContain('neu.pdf')
  })

  it.each([
    ['a paper that does not exist', ['print', '--what', 'flags', '--data', 'x', '--out', 'y']],
    [
      'a badge format on the seating order',
      ['print', '--what', 'seating', '--format', 'a6', '--data', 'x', '--out', 'y'],
    ],
    [
      'an offset that is no number',
      ['print', '--what', 'badges', '--offset', 'a,b', '--data', 'x', '--out', 'y'],
    ],
    ['a table that does not exist', ['export', '--what', 'secrets', '--data', 'x', '--out', 'y']],
  ])('%s is a wrong call', async (_what, args) => {
    expect((await mappe(...args)).code).toBe(2)
  })
})
