import { describe, expect, it } from 'vitest'
import { warningsOn, withoutAnchors } from '../../../../../src/renderer/organizer/agreement/field-warnings.ts'
import { inFractions } from '../../../../../src/renderer/organizer/agreement/rect.ts'
import { JOBCENTER } from '../../../../fixtures/ceremony.ts'
import { A4, field, rect } from './placement.ts'

const printed = (text: string, x: number, y: number) => ({ text, box: inFractions(rect(x, y, 120, 12), A4) })

describe('a placed field', () => {
  it('is fine where it is large enough and alone', () => {
    const own = field('own', rect(60, 100))
    expect(warningsOn(own, [own], A4, [printed('§ 1 Ziele', 60, 40)])).toEqual([])
  })

  it('is warned of when it covers printed text, which is quoted', () => {
    const own = field('own', rect(60, 100))
    const texts = [printed('Der Landkreis  trägt die Kosten seiner Mitwirkung selbst', 100, 120)]
    expect(warningsOn(own, [own], A4, texts)).toEqual([
      { kind: 'covers-text', text: 'Der Landkreis trägt die Kosten seiner M…' },
    ])
  })

  it('may stand on an anchor, which is covered when the agreement is sealed', () => {
    const own = field('own', rect(60, 100))
    const texts = [printed('{{Unterschrift: Landkreis}}', 100, 120), printed('§ 1', 100, 140)]
    const anchor = {
      kind: 'signature',
      label: 'Landkreis',
      language: 'de',
      partnerId: null,
      page: 0,
    } as const
    const anchors = [{ ...anchor, lines: [inFractions(rect(100, 119, 120, 14), A4)], room: 0.2 }]
    const left = withoutAnchors(texts, anchors)
    expect(warningsOn(own, [own], A4, left)).toEqual([{ kind: 'covers-text', text: '§ 1' }])
  })

  it('is warned of when it covers the field of another partner, on the same page only', () => {
    const own = field('own', rect(60, 100))
    const met = field('met', rect(200, 130), 0, JOBCENTER)
    expect(warningsOn(own, [own, met], A4, [])).toEqual([{ kind: 'overlaps', partnerId: JOBCENTER }])
    expect(warningsOn(own, [own, { ...met, page: 1 }], A4, [])).toEqual([])
  })

  it('may touch another without a warning', () => {
    const fields = [field('own', rect(60, 100)), field('met', rect(240, 100))] as const
    expect(warningsOn(fields[0], fields, A4, [])).toEqual([])
  })

  it('is warned of when it leaves the page or is too small to read a signature in', () => {
    const own = field('own', rect(550, 100, 100, 40))
    expect(warningsOn(own, [own], A4, []).map(({ kind }) => kind)).toEqual(['leaves-page', 'too-small'])
  })
})
