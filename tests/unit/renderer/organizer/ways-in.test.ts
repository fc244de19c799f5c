import { describe, expect, it } from 'vitest'
import { copyKind, waysIn } from '../../../../src/renderer/organizer/agreement/ways-in.ts'
import type { AgreementInspection } from '../../../../src/shared/contract/agreement.ts'

const inspection = (found: Partial<AgreementInspection>): AgreementInspection => ({
  fileName: 'Vereinbarung.pdf',
  sha256: 'a'.repeat(64) as AgreementInspection['sha256'],
  verdict: 'refused',
  copy: null,
  password: 'none',
  offersSheet: false,
  findings: [],
  pages: [],
  fields: [],
  anchors: [],
  ...found,
})

describe('the ways in which a file can become the agreement', () => {
  it('is as it is for a sound file', () => {
    expect(waysIn(inspection({ verdict: 'ready' }))).toEqual(['adopt'])
  })

  it('are as it is, then mended, where it opens only by guessing', () => {
    expect(waysIn(inspection({ verdict: 'ready', copy: { how: ['repaired'] } }))).toEqual([
      'adopt',
      'adoptCopy',
    ])
  })

  it('are a copy before a sheet', () => {
    const found = inspection({ verdict: 'copy', copy: { how: ['repaired'] }, offersSheet: true })
    expect(waysIn(found)).toEqual(['adoptCopy', 'adoptWithSheet'])
  })

  it('is none for a file that nobody can read', () => {
    expect(waysIn(inspection({}))).toEqual([])
  })
})

describe('what a copy is called', () => {
  it('follows what was done to the file', () => {
    expect(copyKind({ how: ['decrypted'] })).toBe('decrypted')
    expect(copyKind({ how: ['repaired'] })).toBe('repaired')
    expect(copyKind({ how: ['decrypted', 'repaired'] })).toBe('both')
  })
})
