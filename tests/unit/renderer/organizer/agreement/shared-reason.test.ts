import { describe, expect, test } from 'vitest'
import { sharedReason } from '../../../../../src/renderer/organizer/agreement/shared-reason.ts'

describe('why most fields stand where they stand', () => {
  test('is said once where many share it', () => {
    const reasons = ['a line', 'a word', 'a line', 'a line', 'a line']
    expect(sharedReason(reasons)).toEqual({ reason: 'a line', count: 4 })
  })

  test('stays with each field where few share it', () => {
    expect(sharedReason(['a line', 'a line', 'a word'])).toBeNull()
    expect(sharedReason([])).toBeNull()
  })
})
