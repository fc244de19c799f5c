import { describe, expect, test } from 'vitest'
import type { Draft } from '../../../../src/renderer/signing/draft.ts'
import { keepDraft, keptDraft } from '../../../../src/renderer/signing/draft-keeping.ts'
import { keepStrokes } from '../../../../src/renderer/signing/pad-strokes.ts'
import type { PartnerId } from '../../../../src/shared/domain/ids.ts'
import { longSignature } from '../../../fixtures/handwriting.ts'

function storage(initial: Record<string, string> = {}) {
  const items = new Map(Object.entries(initial))
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

const draft: Draft = {
  partnerId: 'jobcenter' as PartnerId,
  organisation: 'Jobcenter',
  isAccession: false,
  step: 'draw',
  signatory: {
    name: 'Dr. Ayşe Öztürk',
    function: 'Geschäftsführerin',
    capacity: 'in-office',
    authoritySeenBy: '',
  },
  attendeeId: null,
  language: null,
  agreedIn: 'de',
  strokes: keepStrokes(longSignature(100), 800),
  typed: null,
  attempts: 2,
  input: 'pen',
  commandId: null,
}

describe('a reload in the middle of signing', () => {
  test('finds everything again, the ink included', () => {
    const tab = storage()
    keepDraft(draft, tab)
    expect(keptDraft(tab)).toEqual(draft)
  })

  test('finds nothing of a guest who is done', () => {
    const tab = storage()
    keepDraft(draft, tab)
    keepDraft(null, tab)
    expect(tab.items.size).toBe(0)
    expect(keptDraft(tab)).toBeNull()
  })

  test('what cannot be read is no draft', () => {
    expect(keptDraft(storage({ 'mappe.signing.draft': '{broken' }))).toBeNull()
    expect(keptDraft(storage({ 'mappe.signing.draft': '{"step":"draw"}' }))).toBeNull()
  })

  test('a storage that refuses stops nobody from signing', () => {
    const full = {
      getItem: () => null,
      removeItem: () => {},
      setItem: () => {
        throw new Error('full')
      },
    }
    expect(() => keepDraft(draft, full)).not.toThrow()
  })
})
