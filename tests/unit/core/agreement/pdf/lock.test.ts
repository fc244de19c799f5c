import { describe, expect, it } from 'vitest'
import { readLock } from '../../../../../src/core/agreement/pdf/lock.ts'
import { LOCKS, OWNER, USER, lockedPdf } from '../../../../fixtures/locked-pdfs.ts'
import type { LockName } from '../../../../fixtures/locked-pdfs.ts'
import { pdfWith } from '../../../../fixtures/paper-pages.ts'

const KINDS = Object.keys(LOCKS) as LockName[]

describe.each(KINDS)('a PDF behind %s', (kind) => {
  it('stays closed without the password, and with a wrong one', async () => {
    const file = await lockedPdf(kind, USER)
    expect(await readLock(file)).toEqual({ state: 'closed' })
    expect(await readLock(file, 'leserin')).toEqual({ state: 'closed' })
  })

  it('opens to its reader as its author allows, and to its author without limits', async () => {
    const file = await lockedPdf(kind, USER)
    expect(await readLock(file, USER)).toEqual({ state: 'open', mayChange: false })
    expect(await readLock(file, OWNER)).toEqual({ state: 'open', mayChange: true })
  })

  it('opens to everybody where only the author has a password', async () => {
    expect(await readLock(await lockedPdf(kind, ''))).toEqual({ state: 'open', mayChange: false })
  })
})

describe('a lock', () => {
  it('that only forbids printing allows changes', async () => {
    const file = await lockedPdf('AES with 256 bits, revision 6', USER, ['--print=none'])
    expect(await readLock(file, USER)).toEqual({ state: 'open', mayChange: true })
  })

  it('is not there in a plain file, whatever password is given', async () => {
    expect(await readLock(await pdfWith({ prints: [] }), USER)).toEqual({ state: 'none' })
  })

  it('cannot be told of a file that is none', async () => {
    expect(await readLock(Buffer.from('%PDF-1.7 nothing'))).toEqual({ state: 'unreadable' })
  })
})
