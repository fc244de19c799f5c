import { PDFDocument, PDFName } from 'pdf-lib'
import { expect, test } from 'vitest'
import { pageBoxes } from '../../../../../src/core/agreement/pdf/page-box.ts'
import { A4 } from '../../../../../src/shared/geometry.ts'

async function pageWith(entries: Record<string, unknown>, inherited: Record<string, unknown> = {}) {
  const doc = await PDFDocument.create()
  const page = doc.addPage()
  page.node.delete(PDFName.of('MediaBox'))
  for (const [key, value] of Object.entries(entries))
    page.node.set(PDFName.of(key), doc.context.obj(value as never))
  for (const [key, value] of Object.entries(inherited)) {
    doc.catalog.Pages().set(PDFName.of(key), doc.context.obj(value as never))
  }
  return { doc, page }
}

test('boxes and rotation come down from the page tree, the user unit does not', async () => {
  const { page } = await pageWith(
    {},
    { MediaBox: [-10, 20, 190, 320], CropBox: [0, 30, 100, 200], Rotate: -90, UserUnit: 3 },
  )
  expect(pageBoxes(page)).toEqual({
    mediaBox: { x: -10, y: 20, width: 200, height: 300 },
    cropBox: { x: 0, y: 30, width: 100, height: 170 },
    rotation: 270,
    userUnit: 1,
  })
})

test('the page itself goes before its tree', async () => {
  const { page } = await pageWith(
    { MediaBox: [0, 0, 100, 100], Rotate: 0, UserUnit: 2 },
    { MediaBox: [0, 0, 5, 5], Rotate: 90 },
  )
  expect(pageBoxes(page)).toMatchObject({ mediaBox: { width: 100 }, rotation: 0, userUnit: 2 })
})

test.each([
  ['none', {}],
  ['three numbers', { MediaBox: [0, 0, 100] }],
  ['a name', { MediaBox: 'A4' }],
  ['no area', { MediaBox: [5, 5, 5, 5] }],
])('a page with a media box of %s is taken for A4', async (_, entries) => {
  const { page } = await pageWith(entries)
  expect(pageBoxes(page)).toMatchObject({ mediaBox: A4, cropBox: A4 })
})

test('numbers of a box may stand elsewhere in the file', async () => {
  const { doc, page } = await pageWith({})
  const side = doc.context.register(doc.context.obj(250))
  page.node.set(PDFName.of('MediaBox'), doc.context.obj([0, 0, side, side]))
  expect(pageBoxes(page).mediaBox).toEqual({ x: 0, y: 0, width: 250, height: 250 })
})

test('an angle that is no quarter goes to the nearest, a user unit below zero is none', async () => {
  const { page } = await pageWith({ MediaBox: [0, 0, 9, 9], Rotate: 100, UserUnit: -4 })
  expect(pageBoxes(page)).toMatchObject({ rotation: 90, userUnit: 1 })
})
