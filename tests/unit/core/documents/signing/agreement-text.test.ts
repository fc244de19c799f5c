import { describe, expect, it } from 'vitest'
import { parseAgreement } from '../../../../../src/core/documents/signing/agreement-markup.ts'
import { typesetAgreement } from '../../../../../src/core/documents/signing/agreement-text.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { readPages } from '../../../../../src/core/agreement/reading/page-text.ts'
import { standsOnPaper, textOf } from '../reading.ts'

const fonts = await fontFaces()
const typeset = (source: string) =>
  typesetAgreement(source, { fonts, madeAt: new Date('2017-02-01T12:00:00Z') })

const filler = (lines: number) => Array.from({ length: lines }, (_, index) => `Absatz ${index}`).join('\n\n')

describe('the plain-text form of an agreement', () => {
  it('reads title, headings, centred parties, clauses and lists as blocks', () => {
    const blocks = parseAgreement(
      '# Vereinbarung\n\n> zwischen\n> dem Landkreis\n\n## § 1 Ziele\n(1) Erster\nSatz.\n- Punkt\n  - Unterpunkt\na) Buchstabe\n---\n### Ende\n',
    )
    expect(blocks.map((block) => block.kind)).toEqual([
      'title',
      'paragraph',
      'heading',
      'clause',
      'clause',
      'clause',
      'clause',
      'page-break',
      'heading',
    ])
    expect(blocks[1]).toMatchObject({ centred: true, spans: [{ text: 'zwischen dem Landkreis' }] })
    expect(blocks[3]).toMatchObject({ marker: '(1)', depth: 0, spans: [{ text: 'Erster Satz.' }] })
    expect(blocks.slice(4, 7)).toMatchObject([{ depth: 0 }, { depth: 1 }, { depth: 1, marker: 'a)' }])
  })

  it('does not take a wrapped date for a clause', () => {
    const blocks = parseAgreement('Die Vereinbarung vom\n21. Februar 2017 gilt.')
    expect(blocks).toMatchObject([
      { kind: 'paragraph', spans: [{ text: 'Die Vereinbarung vom 21. Februar 2017 gilt.' }] },
    ])
  })

  it('keeps emphasis, and a line break where a backslash asks for it', () => {
    const [block] = parseAgreement('Das **gilt** nur *hier*.\\\nNeue Zeile mit 5 * 3')
    expect(block).toMatchObject({
      spans: [
        { text: 'Das ', style: 'plain' },
        { text: 'gilt', style: 'bold' },
        { text: ' nur ', style: 'plain' },
        { text: 'hier', style: 'italic' },
        { text: '.\nNeue Zeile mit 5 * 3', style: 'plain' },
      ],
    })
  })

  it('collects signature blocks that follow each other', () => {
    const [block] = parseAgreement(
      '::: Unterschrift Landkreis | Joachim Walter | Landrat\n\n::: Unterschrift Gemeinde Nehren',
    )
    expect(block).toEqual({
      kind: 'signatures',
      blocks: [
        { organisation: 'Landkreis', lines: ['Joachim Walter', 'Landrat'] },
        { organisation: 'Gemeinde Nehren', lines: [] },
      ],
    })
  })
})

describe('the typeset agreement', () => {
  it('numbers its pages and begins a new one where asked', async () => {
    const pages = await textOf(await typeset('# Vertrag\n\nErste Seite\n\n---\n\nZweite Seite'))
    expect(pages).toHaveLength(2)
    expect(pages[0]).toContain('Seite 1 von 2')
    expect(pages[1]).toContain('Zweite Seite')
  })

  it('sets signature blocks in two columns with a line above each name', async () => {
    const [page] = await readPages(
      await typeset('::: Unterschrift A-Stadt | Eva A\n::: Unterschrift B-Dorf\n::: Unterschrift C-Amt'),
    )
    expect(page!.rules).toHaveLength(3)
    const place = (name: string) => page!.segments.find(({ text }) => text === name)!
    expect(place('A-Stadt').y).toBeCloseTo(place('B-Dorf').y, 1)
    expect(place('B-Dorf').x).toBeGreaterThan(place('A-Stadt').x + 200)
    expect(place('C-Amt').y).toBeGreaterThan(place('A-Stadt').y + 70)
  })

  it('never leaves a heading alone at the foot of a page', async () => {
    for (let lines = 26; lines <= 40; lines++) {
      const pages = await textOf(await typeset(`${filler(lines)}\n\n## Überschrift\n\nFolgetext`))
      const page = pages.find((text) => text.includes('Überschrift'))
      expect(page).toContain('Folgetext')
    }
  })

  it('breaks words that are wider than the line instead of cutting them', async () => {
    const word = 'Donaudampfschifffahrt'.repeat(30)
    const bytes = await typeset(word)
    expect((await textOf(bytes)).join('').replaceAll('\n', '')).toContain(word)
    expect(await standsOnPaper(bytes)).toBe(true)
  })

  it('is the same file for the same source and date', async () => {
    const source = '# Vertrag\n\n(1) Die Partner **einigen** sich.\n\n::: Unterschrift A'
    expect(Buffer.compare(await typeset(source), await typeset(source))).toBe(0)
  })
})
