import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { makeOriginals } from '../../../../../src/core/agreement/stamp/originals.ts'
import type { OriginalField } from '../../../../../src/core/agreement/stamp/originals.ts'
import { readPages } from '../../../../../src/core/agreement/reading/page-text.ts'
import { pdfWith } from '../../../../fixtures/paper-pages.ts'

const box = { x: 0.1, y: 0.5, width: 0.35, height: 0.08 }
const field = (more: Partial<OriginalField>): OriginalField => ({
  page: 1,
  box,
  organisation: 'Gemeinde Dußlingen',
  signatory: 'Łukasz Đorđević',
  function: 'Bürgermeister',
  capacity: 'i.V.',
  ...more,
})

const agreement = () =>
  pdfWith(
    { prints: [{ text: 'Kooperationsvereinbarung', x: 60, y: 780 }] },
    { prints: [{ text: 'Unterschriften', x: 60, y: 780 }], rotation: 90 },
  )

async function print(copies: number, ...fields: OriginalField[]) {
  const original = await agreement()
  const bytes = await makeOriginals({
    original,
    copies,
    title: 'Vereinbarung',
    sha256Short: 'ab12cd34ef56',
    fields,
  })
  const pages = await readPages(bytes)
  return { bytes, pages, texts: pages.map(({ segments }) => segments.map(({ text }) => text).join('\n')) }
}

describe('paper originals', () => {
  it('are numbered on every page, with the page and the checksum, and end with a checklist', async () => {
    const { texts } = await print(3, field({}))
    expect(texts).toHaveLength(9)
    expect(texts[0]).toContain('Kooperationsvereinbarung')
    expect(texts[0]).toContain('Original 1 von 3 · Seite 1 von 2 · Prüfsumme ab12cd34ef56…')
    expect(texts[7]).toContain('Original 3 von 3 · Seite 2 von 2 · Prüfsumme ab12cd34ef56…')
    expect(texts[8]).toContain('Checkliste zur Unterzeichnung')
    expect(texts[8]).toContain('Original 3 von 3 · Checkliste')
  })

  it('have a blank line with organisation, capacity, name and function, upright on a turned page', async () => {
    const { texts, pages } = await print(1, field({}))
    expect(texts[1]).toContain('Gemeinde Dußlingen')
    expect(texts[1]).toContain('i. V. Łukasz Đorđević')
    const [name] = pages[1]!.segments.filter(({ text }) => text === 'Gemeinde Dußlingen')
    expect(name!.x / pages[1]!.width).toBeCloseTo(box.x, 2)
    expect(name!.y / pages[1]!.height).toBeGreaterThan(box.y)
    expect(name!.y / pages[1]!.height).toBeLessThan(box.y + box.height)
  })

  it('add nothing where the agreement prints line and name itself, but list the signature', async () => {
    const { texts } = await print(1, field({ hasPrintedLine: true }))
    expect(texts[1]).not.toContain('Gemeinde Dußlingen')
    expect(texts[2]).toContain('Gemeinde Dußlingen')
    expect(texts[2]).toMatch(/Vertretungs-\s*macht|Vertretungs-/)
  })

  it('list a partner once on the checklist, even where it signs twice, and say when the name is open', async () => {
    const { texts } = await print(
      1,
      field({}),
      field({ page: 0 }),
      field({ organisation: 'IHK', signatory: '', function: '' }),
    )
    expect(texts[2]!.match(/Gemeinde Dußlingen/g)).toHaveLength(1)
    expect(texts[2]).toContain('Name offen')
  })

  it('share their content, so that many copies stay small', async () => {
    const [one, thirty] = [await print(1, field({})), await print(30, field({}))]
    expect(thirty.bytes.length).toBeLessThan(one.bytes.length * 6)
    expect((await PDFDocument.load(thirty.bytes)).getPageCount()).toBe(90)
  })

  it('carry no letter that is not embedded', async () => {
    const { texts } = await print(1, field({ organisation: 'Begleitpatinnen „Çakır & Şahin“ e. V.' }))
    expect(texts[1]).toContain('Begleitpatinnen „Çakır & Şahin“ e. V.')
  })

  it.each([0, -1, 1.5, 101, Number.NaN])('cannot be printed %s times', async (copies) => {
    await expect(print(copies, field({}))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('cannot be made of what is no PDF', async () => {
    const job = { original: new Uint8Array([1, 2, 3]), copies: 1, title: '', sha256Short: '', fields: [] }
    await expect(makeOriginals(job)).rejects.toMatchObject({ code: 'PDF_BROKEN' })
  })
})
