import { expect, test } from 'vitest'
import { piecesOf } from '../../../../src/renderer/reception/marks.ts'

test('the part that matched is marked, the rest is plain', () => {
  expect(piecesOf('Müller', [[0, 2]])).toEqual([
    { text: 'Mü', marked: true },
    { text: 'ller', marked: false },
  ])
})

test('overlapping and touching marks become one', () => {
  expect(
    piecesOf('Schmidt', [
      [3, 5],
      [0, 2],
      [2, 4],
    ]),
  ).toEqual([
    { text: 'Schmi', marked: true },
    { text: 'dt', marked: false },
  ])
})

test('no mark leaves the text whole, an empty text has no pieces', () => {
  expect(piecesOf('Schmidt', [])).toEqual([{ text: 'Schmidt', marked: false }])
  expect(piecesOf('', [[0, 2]])).toEqual([])
})

test('marks beyond the text are cut off', () => {
  expect(piecesOf('Li', [[1, 9]])).toEqual([
    { text: 'L', marked: false },
    { text: 'i', marked: true },
  ])
})
