import { describe, expect, it } from 'vitest'
import { openingSign } from '../../../src/main/opening-sign.ts'

/** The sign, the clock it looks at, and what was seen of it. */
function signAt() {
  const seen: (number | 'shown' | 'closed')[] = []
  const clock = { ms: 0 }
  const show = () => {
    seen.push('shown')
    return { tell: (done: number) => void seen.push(done), close: () => void seen.push('closed') }
  }
  return { seen, clock, sign: openingSign(show, () => clock.ms) }
}

describe('the sign that a long journal is being read', () => {
  it('is shown at the first word after half a second, and then hears every word', () => {
    const { seen, clock, sign } = signAt()
    sign.tell(0.1)
    clock.ms = 499
    sign.tell(0.2)
    expect(seen).toEqual([])
    clock.ms = 500
    sign.tell(0.3)
    sign.tell(0.9)
    sign.close()
    expect(seen).toEqual(['shown', 0.3, 0.9, 'closed'])
  })

  it('is not shown where it is open sooner, nor when the journal is read again later', () => {
    const { seen, clock, sign } = signAt()
    sign.tell(0.9)
    sign.close()
    clock.ms = 60_000
    sign.tell(0.5)
    expect(seen).toEqual([])
  })
})
