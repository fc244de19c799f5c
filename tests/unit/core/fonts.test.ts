import { expect, test } from 'vitest'
import { assertPrintable, coverageOf, fontFaces, missingGlyphs } from '../../../src/core/fonts.ts'
import { printable } from '../../../src/core/printable.ts'

test('both weights are TrueType files', async () => {
  const { regular, bold } = await fontFaces()
  for (const face of [regular, bold]) expect([...face.subarray(0, 4)]).toEqual([0, 1, 0, 0])
})

test('the names of Europe can be printed, composed or not', async () => {
  const names = 'Łukasz Đorđević Őry Şahin ẞ Çelik Žižek Ελένη Юлия Nguyễn Thị „“ – € §'
  expect(await missingGlyphs(names)).toEqual([])
  expect(await missingGlyphs(names.normalize('NFD'))).toEqual([])
})

test('what cannot be printed is named, each once', async () => {
  expect(await missingGlyphs('李 明 李 🙂')).toEqual(['李', '明', '🙂'])
  const coverage = coverageOf((await fontFaces()).regular)
  expect(() => assertPrintable(coverage, '明')).toThrow(expect.objectContaining({ code: 'GLYPH_MISSING' }))
})

test('text is printed on one line, without what cannot be seen', () => {
  expect(printable('  Amts\u00ADgericht\n\tTübingen\u200B ')).toBe('Amtsgericht Tübingen')
})
