import { describe, expect, test } from 'vitest'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { aSealJob, aSealKey, aStamp, agreementPdf } from '../../../../fixtures/agreements.ts'
import type { PageShape } from '../../../../fixtures/agreements.ts'
import { inkBox, needing, render } from '../../../../fixtures/tools.ts'

const { skip, note } = needing('pdftoppm')

const shapes: [string, PageShape][] = [
  ['a plain page', {}],
  ['a page whose origin is elsewhere', { media: [-100, 250, 500, 700] }],
  ['a cropped page', { media: [0, 0, 600, 800], crop: [40, 90, 420, 560] }],
  ['a crop box larger than the page', { media: [10, 20, 500, 600], crop: [-50, -50, 900, 900] }],
  ['a page in larger units', { media: [0, 0, 300, 400], crop: [20, 10, 250, 330], userUnit: 2 }],
]
const turns = [0, 90, 180, 270]
const box = { x: 0.25, y: 0.2, width: 0.5, height: 0.2 }

const isBlue = ([r, g, b]: [number, number, number]) => b > 60 && b - r > 40 && b - g > 40

describe(`a signature stands in its box, upright for the reader${note}`, () => {
  test.skipIf(skip).each(shapes)('on %s, at each rotation', async (_, shape) => {
    const key = await aSealKey()
    const original = await agreementPdf(turns.map((rotation) => ({ ...shape, rotation })))
    const stamps = turns.map((_, page) => aStamp({ page, box }))
    const { bytes } = await sealAgreement(aSealJob(original, { stamps }), key)
    for (const page of turns.keys()) {
      const drawn = inkBox(render(bytes, page + 1))!
      expect(drawn.left).toBeCloseTo(box.x, 1)
      expect(drawn.left).toBeGreaterThanOrEqual(box.x - 0.01)
      expect(drawn.right).toBeLessThanOrEqual(box.x + box.width + 0.01)
      expect(drawn.top).toBeGreaterThanOrEqual(box.y - 0.01)
      expect(drawn.bottom).toBeLessThanOrEqual(box.y + box.height + 0.01)
      expect(drawn.bottom).toBeGreaterThan(box.y + box.height * 0.8)
    }
  })

  test.skipIf(skip)('blue ink above, dark text below the line', async () => {
    const { bytes } = await sealAgreement(
      aSealJob(await agreementPdf([{}]), { stamps: [aStamp({ box })] }),
      await aSealKey(),
    )
    const picture = render(bytes, 1, 100)
    const blue: number[] = []
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) if (isBlue(picture.pixel(x, y))) blue.push(y / picture.height)
    }
    expect(blue.length).toBeGreaterThan(100)
    expect(Math.max(...blue)).toBeLessThan(inkBox(picture)!.bottom - 0.02)
  })

  test.skipIf(skip)('the note in the margin is upright at the foot of each page', async () => {
    const original = await agreementPdf(turns.map((rotation) => ({ rotation })))
    const marginNote =
      'Dokumentationsfassung – einfache elektronische Signatur; ersetzt nicht die Schriftform'
    const { bytes } = await sealAgreement(aSealJob(original, { stamps: [], marginNote }), await aSealKey())
    for (const page of turns.keys()) {
      const drawn = inkBox(render(bytes, page + 1))!
      expect(drawn.top).toBeGreaterThan(0.96)
      expect(drawn.bottom).toBeLessThan(1)
      expect(drawn.left + drawn.right).toBeCloseTo(1, 1)
    }
  })
})
