import { describe, expect, it } from 'vitest'
import { anchorsReplaced } from '../../../../src/core/agreement/anchors.ts'
import { makeOriginals } from '../../../../src/core/agreement/originals.ts'
import { sealAgreement } from '../../../../src/core/agreement/seal-agreement.ts'
import { aSealJob, aSealKey, aStamp } from '../../../fixtures/agreements.ts'
import { pdfWith } from '../../../fixtures/paper-pages.ts'
import { needing, render } from '../../../fixtures/tools.ts'
import type { Picture } from '../../../fixtures/tools.ts'

const COUNTY = 'Landkreis Musterland'
/** Far from the anchors, as if the field had been moved there. */
const ELSEWHERE = { x: 0.5, y: 0.8, width: 0.3, height: 0.08 }

const agreement = (rotation: 0 | 90 = 0) =>
  pdfWith({
    rotation,
    prints: [
      { text: 'Der Zeile darüber geschieht nichts: gjpqy', x: 60, y: 314 },
      { text: `{{Unterschrift: ${COUNTY}}}`, x: 60, y: 300 },
      { text: 'ÄÖÜ Auch der Zeile darunter nicht', x: 60, y: 286 },
      { text: '{{Signature: Jobcenter}}', x: 60, y: 200 },
      { text: `Es zeichnet {{Unterschrift: ${COUNTY}}} allein`, x: 60, y: 100 },
    ],
  })

/** Dark pixels in a strip of the page; lengths in points from its bottom left, as drawn at 144 dpi. */
function darkIn({ height, pixel }: Picture, from: number, to: number): number {
  let dark = 0
  for (let y = Math.round(height - 2 * to); y < Math.round(height - 2 * from); y++)
    for (let x = 100; x < 560; x++) if (Math.min(...pixel(x, y)) < 160) dark++
  return dark
}

const poppler = needing('pdftoppm')

describe('an anchor that a signature takes the place of', () => {
  it('is found on the pages drawn on, by its name or because the signature lies upon it', async () => {
    const bytes = await agreement()
    const named = await anchorsReplaced(bytes, [{ page: 0, box: ELSEWHERE, organisation: COUNTY }])
    expect(named).toHaveLength(1)
    const { box } = named[0]!
    const upon = await anchorsReplaced(bytes, [{ page: 0, box, organisation: 'Jemand anders' }])
    expect(upon).toEqual(named)
    expect(await anchorsReplaced(bytes, [])).toEqual([])
  })

  it('stays where it stands within other words, lest they be covered, too', async () => {
    const bytes = await pdfWith({
      prints: [{ text: `Es zeichnet {{Unterschrift: ${COUNTY}}}`, x: 60, y: 300 }],
    })
    expect(await anchorsReplaced(bytes, [{ page: 0, box: ELSEWHERE, organisation: COUNTY }])).toEqual([])
  })

  it.skipIf(poppler.skip).each([0, 90] as const)(
    `is not seen in the sealed file, while all around it stays as printed (page turned by %i°)${poppler.note}`,
    async (rotation) => {
      const original = await agreement(rotation)
      const stamps = [aStamp({ box: ELSEWHERE, organisation: COUNTY })]
      const { bytes } = await sealAgreement(aSealJob(original, { stamps }), await aSealKey())
      const [before, after] = [render(original, 1, 144), render(bytes, 1, 144)]
      expect(darkIn(before, 298, 309)).toBeGreaterThan(500)
      expect(darkIn(after, 298, 309)).toBe(0)
      for (const [from, to] of [
        [310.5, 326],
        [283, 295.5],
        [195, 212],
        [95, 112],
      ] as const)
        expect(darkIn(after, from, to), `${from}–${to}`).toBe(darkIn(before, from, to))
    },
  )

  it.skipIf(poppler.skip)(`stays to be seen where nobody has signed${poppler.note}`, async () => {
    const original = await agreement()
    const { bytes } = await sealAgreement(aSealJob(original, { stamps: [] }), await aSealKey())
    expect(darkIn(render(bytes, 1, 144), 298, 309)).toBe(darkIn(render(original, 1, 144), 298, 309))
  })

  it.skipIf(poppler.skip)(`gives way to the blank line on paper originals${poppler.note}`, async () => {
    const field = { page: 0, box: ELSEWHERE, organisation: COUNTY, signatory: '', function: '' }
    const original = await agreement()
    const job = { original, copies: 1, title: 'Vereinbarung', sha256Short: 'abc', fields: [field] }
    expect(darkIn(render(await makeOriginals(job), 1, 144), 298, 309)).toBe(0)
  })
})
