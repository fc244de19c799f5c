import { PDFDocument } from 'pdf-lib'
import { expect, test } from 'vitest'
import { openGraphicsStates } from '../../../../../src/core/agreement/pdf/graphics-depth.ts'

const depthOf = async (...contents: string[]) => {
  const { context } = await PDFDocument.create()
  const refs = contents.map((content) => context.register(context.flateStream(content)))
  return openGraphicsStates(context, refs)
}

test.each([
  ['balanced', 'q 1 0 0 1 0 0 cm Q', 0],
  ['left open', 'q q Q', 1],
  ['closed once too often', 'Q Q q', 1],
  ['letters in a string', '(q q \\) q (q) q) Tj <71> Tj', 0],
  ['letters in a comment', '% q q\nq', 1],
  ['letters in an inline image', 'q BI /W 1 ID \u0000q q q \nEI \u0000Q', 0],
  ['names and other operators', '/q gs /Q cs BMQ q', 1],
  ['nothing', '', 0],
])('open graphics states: %s', async (_, content, depth) => expect(await depthOf(content)).toBe(depth))

test('a page in pieces is read as one', async () => expect(await depthOf('q', 'q', 'Q')).toBe(1))
