import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openKioskPin } from '../../../../src/core/access/kiosk-pin.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'

async function pinWith(given: string | null) {
  const folder = await temporaryFolder()
  let time = Date.parse('2017-02-21T17:00:00Z')
  const now = () => new Date(time)
  const pin = await openKioskPin(folder, now)
  await pin.choose(given)
  return { pin, folder, now, wait: (ms: number) => void (time += ms) }
}

const wrong = expect.objectContaining({ code: 'PIN_WRONG' })
const locked = (seconds: number) => expect.objectContaining({ code: 'PIN_LOCKED', data: { seconds } })

describe('the PIN of the organizer', () => {
  it('opens, and nothing else does', async () => {
    const { pin } = await pinWith('4711')
    expect(pin.isSet()).toBe(true)
    await expect(pin.check('4711')).resolves.toBeUndefined()
    await expect(pin.check('4712')).rejects.toEqual(wrong)
  })

  it('is kept as a salted hash that outlives a restart', async () => {
    const { folder, now } = await pinWith('4711')
    const files = await Promise.all(
      (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')),
    )
    expect(files.join()).not.toContain('4711')
    const again = await openKioskPin(folder, now)
    await expect(again.check('4711')).resolves.toBeUndefined()
    await expect(again.check('0000')).rejects.toEqual(wrong)
  })

  it('gets slower with every wrong try after the second, and forgets them after a right one', async () => {
    const { pin, wait } = await pinWith('4711')
    for (let i = 0; i < 3; i += 1) await expect(pin.check('0000')).rejects.toEqual(wrong)
    await expect(pin.check('4711')).rejects.toEqual(locked(2))
    wait(2_000)
    await expect(pin.check('0000')).rejects.toEqual(wrong)
    await expect(pin.check('4711')).rejects.toEqual(locked(4))
    wait(4_000)
    await expect(pin.check('4711')).resolves.toBeUndefined()
    await expect(pin.check('0000')).rejects.toEqual(wrong)
    await expect(pin.check('4711')).resolves.toBeUndefined()
  })

  it('cannot be guessed many at a time', async () => {
    const { pin } = await pinWith('4711')
    const tries = await Promise.allSettled(['0000', '1111', '4711'].map((each) => pin.check(each)))
    expect(tries.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it('is asked for only where one is set', async () => {
    const { pin } = await pinWith(null)
    expect(pin.isSet()).toBe(false)
    await expect(pin.check('')).resolves.toBeUndefined()
  })
})
