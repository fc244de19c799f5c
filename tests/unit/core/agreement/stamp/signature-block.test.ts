import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layOutBlock } from '../../../../../src/core/agreement/stamp/signature-block.ts'
import type { BlockText, Measure } from '../../../../../src/core/agreement/stamp/signature-block.ts'
import { blockTexts, localClock } from '../../../../../src/core/agreement/stamp/stamp-text.ts'
import { outlineOf, penWidth } from '../../../../../src/shared/ink.ts'
import { aStamp } from '../../../../fixtures/agreements.ts'
import { longSignature, shortName } from '../../../../fixtures/handwriting.ts'

/** Every letter is as wide as a Noto Sans "n". */
const measure: Measure = (text, weight) => text.length * (weight === 'bold' ? 0.63 : 0.6)
const clock = localClock('Europe/Berlin')
const ink = outlineOf(longSignature(100))
const field = { x: 50, y: 100, width: 200, height: 80 }

describe('the words under a signature', () => {
  test('say who, for whom, where and when', () => {
    expect(blockTexts(aStamp(), clock)).toEqual([
      { weight: 'bold', parts: ['Dr. Jörg Weiß'] },
      { weight: 'regular', parts: ['Oberbürgermeister', 'Universitätsstadt Tübingen'] },
      { weight: 'regular', parts: ['Tübingen', '21.02.2017, 18:42 Uhr'] },
    ])
  })

  test('put the capacity before the name, and a remark last', () => {
    const texts = blockTexts(aStamp({ capacity: 'i.V.', remark: 'Vollmacht lag vor' }), clock)
    expect(texts[0]!.parts).toEqual(['i. V. Dr. Jörg Weiß'])
    expect(texts.at(-1)!.parts).toEqual(['Vollmacht lag vor'])
  })

  test('leave out what is not known', () => {
    const texts = blockTexts(aStamp({ function: ' ', place: '', signedAt: '' }), clock)
    expect(texts.map(({ parts }) => parts)).toEqual([['Dr. Jörg Weiß'], ['Universitätsstadt Tübingen']])
  })

  test('tell summer time from winter time', () => {
    expect(clock('2017-07-01T16:42:00Z')).toBe('01.07.2017, 18:42 Uhr')
    expect(localClock('UTC')('2017-07-01T16:42:00Z')).toBe('01.07.2017, 16:42 Uhr')
  })
})

describe('a signature block', () => {
  test('has three lines of easily read size in an ordinary box', () => {
    const { lines } = layOutBlock(
      field,
      blockTexts(aStamp({ organisation: 'Stadt Tübingen' }), clock),
      ink,
      measure,
    )
    expect(lines.length).toBe(3)
    expect(lines[0]!.size).toBeGreaterThanOrEqual(6)
    expect(lines[0]!.size).toBeLessThanOrEqual(8)
  })

  test('breaks a long organisation after the function, before it makes the text smaller', () => {
    const { lines } = layOutBlock(
      field,
      blockTexts(aStamp({ organisation: 'Agentur für Arbeit Nagold-Pforzheim' }), clock),
      ink,
      measure,
    )
    expect(lines.map(({ text }) => text)).toContain('Oberbürgermeister,')
    expect(lines.map(({ text }) => text)).toContain('Agentur für Arbeit Nagold-Pforzheim')
  })

  test('has the ink sit on the line, in its own proportions', () => {
    const block = layOutBlock(field, blockTexts(aStamp(), clock), ink, measure)
    expect(block.ink!.y).toBe(block.rule!.y)
    expect(block.rule!.y).toBeGreaterThan(Math.max(...block.lines.map(({ y }) => y)))
  })

  test('does not blow up a small signature to a brush stroke', () => {
    const small = outlineOf(shortName(20))
    const { ink: placed } = layOutBlock({ x: 0, y: 0, width: 500, height: 400 }, [], small, measure)
    expect(placed!.scale * penWidth(small)).toBeLessThanOrEqual(1.7)
  })

  test('shows words alone where there is no ink', () => {
    expect(layOutBlock(field, blockTexts(aStamp(), clock), null, measure).ink).toBeNull()
  })

  test('never cuts a word and never leaves the box, whatever the names and the box', () => {
    const word = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom('a', 'ß', 'M', '-', 'ł') })
    const part = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '))
    const text = fc.record({
      weight: fc.constantFrom('bold' as const, 'regular' as const),
      parts: fc.array(part, { minLength: 1, maxLength: 2 }),
    })
    const side = fc.double({ min: 5, max: 600, noNaN: true })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), side, side, (texts: BlockText[], width, height) => {
        const box = { x: 10, y: 20, width, height }
        const block = layOutBlock(box, texts, ink, measure)
        const printed = block.lines
          .map((line) => line.text)
          .join(' ')
          .replaceAll(',', '')
        expect(printed).toBe(texts.map(({ parts }) => parts.join(' ')).join(' '))
        for (const { text, weight, size, x, y } of block.lines) {
          expect(x + measure(text, weight) * size).toBeLessThanOrEqual(box.x + width + 1e-6)
          expect(y - size * 0.28).toBeGreaterThanOrEqual(box.y - 1e-6)
          expect(y + size * 0.8).toBeLessThanOrEqual(box.y + height + 1e-6)
        }
        const { x, y, scale } = block.ink!
        expect(x + ink.width * scale).toBeLessThanOrEqual(box.x + width + 1e-6)
        expect(y + ink.height * scale).toBeLessThanOrEqual(box.y + height + 1e-6)
      }),
    )
  })
})
