import { describe, expect, it } from 'vitest'
import { snapMoved, snapResized } from '../../../../../src/renderer/organizer/agreement/snapping.ts'
import type { Surroundings } from '../../../../../src/renderer/organizer/agreement/snapping.ts'
import { rect } from './placement.ts'

const around = (more: Partial<Surroundings>): Surroundings => ({
  others: [],
  lines: [],
  tolerance: 5,
  ...more,
})

describe('a field that is moved', () => {
  it('comes to rest in line with the one beside it, and shows where', () => {
    const snapped = snapMoved(rect(303, 98), around({ others: [rect(60, 100)] }))
    expect(snapped.rect).toEqual(rect(303, 100))
    expect(snapped.guides).toEqual([{ axis: 'y', at: 100 }])
  })

  it('stands on the signature line of the page and begins where the line begins', () => {
    const snapped = snapMoved(rect(63, 237), around({ lines: [{ x: 60, y: 300, width: 200 }] }))
    expect(snapped.rect).toEqual(rect(60, 240))
  })

  it('aligns middles, where two fields differ in size', () => {
    const snapped = snapMoved(rect(98, 300, 100, 50), around({ others: [rect(60, 100, 180, 60)] }))
    expect(snapped.rect.x + 50).toBe(150)
  })

  it('chooses the nearest of several', () => {
    const others = [rect(300, 0), rect(302, 500)]
    expect(snapMoved(rect(301.8, 250), around({ others })).rect.x).toBe(302)
  })

  it('stays where it is when nothing is near, or when snapping is switched off', () => {
    const others = [rect(60, 100)]
    expect(snapMoved(rect(330, 420), around({ others }))).toEqual({ rect: rect(330, 420), guides: [] })
    expect(snapMoved(rect(61, 101), around({ others, tolerance: 0 })).rect).toEqual(rect(61, 101))
  })
})

describe('a field that is resized', () => {
  const lowerRight = { x: 'right', y: 'bottom' } as const

  it('takes the size of another', () => {
    const snapped = snapResized(rect(300, 400, 177, 63), lowerRight, around({ others: [rect(10, 100)] }))
    expect(snapped.rect).toEqual(rect(300, 400, 180, 60))
  })

  it('keeps the opposite corner, whichever is pulled', () => {
    const others = [rect(10, 100, 200, 80)]
    const snapped = snapResized(rect(302, 401, 198, 79), { x: 'left', y: 'top' }, around({ others }))
    expect(snapped.rect).toEqual(rect(300, 400, 200, 80))
  })

  it('ends on the line of the page', () => {
    const lines = [{ x: 60, y: 300, width: 200 }]
    const snapped = snapResized(rect(60, 250, 197, 47), lowerRight, around({ lines }))
    expect(snapped.rect).toEqual(rect(60, 250, 200, 50))
  })
})
