import { describe, expect, it } from 'vitest'
import type { ListDiff } from '../../../../../src/shared/contract/registry.ts'
import {
  guestOf,
  noChoices,
  sentChoices,
  tallyOf,
  withDoubt,
  withField,
  withLine,
  withMeaning,
  withRemoval,
} from '../../../../../src/renderer/organizer/registry/import/list-choices.ts'
import { changed, doubtful, longDiff } from './diffs.ts'

/** 3,000 new, 2,500 changed; of the rows nothing is here but what was ticked. */
const diff: ListDiff = longDiff({ added: 3_000, changed: 2_500, doubtful: 1 })

describe('the meaning of a column', () => {
  it('stays when another column gets one right after it', () => {
    const first = withMeaning([null, null, 'function'], 0, 'lastName')
    expect(withMeaning(first, 1, 'firstName')).toEqual(['lastName', 'firstName', 'function'])
  })

  it('belongs to one column: chosen for another it leaves the first', () => {
    expect(withMeaning(['lastName', null], 1, 'lastName')).toEqual([null, 'lastName'])
    expect(withMeaning(['lastName', null], 0, null)).toEqual([null, null])
  })
})

describe('what an import would do', () => {
  it('counts all that is proposed, also what nobody has looked at', () => {
    expect(tallyOf(diff, noChoices())).toEqual({ added: 3_000, changed: 2_500, removed: 0 })
  })

  it('leaves out a new guest of any page', () => {
    expect(tallyOf(diff, withLine(noChoices(), 2_900, false)).added).toBe(2_999)
  })

  it('counts a guest of any page as changed for as long as one of the fields is taken', () => {
    const guest = changed(2_400)
    const without = withField(noChoices(), guest, 'phone', false)
    expect(tallyOf(diff, without).changed).toBe(2_499)
    expect(tallyOf(diff, withField(without, guest, 'phone', true)).changed).toBe(2_500)
  })

  it('takes a doubtful row for a new guest when they are two people', () => {
    const choices = withDoubt(noChoices(), doubtful(1), false)
    expect(tallyOf(diff, choices)).toEqual({ added: 3_001, changed: 2_499, removed: 0 })
    const ticked = withField(choices, guestOf(doubtful(1)), 'phone', false)
    expect(tallyOf(diff, ticked)).toEqual({ added: 3_001, changed: 2_499, removed: 0 })
  })

  it('is told to the host by line and by guest', () => {
    const guest = changed(7)
    const choices = withRemoval(
      withField(withLine(noChoices(), 3, false), guest, 'phone', false),
      guest.attendeeId,
      true,
    )
    expect(sentChoices(choices)).toEqual({
      leaveOut: [3],
      fields: [{ attendeeId: guest.attendeeId, take: [] }],
      remove: [guest.attendeeId],
      doubts: [],
    })
  })
})
