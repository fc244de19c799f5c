import { describe, expect, it, onTestFinished } from 'vitest'
import { FolderFiles } from '../../../../src/core/folder/folder-files.ts'
import { openScreenLock } from '../../../../src/core/access/screen-lock.ts'
import type { StationId } from '../../../../src/shared/domain/ids.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'

const OFFICE = 'office' as StationId
const HALL = 'hall' as StationId
const MINUTE = 60_000

async function locking(path?: string) {
  let time = Date.UTC(2026, 10, 24, 18)
  const folder = path ?? (await temporaryFolder())
  const lock = await openScreenLock({ path: folder, files: new FolderFiles(folder) }, () => new Date(time))
  onTestFinished(lock.close)
  return { lock, folder, pass: (ms: number) => void (time += ms) }
}

describe('the lock on the organizer’s pages', () => {
  it('locks nobody while there is no PIN', async () => {
    const { lock, pass } = await locking()
    pass(600 * MINUTE)
    expect(lock.isLocked(OFFICE)).toBe(false)
    expect(() => lock.lock(OFFICE)).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED_NOW' }))
  })

  it('leaves in whoever chooses the PIN, and locks every other page', async () => {
    const { lock } = await locking()
    const followed = lock.untilLocked(HALL)
    await lock.choosePin(OFFICE, '4711', 10)
    expect([lock.isLocked(OFFICE), lock.isLocked(HALL), followed.aborted]).toEqual([false, true, true])
  })

  it('opens with the PIN alone, the one page that gave it', async () => {
    const { lock } = await locking()
    await lock.choosePin(OFFICE, '4711', null)
    lock.lock(OFFICE)
    await expect(lock.unlock(OFFICE, '4712')).rejects.toMatchObject({ code: 'PIN_WRONG' })
    expect(lock.isLocked(OFFICE)).toBe(true)
    await lock.unlock(OFFICE, '4711')
    expect([lock.isLocked(OFFICE), lock.isLocked(HALL)]).toEqual([false, true])
  })

  it('locks by itself after the minutes without input that were chosen', async () => {
    const { lock, pass } = await locking()
    await lock.choosePin(OFFICE, '4711', 10)
    const followed = lock.untilLocked(OFFICE)
    pass(9 * MINUTE)
    expect(lock.status(OFFICE, MINUTE)).toMatchObject({ isLocked: false, idleMinutes: 10 })
    pass(8 * MINUTE)
    expect(lock.isLocked(OFFICE)).toBe(false)
    pass(MINUTE)
    expect(lock.status(OFFICE, 0)).toMatchObject({ isLocked: true })
    expect(followed.aborted).toBe(true)
  })

  it('believes no page that says nothing of its inputs', async () => {
    const { lock, pass } = await locking()
    await lock.choosePin(OFFICE, '4711', 10)
    pass(10 * MINUTE - 1)
    expect(lock.status(OFFICE, null).isLocked).toBe(false)
    pass(1)
    expect(lock.status(OFFICE, null).isLocked).toBe(true)
  })

  it('asks for the PIN again after a restart', async () => {
    const { lock, folder } = await locking()
    await lock.choosePin(OFFICE, '4711', 10)
    const { lock: again } = await locking(folder)
    expect(again.status(OFFICE, 0)).toEqual({ hasPin: true, isLocked: true, idleMinutes: 10 })
    await again.unlock(OFFICE, '4711')
    expect(again.isLocked(OFFICE)).toBe(false)
  })

  it('gets slower with wrong PINs, also for the right one and for the recovery key', async () => {
    const { lock, pass } = await locking()
    await lock.choosePin(OFFICE, '4711', null)
    lock.lock(OFFICE)
    for (const pin of ['1', '2', '3'])
      await expect(lock.unlock(OFFICE, pin)).rejects.toMatchObject({ code: 'PIN_WRONG' })
    const locked = { code: 'PIN_LOCKED', data: { seconds: 2 } }
    await expect(lock.unlock(OFFICE, '4711')).rejects.toMatchObject(locked)
    await expect(lock.recover(async () => true)).rejects.toMatchObject(locked)
    pass(2000)
    await lock.unlock(OFFICE, '4711')
  })

  it('is taken away by whatever proves to be the recovery key, and by nothing else', async () => {
    const { lock } = await locking()
    await lock.choosePin(OFFICE, '4711', 10)
    lock.lock(OFFICE)
    await expect(lock.recover(async () => false)).rejects.toMatchObject({ code: 'SECRET_WRONG' })
    expect(lock.isLocked(OFFICE)).toBe(true)
    await lock.recover(async () => true)
    expect(lock.status(OFFICE, null)).toEqual({ hasPin: false, isLocked: false, idleMinutes: null })
  })
})
