import { describe, expect, it } from 'vitest'
import { wordOn } from '../../../../src/renderer/organizer/backup/backup.ts'
import type { BackupStatus } from '../../../../src/shared/contract/backup.ts'

const FINE: BackupStatus = {
  now: '2017-02-21T17:42:12.000Z',
  host: 'RECHNER-1',
  place: '/media/usb',
  folder: '/media/usb/Unterschriftenmappe-Sicherung',
  isSameDrive: false,
  lastAt: '2017-02-21T17:42:00.000Z',
  failingSince: null,
  isFirstCopy: false,
  problem: null,
  behind: 0,
  superseded: null,
  unknownToHost: null,
  drives: [],
}

describe('the word on the backup', () => {
  it('is its age in seconds, counted on since the host was heard', () => {
    expect(wordOn(FINE, 0)).toMatchObject({ key: 'seconds', count: 12, tone: 'success' })
    expect(wordOn(FINE, 3_400)).toMatchObject({ key: 'seconds', count: 15 })
  })

  it('is a warning in minutes when nothing is heard of the host', () => {
    expect(wordOn(FINE, 120_000)).toMatchObject({ key: 'minutes', count: 2, tone: 'warning' })
  })

  it('names the time since which it is missing, whatever the age', () => {
    const failing: BackupStatus = { ...FINE, problem: 'missing', failingSince: FINE.lastAt }
    expect(wordOn(failing, 0)).toMatchObject({ key: 'failing', at: FINE.lastAt, tone: 'danger' })
  })

  it('says that there is none', () => {
    expect(wordOn({ ...FINE, place: null }, 0)).toMatchObject({ key: 'none', tone: 'warning' })
  })

  it('says first of all that another computer goes on', () => {
    const superseded = {
      reason: 'taken-over' as const,
      host: 'RECHNER-2',
      at: FINE.now,
      entries: 7,
      head: 'a'.repeat(64),
    }
    expect(wordOn({ ...FINE, superseded }, 0)).toMatchObject({ key: 'superseded', host: 'RECHNER-2' })
  })

  it('is never younger than now when the clock was set back', () => {
    expect(wordOn({ ...FINE, now: '2017-02-21T17:00:00.000Z' }, 0)).toMatchObject({ count: 0 })
  })
})
