import { describe, expect, it } from 'vitest'
import { plain } from '../../../../../src/core/documents/typesetting/spans.ts'
import { breakLines } from '../../../../../src/core/documents/typesetting/text-lines.ts'

/** Each letter is one point wide. */
const broken = (text: string, width: number) =>
  breakLines([plain(text)], width, ({ length }) => length).map(
    ({ pieces, endsWord }) => pieces.map((piece) => piece.text).join('') + (endsWord ? ' ' : ''),
  )

describe('a line that was broken', () => {
  it('keeps the blank between two words, so that they are not read out as one', () => {
    expect(broken('Landrat des Kreises', 11)).toEqual(['Landrat des ', 'Kreises'])
  })

  it('keeps it where a line was ended on purpose', () => {
    expect(broken('Jörg Weiß\nRat', 20)).toEqual(['Jörg Weiß ', 'Rat'])
  })

  it('has none inside a word that a hyphen or its length breaks', () => {
    expect(broken('Müller-Lüdenscheidt', 12)).toEqual(['Müller-', 'Lüdenscheidt'])
    expect(broken('abcdef', 3)).toEqual(['abc', 'def'])
  })
})
