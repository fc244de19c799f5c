import { expect, test } from 'vitest'
import { markedFields, piecesOf } from '../../../../src/renderer/reception/marks.ts'

test('the part that matched is marked, the rest is plain', () => {
  expect(piecesOf('Müller', [{ start: 0, end: 2 }])).toEqual([
    { text: 'Mü', marked: true },
    { text: 'ller', marked: false },
  ])
})

test('overlapping and touching marks become one', () => {
  const ranges = [
    { start: 3, end: 5 },
    { start: 0, end: 2 },
    { start: 2, end: 4 },
  ]
  expect(piecesOf('Schmidt', ranges)).toEqual([
    { text: 'Schmi', marked: true },
    { text: 'dt', marked: false },
  ])
})

test('no mark leaves the text whole, an empty text has no pieces', () => {
  expect(piecesOf('Schmidt', [])).toEqual([{ text: 'Schmidt', marked: false }])
  expect(piecesOf('', [{ start: 0, end: 2 }])).toEqual([])
})

test('marks beyond the text are cut off', () => {
  expect(piecesOf('Li', [{ start: 1, end: 9 }])).toEqual([
    { text: 'L', marked: false },
    { text: 'i', marked: true },
  ])
})

test('every field gets its own marks and no others', () => {
  const fields = [
    { name: 'lastName', text: 'Kern' },
    { name: 'town', text: 'Kernstadt' },
  ]
  expect(markedFields(fields, [{ field: 'town', start: 0, end: 4 }])).toEqual({
    lastName: [{ text: 'Kern', marked: false }],
    town: [
      { text: 'Kern', marked: true },
      { text: 'stadt', marked: false },
    ],
  })
})
