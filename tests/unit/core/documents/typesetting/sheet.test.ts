import { expect, it } from 'vitest'
import { Typesetter } from '../../../../../src/core/documents/typesetting/typesetter.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { textOf } from '../reading.ts'

it('keeps letters with a dot below whole, so that a Vietnamese name does not change every i of the document', async () => {
  const sheet = new Typesetter({ fonts: await fontFaces(), title: 'Namen', madeAt: new Date(0) })
  sheet.paragraph('Nguyễn Thị Hồng, Lê Thị Ngọc Bích')
  sheet.paragraph('Ministerin Ilse Richter')
  const [text] = await textOf(await sheet.finish())
  expect(text!.normalize('NFC')).toContain('Nguyễn Thị Hồng, Lê Thị Ngọc Bích')
  expect(text).toContain('Ministerin Ilse Richter')
})
