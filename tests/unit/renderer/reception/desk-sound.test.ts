import { afterEach, describe, expect, it, vi } from 'vitest'
import { hasSound, playSound, tonesFor } from '../../../../src/renderer/reception/desk-sound.ts'
import type { Tone } from '../../../../src/renderer/reception/desk-sound.ts'

const end = ({ at, seconds }: Tone) => at + seconds
/** What remains where no pitch is heard: how many tones, and how long they and the pauses between them are. */
const rhythm = (tones: readonly Tone[]) =>
  tones.map((tone, i) => [
    Math.round(1000 * (tone.at - (tones[i - 1] ? end(tones[i - 1]!) : 0))),
    tone.seconds,
  ])
const pauses = (tones: readonly Tone[]) => rhythm(tones).filter(([pause]) => pause! > 50).length

describe('the tones at the desk', () => {
  it.each(['checked-in', 'already-checked-in', 'unknown'] as const)(
    'are over before the next guest: %s',
    (type) => {
      expect(tonesFor(type).length).toBeGreaterThan(0)
      expect(Math.max(...tonesFor(type).map(end))).toBeLessThan(0.3)
    },
  )

  it('are told apart without hearing the pitch', () => {
    const [admitted, known, unknown] = (['checked-in', 'already-checked-in', 'unknown'] as const).map(
      tonesFor,
    )
    expect([admitted, known, unknown].map((tones) => tones!.length)).toEqual([2, 2, 1])
    expect([admitted, known, unknown].map((tones) => pauses(tones!))).toEqual([0, 1, 0])
  })

  it('are not heard for what was taken back', () => {
    expect(tonesFor('undone')).toEqual([])
  })
})

describe('a desk that wants to hear', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    hasSound.value = false
  })

  it('goes on where the browser has no sound to make', () => {
    vi.stubGlobal('AudioContext', function unavailable() {
      throw new DOMException('no device', 'NotSupportedError')
    })
    hasSound.value = true
    expect(() => playSound('checked-in')).not.toThrow()
  })

  it('does not ask for sound before somebody wants it', () => {
    const made = vi.fn()
    vi.stubGlobal('AudioContext', made)
    playSound('checked-in')
    expect(made).not.toHaveBeenCalled()
  })
})
