import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { readAnchors } from '../../../../../src/core/agreement/reading/anchors.ts'
import { beside } from '../../../../../src/core/agreement/stamp/anchor-replacement.ts'
import { makeOriginals } from '../../../../../src/core/agreement/stamp/originals.ts'
import { readPages } from '../../../../../src/core/agreement/reading/page-text.ts'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import type { SealJob } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { aSealJob, aSealKey, aStamp } from '../../../../fixtures/agreements.ts'
import { pdfWith } from '../../../../fixtures/paper-pages.ts'
import type { Print } from '../../../../fixtures/paper-pages.ts'
import { needing, render } from '../../../../fixtures/tools.ts'
import type { Picture } from '../../../../fixtures/tools.ts'

const COUNTY = 'Landkreis Musterland'
/** Far from the anchors, as if the field had been moved there. */
const ELSEWHERE = { x: 0.5, y: 0.02, width: 0.3, height: 0.08 }

const sheetWith = (prints: Print[], rotation: 0 | 90 | 180 | 270 = 0) => pdfWith({ rotation, prints })

const agreement = (rotation: 0 | 90 = 0) =>
  sheetWith(
    [
      { text: 'Der Zeile darüber geschieht nichts: gjpqy', x: 60, y: 314 },
      { text: `{{Unterschrift: ${COUNTY}}}`, x: 60, y: 300 },
      { text: 'ÄÖÜ Auch der Zeile darunter nicht', x: 60, y: 286 },
      { text: '{{Signature: Jobcenter}}', x: 60, y: 200 },
      { text: `Es zeichnet {{Unterschrift: ${COUNTY}}} allein`, x: 60, y: 100 },
    ],
    rotation,
  )

/** Dark pixels in a strip of the page; lengths in points from its bottom left, as drawn at 144 dpi. */
function darkIn(
  { height, pixel }: Picture,
  [from, to]: readonly [number, number],
  [left, right]: readonly [number, number] = [50, 280],
) {
  let dark = 0
  for (let y = Math.round(height - 2 * to); y < Math.round(height - 2 * from); y++)
    for (let x = 2 * left; x < 2 * right; x++) if (Math.min(...pixel(x, y)) < 160) dark++
  return dark
}

async function sealed(prints: Print[], job: Partial<SealJob>, rotation: 0 | 90 | 180 | 270 = 0) {
  const original = await sheetWith(prints, rotation)
  const { bytes, anchors } = await sealAgreement(aSealJob(original, job), await aSealKey())
  const before = (await textsOn(original)).map(({ text }) => text)
  const fresh = (await textsOn(bytes)).filter(({ text }) => !before.includes(text))
  return { anchors, bytes, fresh, added: fresh.map(({ text }) => text) }
}

/** The texts drawn on a page, piece by piece: what was put over an anchor apart from it. */
async function textsOn(bytes: Uint8Array, page = 1) {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const opened = await (await task.promise).getPage(page)
  const view = opened.getViewport({ scale: 1 })
  const { items } = await opened.getTextContent()
  await task.destroy()
  return items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return []
    const [x = 0, y = 0] = view.convertToViewportPoint(item.transform[4], item.transform[5])
    return [{ text: item.str, x, y: view.height - y, width: item.width, size: item.height }]
  })
}

const signed = (more: Parameters<typeof aStamp>[0] = {}) =>
  aStamp({ box: ELSEWHERE, organisation: COUNTY, name: 'Uta Klein', function: 'Landrätin', ...more })

const poppler = needing('pdftoppm')

describe('an anchor is read', () => {
  it('in German and English, in any case, with and without blanks', async () => {
    const texts = [
      '{{Datum}}',
      '{{ ORT }}',
      '{{date:IHK}}',
      '{{Place}}',
      '{{Name:IHK}}',
      '{{function : IHK }}',
    ]
    const prints = texts.map((text, at) => ({ text, x: 60, y: 700 - at * 30 }))
    const found = await readAnchors(await sheetWith(prints))
    expect(found.map(({ kind, label, language }) => [kind, label, language])).toEqual([
      ['date', '', 'de'],
      ['place', '', 'de'],
      ['date', 'IHK', 'en'],
      ['place', '', 'en'],
      ['name', 'IHK', 'de'],
      ['function', 'IHK', 'en'],
    ])
  })

  it('where several runs of text, shifted and set apart, make it up', async () => {
    const found = await readAnchors(
      await sheetWith([
        { text: '{{Un', x: 60, y: 600 },
        { text: 'ter', x: 81.6, y: 600 },
        { text: 'schrift:', x: 95, y: 600.4 },
        { text: 'IHK', x: 131, y: 600 },
        { text: '}}', x: 149, y: 600 },
      ]),
    )
    expect(found).toMatchObject([{ kind: 'signature', label: 'IHK' }])
    expect(found[0]!.lines[0]!.x * 595.28).toBeCloseTo(60, 0)
  })

  it('where it is broken at the end of a line', async () => {
    const found = await readAnchors(
      await sheetWith([
        { text: 'vertreten durch {{Name: Kreishandwerkerschaft', x: 60, y: 600 },
        { text: 'Musterland}} und andere', x: 60, y: 586 },
      ]),
    )
    expect(found).toMatchObject([{ kind: 'name', label: 'Kreishandwerkerschaft Musterland' }])
    expect(found[0]!.lines).toHaveLength(2)
  })

  it('but not where it only looks like one', async () => {
    const prints = ['{Datum}', '{{Name}}', '{{Unterschrift: }}', '{{Anschrift: IHK}}', '{{Ort'].map(
      (text, at) => ({
        text,
        x: 60,
        y: 700 - at * 40,
      }),
    )
    expect(await readAnchors(await sheetWith(prints))).toEqual([])
  })

  it('to the point, within other words', async () => {
    const [found] = await readAnchors(
      await sheetWith([{ text: 'Illi {{Datum}} WWW', x: 60, y: 600, size: 20 }]),
    )
    const [before, anchor] = await Promise.all(
      ['Illi ', '{{Datum}}'].map(async (text) => {
        const [page] = await readPages(await sheetWith([{ text: `${text}|`, x: 0, y: 600, size: 20 }]))
        return page!.segments[0]!.width - 20 * 0.26
      }),
    )
    expect(found!.lines[0]!.x * 595.28).toBeCloseTo(60 + before!, 1)
    expect(found!.lines[0]!.width * 595.28).toBeCloseTo(anchor!, 1)
  })

  it('with room up to the next word, else to the right edge of the text', async () => {
    const [place, date] = await readAnchors(
      await sheetWith([
        { text: 'Eine Zeile, die so weit reicht wie der ganze übrige Text auf dieser Seite', x: 60, y: 640 },
        { text: '{{Ort}}, den {{Datum}}', x: 60, y: 600 },
      ]),
    )
    expect(place!.room).toBeCloseTo(place!.lines[0]!.width, 5)
    expect(date!.room).toBeGreaterThan(3 * date!.lines[0]!.width)
  })
})

describe('when the agreement is sealed', () => {
  const DATED: Print[] = [
    { text: '{{Ort}}, den {{Datum}}', x: 60, y: 600, size: 11 },
    { text: 'Eine Zeile, die so weit reicht wie der ganze übrige Text', x: 60, y: 640 },
  ]

  it('place and day are those of the last signature', async () => {
    const stamps = [
      signed({ signedAt: '2017-02-21T22:30:00Z' }),
      signed({ organisation: 'IHK', signedAt: '2017-02-21T23:30:00Z' }),
    ]
    const { added, anchors } = await sealed(DATED, { stamps })
    expect(added).toContain('22. Februar 2017')
    expect(added).toContain('Tübingen')
    expect(anchors).toEqual({ filled: 2, left: [] })
  })

  it('a town longer than its anchor is as large as the print around it, and begins in the margin', async () => {
    const town = async (prints: Print[], place: string) => {
      const original = await pdfWith({ prints })
      const job = aSealJob(original, { stamps: [signed({ place })] })
      const texts = await textsOn((await sealAgreement(job, await aSealKey())).bytes, 1)
      return texts.find(({ text }) => text === place)!
    }
    const dated = { text: '{{Ort}}, den {{Datum}}', x: 60, y: 600, size: 11 }
    const short = await town([dated], 'Tübingen')
    expect(short.size).toBeGreaterThan(10.9)
    expect(short.x).toBeGreaterThan(30)
    expect(short.x).toBeLessThan(60)
    // a word before it leaves no margin to begin in
    const between = await town([{ ...dated, text: 'In {{Ort}}, den {{Datum}}' }], 'Tübingen')
    expect(between.x).toBeGreaterThan(65)
    expect(between.size).toBeLessThan(9)
  })

  it('a partner has its own name, function and date, i. V. where it was so', async () => {
    const texts = [`{{Name: ${COUNTY}}}`, '{{Name: IHK}}', '{{Funktion: IHK}}', '{{Date: IHK}}     ']
    const prints = texts.map((text, at) => ({ text, x: 60, y: 700 - at * 30 }))
    const stamps = [
      signed({ capacity: 'i.V.' }),
      signed({ organisation: 'IHK', name: 'Łukasz Đorđević', function: 'Präsident' }),
    ]
    const { added } = await sealed(prints, { stamps })
    for (const text of ['i. V. Uta Klein', 'Łukasz Đorđević', 'Präsident', '21 February 2017'])
      expect(added).toContain(text)
  })

  it('every anchor of a kind is filled, on whatever page', async () => {
    const original = await pdfWith(
      { prints: [{ text: `{{Name: ${COUNTY}}}`, x: 60, y: 700 }] },
      { prints: [{ text: `{{Name: ${COUNTY}}}`, x: 60, y: 700 }] },
    )
    const { bytes } = await sealAgreement(
      aSealJob(original, { stamps: [signed({ page: 1 })] }),
      await aSealKey(),
    )
    for (const page of [1, 2])
      expect((await textsOn(bytes, page)).filter(({ y }) => Math.abs(y - 700) < 1)).toMatchObject([
        { text: `{{Name: ${COUNTY}}}` },
        { text: 'Uta Klein' },
      ])
  })

  it('who declined is struck out, who was left to paper is referred to the paper', async () => {
    const prints: Print[] = [
      { text: '{{Name: Jobcenter}}', x: 60, y: 700 },
      { text: '{{Unterschrift: Jobcenter}}', x: 60, y: 660 },
      { text: '{{Funktion: IHK}}        .', x: 60, y: 620 },
    ]
    const onPaper = signed({ organisation: 'IHK', ink: null, name: '', function: '', remark: 'Auf Papier' })
    const { added } = await sealed(prints, { stamps: [signed(), onPaper], declined: ['Jobcenter'] })
    expect(added.filter((line) => line === '–')).toHaveLength(2)
    expect(added).toContain('siehe Papieroriginal')
  })

  it('an anchor that names nobody stays, and is told of', async () => {
    const { added, anchors } = await sealed([{ text: '{{Name: Niemand e. V.}}', x: 60, y: 700 }], {
      stamps: [signed()],
    })
    expect(added).not.toContain('–')
    expect(anchors).toMatchObject({ filled: 0, left: [{ kind: 'name', label: 'Niemand e. V.' }] })
  })

  it.each([0, 90, 180, 270] as const)(
    'the text stands upright on its baseline (page turned by %i°)',
    async (turn) => {
      const prints = [{ text: `{{Name: ${COUNTY}}}`, x: 60, y: 500, size: 10 }]
      const { fresh } = await sealed(prints, { stamps: [signed()] }, turn)
      const name = fresh.find(({ text, x }) => text === 'Uta Klein' && x < 100)
      expect(name).toMatchObject({ size: expect.closeTo(10, 1), x: expect.closeTo(60, 0) })
      expect(name!.y).toBeCloseTo(500, 0)
    },
  )

  it('a long name is made smaller rather than cut, in two lines where that reads better', async () => {
    const name = 'Prof. Dr. Maximilian-Alexander Freiherr von Hohenstein-Sigmaringendorf'
    const { bytes, fresh } = await sealed(
      [{ text: '{{Name: IHK}}, im Folgenden', x: 60, y: 500, size: 12 }],
      {
        stamps: [signed({ organisation: 'IHK', name })],
      },
    )
    const [page] = await readPages(bytes)
    const { x, width } = page!.anchors[0]!.lines[0]!
    const lines = fresh.filter((one) => one.x < 100)
    expect(lines.map(({ text }) => text).join(' ')).toBe(name)
    for (const line of lines) expect(line.x + line.width).toBeLessThanOrEqual(x + width + 0.5)
  })

  it.skipIf(poppler.skip).each([0, 90] as const)(
    `a signature anchor is not seen, while all around it stays as printed (page turned by %i°)${poppler.note}`,
    async (rotation) => {
      const original = await agreement(rotation)
      const { bytes } = await sealAgreement(aSealJob(original, { stamps: [signed()] }), await aSealKey())
      const [before, after] = [render(original, 1, 144), render(bytes, 1, 144)]
      expect(darkIn(before, [298, 309])).toBeGreaterThan(500)
      expect(darkIn(after, [298, 309])).toBe(0)
      for (const strip of [
        [310.5, 326],
        [283, 295.5],
        [195, 212],
      ] as const)
        expect(darkIn(after, strip), strip.join('–')).toBe(darkIn(before, strip))
      const { x, width } = (await readAnchors(original)).at(-1)!.lines[0]!
      const [from, to] = [x * (before.width / 2), (x + width) * (before.width / 2)]
      for (const beside of [
        [50, Math.floor(from) - 1],
        [Math.ceil(to) + 1, 360],
      ] as const)
        expect(darkIn(after, [95, 112], beside)).toBe(darkIn(before, [95, 112], beside))
      expect(darkIn(after, [95, 112], [Math.ceil(from), Math.floor(to)])).toBe(0)
    },
  )

  it.skipIf(poppler.skip)(
    `a signature anchor stays to be seen where nobody was to sign${poppler.note}`,
    async () => {
      const original = await agreement()
      const { bytes } = await sealAgreement(aSealJob(original, { stamps: [] }), await aSealKey())
      expect(darkIn(render(bytes, 1, 144), [298, 309])).toBe(darkIn(render(original, 1, 144), [298, 309]))
    },
  )

  it('the block does not repeat name and function that the text says beside it', async () => {
    const prints: Print[] = [
      { text: `{{Unterschrift: ${COUNTY}}}`, x: 60, y: 500 },
      { text: `{{Name: ${COUNTY}}}`, x: 60, y: 480 },
      { text: `{{Funktion: ${COUNTY}}}`, x: 60, y: 466 },
    ]
    const box = { x: 60 / 595.28, y: 1 - 560 / 841.89, width: 0.3, height: 62 / 841.89 }
    const { added } = await sealed(prints, { stamps: [signed({ box })] })
    expect(added.filter((line) => line.includes('Uta Klein'))).toEqual(['Uta Klein'])
    expect(added.filter((line) => line.includes('Landrätin'))).toEqual(['Landrätin'])
    expect(added).toContain(COUNTY)
    expect(added.some((line) => line.includes('18:42 Uhr'))).toBe(true)
  })

  it('but does where they stand elsewhere, or beside another’s signature', async () => {
    const bytes = await sheetWith([
      { text: `{{Name: ${COUNTY}}}`, x: 60, y: 780 },
      { text: '{{Name: IHK}}', x: 60, y: 480 },
    ])
    const drawn = { page: 0, box: { x: 0.1, y: 0.33, width: 0.3, height: 0.08 }, organisation: COUNTY }
    expect(beside(drawn, await readAnchors(bytes), [COUNTY, 'IHK'])).toEqual({ name: false, function: false })
  })
})

describe('on paper originals', () => {
  const field = { page: 0, box: ELSEWHERE, organisation: COUNTY, signatory: '', function: '' }
  const print = async (original: Uint8Array) =>
    makeOriginals({ original, copies: 1, title: 'Vereinbarung', sha256Short: 'abc', fields: [field] })

  it.skipIf(poppler.skip)(`a signature anchor gives way to the blank line${poppler.note}`, async () => {
    expect(darkIn(render(await print(await agreement()), 1, 144), [298, 309])).toBe(0)
  })

  it.skipIf(poppler.skip)(
    `a line to write on takes the place of what is not yet known${poppler.note}`,
    async () => {
      const original = await sheetWith([
        { text: '{{Datum}}', x: 60, y: 500 },
        { text: '{{Name: Niemand e. V.}}', x: 60, y: 300 },
        { text: 'So weit reicht der Text dieser Seite und kein Stück weiter', x: 60, y: 700 },
      ])
      const [before, after] = [render(original, 1, 144), render(await print(original), 1, 144)]
      expect(darkIn(after, [501, 512])).toBe(0)
      expect(lineIn(after, [494, 501], [60, 210])).toBe(true)
      expect(darkIn(after, [298, 312])).toBe(darkIn(before, [298, 312]))
    },
  )
})

/** Whether a rule runs all through these points from left to right. */
function lineIn(
  { height, pixel }: Picture,
  [from, to]: readonly [number, number],
  [left, right]: readonly [number, number],
) {
  const rows = Array.from({ length: 2 * (to - from) }, (_, at) => Math.round(height - 2 * to) + at)
  return rows.some((y) => {
    for (let x = 2 * left + 2; x < 2 * right - 2; x++) if (Math.min(...pixel(x, y)) > 235) return false
    return true
  })
}
