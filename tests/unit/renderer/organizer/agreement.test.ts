import { assert, double, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boxAround,
  moved,
  pagesOf,
  resized,
} from '../../../../src/renderer/organizer/agreement/field-geometry.ts'
import { partnersWithoutField } from '../../../../src/renderer/organizer/agreement/missing-fields.ts'
import { boxSchema } from '../../../../src/shared/domain/signing/agreement.ts'
import { AGREEMENT, COUNTY, JOBCENTER, prepared } from '../../../fixtures/ceremony.ts'

const A4 = { width: 595, height: 842, rotation: 0 as const }
const share = double({ min: 0, max: 1, noNaN: true })
const shift = double({ min: -3, max: 3, noNaN: true })
const isOnPage = (box: { x: number; y: number; width: number; height: number }) =>
  boxSchema.safeParse(box).success && box.x + box.width <= 1 + 1e-9 && box.y + box.height <= 1 + 1e-9

describe('placing a signature field', () => {
  it('puts its middle where the organizer clicked', () => {
    const box = boxAround({ x: 0.5, y: 0.4 }, A4)
    expect(box.x + box.width / 2).toBeCloseTo(0.5, 5)
    expect(box.y + box.height / 2).toBeCloseTo(0.4, 5)
  })

  it('keeps it on the page wherever one clicks, drags or pulls', () => {
    assert(
      property(share, share, shift, shift, shift, shift, (x, y, dx, dy, dw, dh) => {
        const placed = boxAround({ x, y }, A4)
        const dragged = moved(placed, dx, dy)
        const pulled = resized(dragged, dw, dh, A4)
        return [placed, dragged, pulled].every(isOnPage)
      }),
    )
  })

  it('keeps its size while it moves, also against the edge', () => {
    const box = boxAround({ x: 0.5, y: 0.5 }, A4)
    expect(moved(box, 5, -5)).toMatchObject({ width: box.width, height: box.height, y: 0 })
  })

  it('never gets too small to sign into', () => {
    const box = resized(boxAround({ x: 0.5, y: 0.5 }, A4), -1, -1, A4)
    expect(box.width * A4.width).toBeCloseTo(60, 2)
    expect(box.height * A4.height).toBeCloseTo(24, 2)
  })
})

describe('the list of fields', () => {
  it('says on which pages a partner signs', () => {
    expect(pagesOf(AGREEMENT.fields, COUNTY)).toEqual([1])
    expect(pagesOf([], COUNTY)).toEqual([])
  })

  it('names those who sign but have no field; guests need none', () => {
    const state = prepared()
    const [first] = AGREEMENT.fields
    const agreement = {
      ...AGREEMENT,
      fields: first ? [first] : [],
      source: null,
      anchors: [],
      accession: null,
      signers: null,
      copyOf: null,
      status: 'draft' as const,
      openedAt: null,
      seal: null,
    }
    expect(partnersWithoutField(state, agreement).map(({ id }) => id)).toEqual([JOBCENTER])
  })
})
