import { describe, expect, it } from 'vitest'
import { takePlace } from '../../../../src/core/folder/durable-file.ts'

/** A disk on which a scanner holds the file for the first `times` tries. */
function heldFor(times: number, code: string) {
  let tries = 0
  const move = () => {
    tries += 1
    return tries > times ? Promise.resolve() : Promise.reject(Object.assign(new Error(code), { code }))
  }
  return { move, tries: () => tries }
}

describe('a file that takes the place of another', () => {
  it('waits on Windows while a virus scanner holds it', async () => {
    const { move, tries } = heldFor(3, 'EPERM')
    await takePlace('a', 'b', { platform: 'win32', move, pausesMs: [0, 0, 0, 0] })
    expect(tries()).toBe(4)
  })

  it('is given up when it stays held, and at once for any other fault', async () => {
    const held = heldFor(99, 'EBUSY')
    await expect(
      takePlace('a', 'b', { platform: 'win32', move: held.move, pausesMs: [0, 0] }),
    ).rejects.toThrow('EBUSY')
    expect(held.tries()).toBe(3)
    const full = heldFor(99, 'ENOSPC')
    await expect(takePlace('a', 'b', { platform: 'win32', move: full.move })).rejects.toThrow('ENOSPC')
    expect(full.tries()).toBe(1)
  })

  it('asks once where no answer means "come back later"', async () => {
    const { move, tries } = heldFor(99, 'EACCES')
    await expect(takePlace('a', 'b', { platform: 'linux', move })).rejects.toThrow('EACCES')
    expect(tries()).toBe(1)
  })
})
