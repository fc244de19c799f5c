import { describe, expect, it } from 'vitest'
import { forgetReloads, reloadOnce } from '../../../../src/renderer/connection/outdated.ts'

function tab(refuses = false) {
  const kept = new Map<string, string>()
  let reloads = 0
  const keep = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (refuses) throw new Error('no storage in this window')
      kept.set(key, value)
    },
    removeItem: (key: string) => void kept.delete(key),
  }
  return { keep, reload: () => void (reloads += 1), reloads: () => reloads }
}

describe('a page that is older than the host', () => {
  it('reloads itself once', () => {
    const { keep, reload, reloads } = tab()
    expect(reloadOnce('a', keep, reload)).toBe(true)
    expect(reloads()).toBe(1)
  })

  it('reloads no second time when the same page came back', () => {
    const { keep, reload, reloads } = tab()
    reloadOnce('a', keep, reload)
    expect(reloadOnce('a', keep, reload)).toBe(false)
    expect(reloads()).toBe(1)
  })

  it('reloads again when another page came that is not the right one either, but goes round in no circle', () => {
    const { keep, reload, reloads } = tab()
    for (const page of ['a', 'b', 'a', 'b', 'a']) reloadOnce(page, keep, reload)
    expect(reloads()).toBe(2)
  })

  it('may reload at the next update after it was connected', () => {
    const { keep, reload, reloads } = tab()
    reloadOnce('a', keep, reload)
    forgetReloads(keep)
    reloadOnce('a', keep, reload)
    expect(reloads()).toBe(2)
  })

  it('stays where it is when it could not remember the reload', () => {
    const { keep, reload, reloads } = tab(true)
    expect(reloadOnce('a', keep, reload)).toBe(false)
    expect(reloads()).toBe(0)
  })
})
