import { PDFDocument } from 'pdf-lib'
import { expect, it } from 'vitest'
import { textOperators } from '../../../../../src/core/agreement/pdf/drawing.ts'
import { embedTypeface } from '../../../../../src/core/agreement/pdf/typeface.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'

it('ends each line below a signature with a blank but the last, so that name and function are not read out as one word', async () => {
  const face = await embedTypeface(await PDFDocument.create(), await fontFaces())
  const line = (text: string) => ({ text, weight: 'regular' as const, size: 7, x: 0, y: 0 })
  const drawn = textOperators([line('Jörg Weiß'), line('Landrat')], face).join('\n')
  for (const text of ['Jörg Weiß ', 'Landrat'])
    expect(drawn).toContain(`${String(face.regular.encodeText(text))} Tj`)
})
