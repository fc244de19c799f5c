/** A list on its way through the contract: previewed, taken over, again, twice at once, taken back. */
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { acceptedPersons } from '../../src/shared/domain/door/registration.ts'
import { announcedCompanions } from '../../src/shared/domain/door/seat.ts'
import { undoOf } from '../../src/shared/domain/registry/import-undo.ts'
import { portClient, runningCore } from '../fixtures/running-core.ts'
import { plainWorkbook } from '../fixtures/registry/workbooks.ts'

const ROWS = [
  ['Vorname', 'Nachname', 'Firma', 'Funktion'],
  ['Jörg', 'Größle', 'Amt A', 'Leiter'],
  ['Ayşe', 'Öztürk', 'Amt B', 'Rätin'],
]
const listOf = (rows: string[][]) => ({
  file: new Blob([new Uint8Array(plainWorkbook(rows))]),
  fileName: 'gäste.xlsx',
})
const organizerOf = (core: Core) => portClient(core, core.hostCaller)
const guests = ({ parts }: Core) => Object.values(parts.handler.state.attendees)

describe('a list from Excel', () => {
  it('is shown first, taken over once, and changes nothing the second time', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    const { seen, diff } = await registry.previewList(listOf(ROWS))
    expect(diff.counts).toMatchObject({ added: 2, unchanged: 0 })
    expect(guests(core)).toEqual([])
    const outcome = await registry.importList({ ...listOf(ROWS), seen, commandId: newCommandId() })
    expect(outcome).toMatchObject({ added: 2, changed: 0, partners: 2, unchanged: false })
    const entries = core.parts.handler.journal.head.seq
    const again = await registry.importList({ ...listOf(ROWS), commandId: newCommandId() })
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: true })
    expect(core.parts.handler.journal.head.seq).toBe(entries)
  })

  it('imported twice at the same moment does not double the guests', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    const one = () => registry.importList({ ...listOf(ROWS), commandId: newCommandId() })
    const outcomes = await Promise.all([one(), one(), one()])
    expect(outcomes.map(({ added }) => added).toSorted()).toEqual([0, 0, 2])
    expect(guests(core)).toHaveLength(2)
  })

  it('of thousands of guests keeps no desk waiting for an answer', async () => {
    const core = await runningCore()
    const { registry, agreement } = organizerOf(core)
    const rows = Array.from({ length: 4_000 }, (_, at) => ['Ayşe', `Öztürk ${at}`, `Amt ${at % 50}`, 'Rätin'])
    const taken = registry.importList({ ...listOf([ROWS[0] ?? [], ...rows]), commandId: newCommandId() })
    const done = new AbortController()
    const ended = taken.finally(() => done.abort())
    let answers = 0
    while (!done.signal.aborted) {
      await agreement.sealKey()
      answers += 1
    }
    expect(await ended).toMatchObject({ added: 4_000 })
    expect(answers).toBeGreaterThan(20)
  })

  it('of thousands is looked through page by page, and what is chosen on any page counts', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    const rows = Array.from({ length: 2_500 }, (_, at) => ['Ayşe', `Öztürk ${at + 1}`, 'Amt A', 'Rätin'])
    const list = listOf([ROWS[0] ?? [], ...rows])
    const { seen, diff } = await registry.previewList(list)
    expect(diff.counts.added).toBe(2_500)
    expect(diff.added.length).toBeLessThan(2_500)
    const page = await registry.pageOfDiff({ ...list, seen, part: 'added', offset: 2_450 })
    expect(page.found).toBe(2_500)
    expect(page.rows.added.map(({ name }) => name)).toHaveLength(50)
    const searched = await registry.pageOfDiff({
      ...list,
      seen,
      part: 'added',
      search: 'oeztuerk 2499',
      offset: 0,
    })
    expect(searched.rows.added).toMatchObject([{ name: 'Ayşe Öztürk 2499', line: 2_500 }])
    const choices = { leaveOut: [2_500], fields: [], remove: [], doubts: [] }
    await registry.importList({ ...list, seen, choices, commandId: newCommandId() })
    expect(guests(core)).toHaveLength(2_499)
    expect(guests(core).some(({ lastName }) => lastName === 'Öztürk 2499')).toBe(false)
  })

  it('shows no page of a comparison that no longer holds', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    const { seen } = await registry.previewList(listOf(ROWS))
    await registry.importList({ ...listOf(ROWS.slice(0, 2)), commandId: newCommandId() })
    const late = registry.pageOfDiff({ ...listOf(ROWS), seen, part: 'added', offset: 0 })
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'list-moved' } })
  })

  it('answers a repeated command as the first time', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    const commandId = newCommandId()
    const { seen } = await registry.previewList(listOf(ROWS))
    const first = await registry.importList({ ...listOf(ROWS), seen, commandId })
    expect(await registry.importList({ ...listOf(ROWS), seen, commandId })).toEqual(first)
    expect(guests(core)).toHaveLength(2)
  })

  it('is not taken over when the registry is no longer the one that was seen', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    const { seen } = await registry.previewList(listOf(ROWS))
    await registry.importList({ ...listOf(ROWS.slice(0, 2)), commandId: newCommandId() })
    const late = registry.importList({ ...listOf(ROWS), seen, commandId: newCommandId() })
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'list-moved' } })
    expect(guests(core)).toHaveLength(1)
  })

  it('takes back all it brought, also after the folder was opened anew', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    await registry.importList({ ...listOf(ROWS), commandId: newCommandId() })
    const changed = ROWS.map((row) => row.map((cell) => cell.replace('Rätin', 'Direktorin')))
    await registry.importList({ ...listOf(changed), commandId: newCommandId() })
    await core.close()
    const reopened = await runningCore({ dataDir: core.parts.options.dataDir })
    expect(guests(reopened).map((guest) => guest.function)).toEqual(['Leiter', 'Direktorin'])
    const importId = reopened.parts.handler.state.imports.at(-1)!.importId
    await organizerOf(reopened).registry.undoImport({ importId, commandId: newCommandId() })
    expect(guests(reopened).map((guest) => guest.function)).toEqual(['Leiter', 'Rätin'])
  })

  it('announces companions at the door, changes their number, and gives it back when taken back', async () => {
    const core = await runningCore()
    const organizer = organizerOf(core)
    const { registry } = organizer
    const withCount = (count: string) =>
      listOf([
        [...ROWS[0]!, 'Begleitpersonen'],
        [...ROWS[1]!, count],
        [...ROWS[2]!, 'ja'],
      ])
    const { diff, findings } = await registry.previewList(withCount('2'))
    expect(diff.added.map(({ companions }) => companions)).toEqual([2, undefined])
    expect(findings).toMatchObject([{ kind: 'companions-unclear', count: 1, line: 3, example: 'ja' }])
    await registry.importList({ ...withCount('2'), commandId: newCommandId() })
    const [jörg] = guests(core)
    const told = (of: Core) => announcedCompanions(of.parts.handler.state, jörg!.id)
    expect([told(core), acceptedPersons(core.parts.handler.state)]).toEqual([2, 4])

    const more = { commandId: newCommandId(), ...withCount('3') }
    expect(await registry.importList(more)).toMatchObject({ added: 0, changed: 1 })
    await core.close()
    const reopened = await runningCore({ dataDir: core.parts.options.dataDir })
    expect(told(reopened)).toBe(3)
    const importId = reopened.parts.handler.state.imports.at(-1)!.importId
    await organizerOf(reopened).registry.undoImport({ importId, commandId: newCommandId() })
    expect(told(reopened)).toBe(2)
  })

  it('with fewer companions than came takes nobody out of the hall', async () => {
    const core = await runningCore()
    const { registry, checkIn } = organizerOf(core)
    const withCount = (count: string) =>
      listOf([
        [...ROWS[0]!, 'Begleitung'],
        [...ROWS[1]!, count],
      ])
    await registry.importList({ ...withCount('2'), commandId: newCommandId() })
    const [guest] = guests(core)
    await checkIn.checkIn({ commandId: newCommandId(), attendeeId: guest!.id, guest: guest!, companions: 2 })
    const { diff } = await registry.previewList(withCount('0'))
    expect(diff.changed).toMatchObject([{ standing: 'arrived', fields: [{ isTaken: false }] }])
    const choices = {
      leaveOut: [],
      fields: [{ attendeeId: guest!.id, take: ['companions' as const] }],
      remove: [],
      doubts: [],
    }
    await registry.importList({ ...withCount('0'), choices, commandId: newCommandId() })
    const { present, arrivals, attendees } = core.parts.handler.state
    expect([present, arrivals[guest!.id]?.companions]).toEqual([3, 2])
    expect(attendees[guest!.id]).not.toHaveProperty('companions')
  })

  it('taken back, leaves whoever stands unchanged in a later list, also after the folder was opened anew', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    await registry.importList({ ...listOf(ROWS), commandId: newCommandId() })
    const later = [...ROWS.slice(0, 2), ['Ida', 'Neu', 'Amt C', 'Rätin']]
    await registry.importList({ ...listOf(later), commandId: newCommandId() })
    await core.close()
    const reopened = await runningCore({ dataDir: core.parts.options.dataDir })
    const { state } = reopened.parts.handler
    expect(undoOf(state, state.imports[0]!.importId)?.kept).toMatchObject([{ reason: 'imported' }])
    const importId = state.imports[0]!.importId
    await organizerOf(reopened).registry.undoImport({ importId, commandId: newCommandId() })
    const names = guests(reopened).map(({ lastName }) => lastName)
    expect(names).toEqual(['Größle', 'Neu'])
  })

  it('remembers which column was said to mean what', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    const strange = listOf([
      ['Wer', 'Woher'],
      ['Eva Abel', 'Amt A'],
    ])
    expect(await registry.previewList(strange)).toMatchObject({ hasNames: false, isRemembered: false })
    const refused = registry.importList({ ...strange, commandId: newCommandId() })
    await expect(refused).rejects.toMatchObject({ code: 'COLUMNS_NOT_RECOGNISED' })
    const options = { columns: ['name', 'organisation'] as ('name' | 'organisation')[] }
    await registry.importList({ ...strange, options, commandId: newCommandId() })
    expect(await registry.previewList(strange)).toMatchObject({ hasNames: true, isRemembered: true })
  })

  it('shows which known columns a choice of an earlier version leaves out, until one says what is meant', async () => {
    const core = await runningCore()
    const { registry } = organizerOf(core)
    const list = listOf([
      ['Name', 'Begleitung'],
      ['Eva Abel', '2'],
    ])
    const columns = ['name', null] as ('name' | null)[]
    await registry.importList({ ...list, options: { columns }, commandId: newCommandId() })
    expect(await registry.previewList(list)).toMatchObject({ isRemembered: true, overlooked: [] })
    const { listColumns } = core.parts.handler.state
    for (const memory of Object.values(listColumns)) delete memory.recognised
    expect(await registry.previewList(list)).toMatchObject({ overlooked: [{ at: 1, target: 'companions' }] })
    const options = { columns: ['name', 'companions'] as ('name' | 'companions')[] }
    await registry.importList({ ...list, options, commandId: newCommandId() })
    expect(await registry.previewList(list)).toMatchObject({ isRemembered: true, overlooked: [] })
    expect(guests(core)).toMatchObject([{ lastName: 'Abel', companions: 2 }])
  })
})
