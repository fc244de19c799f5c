import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { SILENT_AFTER_MS, watchPresence } from '../../../../src/core/door/presence.ts'
import { id } from '../../../fixtures/ceremony.ts'

const tablet = id.station('tablet')

function watched() {
  vi.useFakeTimers()
  const changes: string[] = []
  const presence = watchPresence(
    () => new Date(),
    () => changes.push(presence.isThere(tablet) ? 'there' : 'silent'),
  )
  onTestFinished(() => {
    presence.close()
    vi.useRealTimers()
  })
  return { presence, changes }
}

describe('the presence of a station', () => {
  it('begins with its first call and is told once', () => {
    const { presence, changes } = watched()
    expect(presence.all()).toEqual([])
    presence.seen(tablet)
    presence.seen(tablet)
    expect(changes).toEqual(['there'])
  })

  it('ends when its heartbeat stays out, and says since when', () => {
    const { presence, changes } = watched()
    presence.seen(tablet)
    vi.advanceTimersByTime(SILENT_AFTER_MS + 2_000)
    expect(changes).toEqual(['there', 'silent'])
    vi.advanceTimersByTime(30_000)
    expect(presence.all()).toEqual([
      { stationId: tablet, isThere: false, silentMs: SILENT_AFTER_MS + 32_000 },
    ])
  })

  it('comes back with the next call', () => {
    const { presence, changes } = watched()
    presence.seen(tablet)
    vi.advanceTimersByTime(60_000)
    presence.seen(tablet)
    expect(changes).toEqual(['there', 'silent', 'there'])
    expect(presence.all()).toMatchObject([{ isThere: true, silentMs: 0 }])
  })
})
