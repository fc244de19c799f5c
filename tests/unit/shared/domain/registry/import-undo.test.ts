import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { fingerprintOf } from '../../../../../src/shared/domain/registry/fingerprint.ts'
import type { AttendeeId, ImportId } from '../../../../../src/shared/domain/ids.ts'
import { MOST_IMPORTS } from '../../../../../src/shared/domain/registry/import-record.ts'
import { undoOf } from '../../../../../src/shared/domain/registry/import-undo.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import { attendee, id, partner, play, prepared, VISITOR } from '../../../../fixtures/ceremony.ts'

const FIRST = 'import-1' as ImportId
const SECOND = 'import-2' as ImportId
const NEW = id.attendee('new')
const CLUB = id.partner('club')
const DEPUTY = id.attendee('deputy')

type Import = Extract<Command, { type: 'import-list' }>['payload']

const importing = (state: State, importId: ImportId, given: Partial<Import>): Command => ({
  type: 'import-list',
  payload: {
    fileName: `${importId}.xlsx`,
    partners: [],
    attendees: [],
    refusedRows: 0,
    comparedWith: state.registrySeq,
    importId,
    ...given,
  },
})
/** A club with a new guest, and a function for a guest who is known. */
const first = (state: State, given: Partial<Import> = {}): Command =>
  importing(state, FIRST, {
    partners: [partner({ id: CLUB, name: 'Verein' })],
    attendees: [
      attendee({ id: NEW, partnerId: CLUB, lastName: 'Neu', origin: 'list' }),
      { ...state.attendees[VISITOR]!, function: 'Gästin' },
    ],
    ...given,
  })
const undoing = (importId: ImportId = FIRST): Command => ({ type: 'undo-import', payload: { importId } })
const checkIn = (attendeeId: AttendeeId): Command => ({ type: 'check-in', payload: { attendeeId } })
const saving = (state: State, attendeeId: AttendeeId, changed: object): Command => ({
  type: 'save-attendee',
  payload: { attendee: { ...state.attendees[attendeeId]!, ...changed } },
})
const imported = (given: Partial<Import> = {}): State => {
  const state = prepared()
  return play([first(state, given)], { state }).state
}
/** The first list, and then another one. */
const importedTwice = (given: (state: State) => Partial<Import>): State => {
  const state = imported()
  return play([importing(state, SECOND, given(state))], { state }).state
}
const people = (state: State) => ({ partners: state.partners, attendees: state.attendees })
const rowOf = ({ rowNumbers }: State, guest: AttendeeId): [number, number] => [
  rowNumbers[guest]!,
  rowNumbers[guest]!,
]
const keptOf = (state: State, importId: ImportId = FIRST) => undoOf(state, importId)?.kept

describe('taking an import back', () => {
  it('leaves the registry as it was before, by new facts', () => {
    const state = prepared()
    const before = structuredClone(people(state))
    const { events } = play([first(state, { removed: [DEPUTY] }), undoing()], { state })
    expect(people(state)).toEqual(before)
    expect(events.at(-1)).toMatchObject({ type: 'list-import-undone', payload: { kept: 0 } })
    expect(state.imports).toEqual([])
  })

  it('keeps whoever has been let in since, with their organisation', () => {
    const state = imported()
    play([checkIn(NEW)], { state })
    expect(keptOf(state)).toEqual([{ attendeeId: NEW, reason: 'arrived' }])
    play([undoing()], { state })
    expect(state.attendees[NEW]).toMatchObject({ lastName: 'Neu' })
    expect(state.partners[CLUB]).toBeDefined()
    expect(state.attendees[VISITOR]?.function).toBe('')
  })

  it('keeps what was edited by hand since, field by field of those who were known before', () => {
    const state = imported()
    play([saving(state, VISITOR, { phone: '030 1', function: 'Ehrengast' })], { state })
    expect(keptOf(state)).toEqual([{ attendeeId: VISITOR, reason: 'edited' }])
    play([undoing()], { state })
    expect(state.attendees[VISITOR]).toMatchObject({ phone: '030 1', function: 'Ehrengast' })
    expect(state.attendees[NEW]).toBeUndefined()
  })

  it('keeps a new guest whom somebody has edited by hand since', () => {
    const state = imported()
    play([saving(state, NEW, { phone: '030 1' })], { state })
    expect(keptOf(state)).toEqual([{ attendeeId: NEW, reason: 'edited' }])
    play([undoing()], { state })
    expect(state.attendees[NEW]).toMatchObject({ phone: '030 1' })
  })

  it('keeps a new guest who has answered since', () => {
    const state = imported()
    const answer: Command = {
      type: 'decline-invitation',
      payload: { attendeeId: NEW, channel: 'telephone', note: '' },
    }
    play([answer], { state })
    expect(keptOf(state)).toEqual([{ attendeeId: NEW, reason: 'answered' }])
  })

  it('takes a guest away whose edit was taken back: they are who came with the list', () => {
    const state = imported()
    play([saving(state, NEW, { phone: '030 1' })], { state })
    play([saving(state, NEW, { phone: '' }), undoing()], { state })
    expect(state.attendees[NEW]).toBeUndefined()
  })

  it('is refused when all of it stays, and when nobody knows the import', () => {
    const state = imported()
    play([checkIn(NEW), checkIn(VISITOR)], { state })
    expect(() => play([undoing()], { state })).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED_NOW', data: { reason: 'import-all-kept' } }),
    )
    expect(() => play([undoing()], { state: prepared() })).toThrow(
      expect.objectContaining({ code: 'CONFLICT', data: { reason: 'import-not-known' } }),
    )
  })
})

describe('taking an older import back', () => {
  it('leaves what later lists brought', () => {
    const other = attendee({ id: id.attendee('other'), lastName: 'Später', origin: 'list' })
    const state = importedTwice(() => ({ attendees: [other] }))
    play([undoing()], { state })
    expect(state.attendees[NEW]).toBeUndefined()
    expect(state.attendees[other.id]).toBeDefined()
    expect(state.imports.map(({ importId }) => importId)).toEqual([SECOND])
  })

  it('keeps whoever came again with a later list, and says so', () => {
    const state = importedTwice(({ attendees }) => ({
      attendees: [
        { ...attendees[NEW]!, seat: 'B 2' },
        { ...attendees[VISITOR]!, function: 'Rätin' },
      ],
    }))
    expect(keptOf(state)).toEqual([
      { attendeeId: NEW, reason: 'imported' },
      { attendeeId: VISITOR, reason: 'imported' },
    ])
  })

  it('keeps whoever stands unchanged in a later list, and says so', () => {
    const state = importedTwice((before) => ({
      attendees: [attendee({ id: id.attendee('other'), lastName: 'Später', origin: 'list' })],
      alsoListed: { rows: [rowOf(before, VISITOR), rowOf(before, NEW)], fields: ['lastName', 'function'] },
    }))
    expect(keptOf(state)).toEqual([
      { attendeeId: NEW, reason: 'imported' },
      { attendeeId: VISITOR, reason: 'imported' },
    ])
    play([undoing(SECOND), undoing()], { state })
    expect(state.attendees[NEW]).toBeUndefined()
    expect(state.attendees[VISITOR]?.function).toBe('')
  })

  it('gives back what the later list does not speak of', () => {
    const state = importedTwice((before) => ({
      attendees: [attendee({ id: id.attendee('other'), lastName: 'Später', origin: 'list' })],
      alsoListed: { rows: [rowOf(before, VISITOR)], fields: ['lastName', 'organisation'] },
    }))
    expect(keptOf(state)).toEqual([])
    play([undoing()], { state })
    expect(state.attendees[VISITOR]?.function).toBe('')
    expect(state.attendees[NEW]).toBeUndefined()
  })

  it('leaves what the later list says of a guest, also where only something else of them was new', () => {
    const state = importedTwice(({ attendees }) => ({
      attendees: [{ ...attendees[VISITOR]!, phone: '030 1' }],
      alsoListed: { rows: [], fields: ['function', 'phone'] },
    }))
    expect(keptOf(state)).toEqual([{ attendeeId: VISITOR, reason: 'imported' }])
    play([undoing()], { state })
    expect(state.attendees[VISITOR]).toMatchObject({ function: 'Gästin', phone: '030 1' })
  })

  it('goes as before where it was not noted whom a later list left as they were', () => {
    const other = attendee({ id: id.attendee('other'), lastName: 'Später', origin: 'list' })
    const state = importedTwice(() => ({ attendees: [other] }))
    expect(state.imports.at(-1)).not.toHaveProperty('alsoListed')
    expect(keptOf(state)).toEqual([])
  })

  it('takes all of it back once the later list is taken back', () => {
    const state = prepared()
    const before = structuredClone(people(state))
    play([first(state)], { state })
    const later = { ...state.attendees[NEW]!, seat: 'B 2' }
    play([importing(state, SECOND, { attendees: [later] }), undoing(SECOND), undoing()], { state })
    expect(people(state)).toEqual(before)
  })

  it('brings nobody back who has been entered again since', () => {
    const state = imported({ removed: [DEPUTY] })
    const { id: _id, ...gone } = prepared().attendees[DEPUTY]!
    const again = { ...gone, id: id.attendee('again') }
    play([{ type: 'save-attendee', payload: { attendee: again } }], { state })
    expect(keptOf(state)).toEqual([{ attendeeId: again.id, reason: 'back' }])
    play([undoing()], { state })
    expect(state.attendees[DEPUTY]).toBeUndefined()
  })

  it('leaves an organisation to the later list that still needs it', () => {
    const member = attendee({
      id: id.attendee('member'),
      partnerId: CLUB,
      lastName: 'Mitglied',
      origin: 'list',
    })
    const state = importedTwice(() => ({ attendees: [member] }))
    play([undoing()], { state })
    expect(state.partners[CLUB]).toBeDefined()
    play([undoing(SECOND)], { state })
    expect(state.partners[CLUB]).toBeUndefined()
  })
})

describe('what is remembered of imports', () => {
  it('holds no copy of a guest who is still on the list', () => {
    const state = imported()
    expect(JSON.stringify(state.imports)).not.toContain('Neu')
    expect(state.imports[0]?.changed[VISITOR]).toEqual([{ field: 'function', before: '', after: 'Gästin' }])
  })

  it('ends with the oldest', () => {
    const state = prepared()
    for (let number = 0; number <= MOST_IMPORTS; number++) {
      const changed = { ...state.attendees[VISITOR]!, function: `Gast ${number}` }
      play([importing(state, `list-${number}` as ImportId, { attendees: [changed] })], { state })
    }
    expect(state.imports).toHaveLength(MOST_IMPORTS)
    expect(undoOf(state, 'list-0' as ImportId)).toBeNull()
  })

  it('knows a guest by a fingerprint that any change shows, and the order of fields does not', () => {
    const guest = attendee({ id: NEW, lastName: 'Neu', phone: '1' })
    expect(fingerprintOf({ ...guest, phone: '2' })).not.toBe(fingerprintOf(guest))
    expect(fingerprintOf(Object.fromEntries(Object.entries(guest).toReversed()))).toBe(fingerprintOf(guest))
  })
})
