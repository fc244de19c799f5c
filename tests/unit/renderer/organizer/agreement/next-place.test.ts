import { describe, expect, it } from 'vitest'
import { nextPlace, nextWithoutField } from '../../../../../src/renderer/organizer/agreement/next-place.ts'
import { inReadingOrder } from '../../../../../src/renderer/organizer/agreement/reading-order.ts'
import { inFractions, inPoints } from '../../../../../src/renderer/organizer/agreement/rect.ts'
import type { Rect } from '../../../../../src/renderer/organizer/agreement/rect.ts'
import { COUNTY, JOBCENTER } from '../../../../fixtures/ceremony.ts'
import { A4, field, partners, rect } from './placement.ts'

const pages = [A4, A4]

/** The rectangle, in whole points, of the copy of the last of these fields. */
function copyOfLast(rects: readonly Rect[], texts: readonly Rect[] = []) {
  const fields = rects.map((it, at) => field(`field-${at}`, it))
  const source = fields.at(-1)
  if (!source) throw new Error('a field to copy')
  const { page, box } = nextPlace(
    source,
    fields,
    pages,
    texts.map((it) => inFractions(it, A4)),
  )
  const { x, y, width, height } = inPoints(box, A4)
  return { page, at: [x, y, width, height].map(Math.round) }
}

describe('the copy for the next partner', () => {
  it('stands beside the first', () => {
    expect(copyOfLast([rect(60, 100)])).toEqual({ page: 0, at: [264, 100, 180, 60] })
  })

  it('goes on below at the distance of the last two', () => {
    expect(copyOfLast([rect(60, 100), rect(60, 210)])).toEqual({ page: 0, at: [60, 320, 180, 60] })
  })

  it('begins a new row where the row is full, and then follows the columns above', () => {
    const row = [rect(60, 100), rect(340, 100)]
    expect(copyOfLast(row).at).toEqual([60, 184, 180, 60])
    expect(copyOfLast([...row, rect(60, 184)]).at).toEqual([340, 184, 180, 60])
  })

  it('keeps clear of printed text where there is another place', () => {
    const text = rect(300, 120, 100, 12)
    expect(copyOfLast([rect(60, 100)], [text]).at).toEqual([60, 184, 180, 60])
  })

  it('goes to the next page when this one is full', () => {
    expect(copyOfLast([rect(10, 770, 580, 60)])).toEqual({ page: 1, at: [10, 72, 580, 60] })
  })
})

describe('who gets the copy', () => {
  it('is the next in signing order without a field, from the start again at the end', () => {
    const [first, second, third] = partners()
    const placed = [field('a', rect(0, 0), 0, JOBCENTER)]
    expect(nextWithoutField(partners(), placed, COUNTY)?.id).toBe(third?.id)
    expect(third && nextWithoutField(partners(), placed, third.id)?.id).toBe(first?.id)
    expect(second && nextWithoutField(partners(), placed, second.id)?.id).toBe(third?.id)
    const both = [...placed, ...(third ? [field('b', rect(0, 0), 0, third.id)] : [])]
    expect(nextWithoutField(partners(), both, JOBCENTER)?.id).toBe(first?.id)
  })

  it('is nobody when all have one', () => {
    const all = partners().map(({ id }, at) => field(`f-${at}`, rect(0, 0), 0, id))
    expect(nextWithoutField(partners(), all, COUNTY)).toBeUndefined()
  })
})

describe('the reading order of fields', () => {
  it('goes by page, then by row, then from left to right, also where a row is not quite straight', () => {
    const fields = [
      field('later', rect(0, 0), 1),
      field('right', rect(300, 96)),
      field('below', rect(60, 300)),
      field('left', rect(60, 104)),
    ]
    const order = inReadingOrder(fields).map(({ id }) => id.replace(/0+$/, ''))
    expect(order).toEqual(['left', 'right', 'below', 'later'])
  })
})
