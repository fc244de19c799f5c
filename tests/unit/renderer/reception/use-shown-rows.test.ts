import { describe, expect, test } from 'vitest'
import { rowsAtOnce } from '../../../../src/renderer/reception/use-shown-rows.ts'

describe('the rows that are drawn with the keystroke', () => {
  test('fill the screen of a small notebook and of a large one', () => {
    expect(rowsAtOnce(768)).toBe(5)
    expect(rowsAtOnce(1080)).toBe(7)
    expect(rowsAtOnce(1440)).toBe(10)
  })

  test('are never so few that the page seems to end', () => {
    expect(rowsAtOnce(400)).toBe(4)
  })
})
