/** Guessing codes: slowed, then locked out, at one address and in all. */
import { describe, expect, it } from 'vitest'
import { createTries, LOCK_MS, MOST_WRONG_IN_ALL } from '../../../../src/core/pairing/tries.ts'

function aClock() {
  let time = 0
  const tries = createTries(() => time)
  const isLetTry = (address: string) => {
    try {
      tries.check(address)
      return true
    } catch {
      return false
    }
  }
  return { tries, isLetTry, pass: (ms: number) => void (time += ms) }
}

describe('somebody who types wrong codes', () => {
  it('may do so twice and then waits longer each time', () => {
    const { tries, pass } = aClock()
    const pauses = Array.from({ length: 10 }, () => {
      const seconds = tries.wrong('192.168.1.23')
      pass(seconds * 1000)
      return seconds
    })
    expect(pauses).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 64, LOCK_MS / 1000])
  })

  it('is told how many seconds are left', () => {
    const { tries, pass } = aClock()
    for (let wrong = 0; wrong < 5; wrong += 1) tries.wrong('192.168.1.23')
    pass(1500)
    expect(() => tries.check('192.168.1.23')).toThrow(
      expect.objectContaining({ code: 'PAIRING_LOCKED', data: { seconds: 3 } }),
    )
    pass(2500)
    expect(() => tries.check('192.168.1.23')).not.toThrow()
  })

  it('has a fresh start after a right one, and after a quarter of an hour', () => {
    const { tries, pass, isLetTry } = aClock()
    tries.wrong('192.168.1.23')
    tries.wrong('192.168.1.23')
    tries.right('192.168.1.23')
    expect(tries.wrong('192.168.1.23')).toBe(0)
    tries.wrong('192.168.1.23')
    pass(15 * 60_000)
    expect(isLetTry('192.168.1.23')).toBe(true)
    expect(tries.wrong('192.168.1.23')).toBe(0)
  })

  it('locks nobody else out, however long it goes on', () => {
    const { tries, isLetTry, pass } = aClock()
    for (let second = 0; second < 3600; second += 1) {
      if (isLetTry('192.168.1.66')) tries.wrong('192.168.1.66')
      expect(isLetTry('192.168.1.23')).toBe(true)
      pass(1000)
    }
  })
})

describe('many addresses together', () => {
  it('get no more than fifty tries in five minutes', () => {
    const { tries, isLetTry, pass } = aClock()
    let counted = 0
    for (let second = 0; second < 300; second += 1) {
      for (let host = 0; host < 250; host += 1) {
        if (!isLetTry(`10.0.0.${host}`)) continue
        tries.wrong(`10.0.0.${host}`)
        counted += 1
      }
      pass(1000)
    }
    expect(counted).toBe(MOST_WRONG_IN_ALL)
    expect(isLetTry('10.0.1.1')).toBe(true)
  })
})
