import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPages } from '../../../../../src/core/agreement/reading/page-text.ts'
import { codePlace, makeBadges } from '../../../../../src/core/documents/guests/badges.ts'
import type { Badge, BadgeJob } from '../../../../../src/core/documents/guests/badges.ts'
import { makePlaceCards } from '../../../../../src/core/documents/guests/place-cards.ts'
import type { PlaceCard } from '../../../../../src/core/documents/guests/place-cards.ts'
import { mm } from '../../../../../src/core/documents/typesetting/sheet.ts'
import { fontFaces } from '../../../../../src/core/fonts.ts'
import { groupOf } from '../../../../../src/core/door/guest-groups.ts'
import { partnerCategorySchema } from '../../../../../src/shared/domain/registry/registry.ts'
import type { BadgeFormat } from '../../../../../src/shared/contract/printing.ts'
import { colourOf, contrast } from '../../../../fixtures/contrast.ts'
import { describeWith } from '../../../../fixtures/real-tools.ts'
import { inkBox, render, runTool } from '../../../../fixtures/tools.ts'
import { standsOnPaper, textOf } from '../reading.ts'

const WHITE = [255, 255, 255] as const
const fonts = await fontFaces()

const EVA: Badge = {
  title: '',
  firstName: 'Eva',
  lastName: 'Groß',
  function: 'Landrätin',
  organisation: 'Landkreis Tübingen',
  group: groupOf('county'),
  isGuestOfHonour: false,
  code: '7K2',
  qr: null,
}
const LONG: Badge = {
  ...EVA,
  title: 'Dr.-Ing.',
  firstName: 'Maximiliane',
  lastName: 'Freifrau Łukaszewska-Öztürk von und zu Gutenberg-Hohenlohe',
  function: 'Beigeordnete für Wirtschaftsförderung, Arbeitsmarkt und Integration',
  organisation: 'Arbeitsgemeinschaft der Ehrenamtlichen Unterstützerkreise im Landkreis Tübingen e. V.',
  isGuestOfHonour: true,
}
const FORMATS: [BadgeFormat, number, number][] = [
  ['label-62', 100, 62],
  ['cr80', 85.6, 53.98],
  ['a6', 148, 105],
  ['a7', 105, 74],
  ['sheet-90x54', 210, 297],
]
const ALL = FORMATS.map(([format]) => format)

const job = (changes: Partial<BadgeJob>): BadgeJob => ({
  format: 'cr80',
  offset: { x: 0, y: 0 },
  startAt: 1,
  title: 'Namensschilder',
  madeAt: '2017-02-21T15:00:00Z',
  ...changes,
})
const badges = (list: readonly Badge[], changes: Partial<BadgeJob> = {}) =>
  makeBadges(list, job(changes), fonts)

const compact = (text: string) => text.normalize('NFC').replaceAll(/[\s-]/g, '')
const wordsOf = async (bytes: Uint8Array) => compact((await textOf(bytes)).join(''))
const inMm = (points: number) => (points / 72) * 25.4

describe('badges', () => {
  it.each(FORMATS)('on %s have a page of %d × %d mm', async (format, width, height) => {
    const [page] = await readPages(await badges([EVA], { format }))
    expect(inMm(page!.width)).toBeCloseTo(width, 1)
    expect(inMm(page!.height)).toBeCloseTo(height, 1)
  })

  it.each(ALL)('on %s carry the longest names whole', async (format) => {
    const bytes = await badges([LONG], { format })
    const words = await wordsOf(bytes)
    for (const text of [LONG.title, LONG.firstName, LONG.lastName, LONG.function, LONG.organisation])
      expect(words).toContain(compact(text))
    expect(await standsOnPaper(bytes)).toBe(true)
  })

  it('carry names in the letters of their owners', async () => {
    const words = await wordsOf(
      await badges([
        { ...EVA, firstName: 'Hồng', lastName: 'Nguyễn Thị' },
        { ...EVA, firstName: 'Γεώργιος', lastName: 'Παπαδόπουλος' },
      ]),
    )
    for (const name of ['NguyễnThị', 'Παπαδόπουλος']) expect(words).toContain(name)
  })

  it('lose no letter of any name, however long, and keep within the card', async () => {
    const word = fc.string({ unit: fc.constantFrom(...'aeiounrstlmWÄöüßŁę'), minLength: 1, maxLength: 40 })
    const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        text,
        fc.constantFrom(...ALL),
        async (lastName, office, organisation, format) => {
          const bytes = await badges([{ ...EVA, lastName, function: office, organisation }], { format })
          const words = await wordsOf(bytes)
          for (const each of [lastName, office, organisation]) expect(words).toContain(compact(each))
          expect(await standsOnPaper(bytes)).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('set a short name larger than anything else, and a long one still larger than the office', async () => {
    for (const badge of [EVA, LONG]) {
      const [page] = await readPages(await badges([badge]))
      const size = (part: string) => page!.segments.find(({ text }) => text.includes(part))!.size
      expect(size(badge.lastName.slice(0, 4))).toBeGreaterThan(size(badge.function.slice(0, 6)))
    }
  })

  it('give a very long name a third line rather than small letters', async () => {
    const name = {
      firstName: 'Maximiliane-Theodora',
      lastName: 'von und zu Löwenstein-Wertheim-Freudenberg-Hohenlohe',
    }
    const [page] = await readPages(await badges([{ ...EVA, ...name }], { format: 'a6' }))
    const lines = page!.segments.filter(({ text }) => /Maximiliane|Löwenstein|Freudenberg/.test(text))
    expect(new Set(lines.map(({ y }) => y)).size).toBe(3)
    expect(Math.min(...lines.map(({ size }) => size))).toBeGreaterThan(25)
  })

  it('say the group and the guest of honour in words', async () => {
    const [eva, long] = await textOf(await badges([EVA, LONG]))
    expect(eva).toContain('Landkreis')
    expect(eva).not.toContain('Ehrengast')
    expect(long).toContain('Ehrengast · Landkreis')
  })

  it('go ten to a sheet, and begin where the sheet is still free', async () => {
    const list = Array.from({ length: 12 }, () => EVA)
    expect(await textOf(await badges(list, { format: 'sheet-90x54' }))).toHaveLength(2)
    const pages = await textOf(await badges(list, { format: 'sheet-90x54', startAt: 9 }))
    expect(pages.map((text) => text.match(/Groß/g)?.length)).toEqual([2, 10])
  })

  it('move with the offset of the printer', async () => {
    const at = async (offset: BadgeJob['offset']) => {
      const [page] = await readPages(await badges([EVA], { format: 'sheet-90x54', offset }))
      const { x, y } = page!.segments.find(({ text }) => text.includes('Groß'))!
      return { x: inMm(x), y: inMm(y) }
    }
    const [still, moved] = [await at({ x: 0, y: 0 }), await at({ x: 1.5, y: -2 })]
    expect(moved.x - still.x).toBeCloseTo(1.5, 1)
    expect(Math.abs(moved.y - still.y)).toBeCloseTo(2, 1)
  })

  it('leave room for a QR code only where there is a ticket', async () => {
    const [without, withCode] = await Promise.all([badges([EVA]), badges([{ ...EVA, qr: 'MAPPE-7K2' }])])
    const tag = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').includes('/S /Figure')
    expect([tag(without), tag(withCode)]).toEqual([false, true])
    expect(await wordsOf(withCode)).toContain(compact(EVA.organisation))
  })

  it.each([
    [46, 220],
    [100, 270],
  ])('keep four modules free around the code, in a room %i high and %i wide', (height, width) => {
    const room = { x: 10, y: 100, width, height }
    const bar = room.y + height + mm(1.5)
    const { x, y, side, quiet } = codePlace(room)
    expect(quiet).toBeCloseTo((side / 21) * 4)
    expect(y - room.y).toBeGreaterThanOrEqual(quiet - 1e-9)
    expect(bar - (y + side)).toBeGreaterThanOrEqual(quiet - 1e-9)
    expect(x + side).toBeCloseTo(room.x + width)
  })

  it('are tagged and carry their typeface', async () => {
    const text = Buffer.from(await badges([EVA])).toString('latin1')
    expect(text).toContain('/Marked true')
    expect(text).toContain('/FontFile2')
    expect(text).toContain('/Lang (de-DE)')
  })

  it('have bars on which white letters can be read (4.5 : 1)', () => {
    for (const category of partnerCategorySchema.options)
      expect(contrast(colourOf(groupOf(category).colour), WHITE)).toBeGreaterThan(4.5)
  })
})

const CARD: PlaceCard = { ...EVA, seat: '1-02' }
const cards = (list: readonly PlaceCard[], format: 'tent' | 'four') =>
  makePlaceCards(
    list,
    { format, offset: { x: 0, y: 0 }, title: 'Tischkarten', madeAt: '2017-02-21T15:00:00Z' },
    fonts,
  )

describe('place cards', () => {
  it.each([
    ['tent', 3],
    ['four', 1],
  ] as const)('as %s take %d sheets of A4 for three guests', async (format, sheets) => {
    const pages = await readPages(await cards([CARD, CARD, CARD], format))
    expect(pages).toHaveLength(sheets)
    expect([inMm(pages[0]!.width), inMm(pages[0]!.height)].map(Math.round)).toEqual([210, 297])
  })

  it('show the whole name', async () => {
    const bytes = await cards([{ ...LONG, seat: 'A 10' }], 'four')
    const words = await wordsOf(bytes)
    for (const text of [
      LONG.title,
      LONG.firstName,
      LONG.lastName,
      LONG.function,
      LONG.organisation,
      'Platz A 10',
    ])
      expect(words).toContain(compact(text))
    expect(await standsOnPaper(bytes)).toBe(true)
  })
})

describeWith('pdftoppm', 'place cards to fold', () => {
  it('stand upright on both sides: the upper half is the lower one turned by 180 degrees', async () => {
    const { width, height, pixel } = render(await cards([CARD], 'tent'), 1, 100)
    let [same, dark] = [0, 0]
    for (let y = Math.round(height * 0.52); y < height * 0.96; y++)
      for (let x = 20; x < width - 20; x++) {
        if (pixel(x, y)[0] > 128) continue
        dark += 1
        const near = [-1, 0, 1].flatMap((dx) =>
          [-1, 0, 1].map((dy) => [width - 1 - x + dx, height - 1 - y + dy]),
        )
        if (near.some(([px, py]) => pixel(px!, py!)[0] < 160)) same += 1
      }
    expect(dark).toBeGreaterThan(200)
    expect(same / dark).toBeGreaterThan(0.95)
  })

  it.each(ALL.filter((format) => format !== 'sheet-90x54'))(
    'badges on %s keep clear of the edges',
    async (format) => {
      const box = inkBox(render(await badges([LONG], { format }), 1, 100))!
      for (const gap of [box.left, box.top, 1 - box.right, 1 - box.bottom]) expect(gap).toBeGreaterThan(0.005)
    },
  )
})

describeWith('pdftotext', 'badges as another program reads them', () => {
  it('hold names of every script in reading order', async () => {
    const pdf = await badges([
      { ...LONG, lastName: 'Łukaszewska' },
      { ...EVA, lastName: 'Παπαδόπουλος' },
    ])
    const { text } = runTool('pdftotext', { 'a.pdf': pdf }, ['-enc', 'UTF-8', '{a.pdf}', '-'])
    expect(text.normalize('NFC')).toMatch(/Dr\.-Ing\.\s+Maximiliane\s+Łukaszewska[\s\S]*Παπαδόπουλος/)
  })
})
