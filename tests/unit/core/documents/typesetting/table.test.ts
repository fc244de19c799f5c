import { PDFDocument } from 'pdf-lib'
import { expect, it } from 'vitest'
import { drawTable } from '../../../../../src/core/documents/typesetting/table.ts'
import { Typesetter } from '../../../../../src/core/documents/typesetting/typesetter.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { flat, structureOf } from '../../../../fixtures/pdf-structure.ts'

const fonts = await fontFaces()
const PLACE = { title: 'Platz', share: 20 }
const NAME = { title: 'Name', share: 80, namesRow: true }

async function rowsOf(cells: readonly (readonly string[])[]): Promise<string[][]> {
  const sheet = new Typesetter({ fonts, title: 'Plätze', madeAt: new Date(0) })
  drawTable(sheet, [PLACE, NAME], cells)
  const doc = await PDFDocument.load(await sheet.finish())
  return flat(structureOf(doc))
    .filter(({ tag }) => tag === 'TR')
    .map(({ kids }) => kids.map(({ tag, scope }) => `${tag} ${scope}`.trim()))
}

it('names its columns in the first row, and each row by the column that says whom it is about', async () => {
  expect(
    await rowsOf([
      ['A 1', 'Öztürk, Dr. Ayşe'],
      ['A 2', 'Walter, Joachim'],
    ]),
  ).toEqual([
    ['TH Column', 'TH Column'],
    ['TD', 'TH Row'],
    ['TD', 'TH Row'],
  ])
})

it('names its columns once, and every row, when it runs over many pages', async () => {
  const [head, ...rows] = await rowsOf(Array.from({ length: 90 }, (_, at) => [`A ${at}`, 'Walter, Joachim']))
  expect(head).toEqual(['TH Column', 'TH Column'])
  expect(rows).toEqual(Array.from({ length: 90 }, () => ['TD', 'TH Row']))
})
