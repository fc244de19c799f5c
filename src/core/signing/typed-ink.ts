/** A name entered by keyboard, set in the documents' typeface: outlines of its letters, for those who cannot draw. */
import * as fontkit from 'fontkit'
import { MappeError } from '../../shared/errors.ts'
import { boxed } from '../../shared/ink.ts'
import type { Ink } from '../../shared/ink.ts'
import { assertPrintable, coverageOf, fontFaces } from '../fonts.ts'
import { printable } from '../printable.ts'
import { loopsOf } from './glyph-loops.ts'

const MOST_LETTERS = 80

/**
 * The ink of a typed name; the same name always gives the same ink.
 * @throws MappeError INPUT_INVALID for nothing or far too much, GLYPH_MISSING for what the typeface lacks
 */
export async function typedInk(name: string): Promise<Ink> {
  const text = printable(name)
  if (text === '' || text.length > MOST_LETTERS) throw new MappeError('INPUT_INVALID')
  const { regular } = await fontFaces()
  assertPrintable(coverageOf(regular), text)
  const font = fontkit.create(Buffer.from(regular))
  if (!('layout' in font))
    throw new MappeError('UNEXPECTED', {}, 'a font collection where one face was expected')
  const { glyphs, positions } = font.layout(text)
  let x = 0
  const loops = glyphs.flatMap((glyph, i) => {
    const at = positions[i]
    const left = x + (at?.xOffset ?? 0)
    x += at?.xAdvance ?? glyph.advanceWidth
    return loopsOf(glyph.path.commands, { x: left, y: at?.yOffset ?? 0 })
  })
  return boxed(loops)
}
