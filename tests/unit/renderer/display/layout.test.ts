import { describe, expect, test } from 'vitest'
import { fittingSize, stageGrid } from '../../../../src/renderer/display/layout.ts'
import type { Grid } from '../../../../src/renderer/display/layout.ts'

/** A typeface whose letters are all half as wide as high. */
const widthOf = (text: string) => text.length * 0.5

const SCREENS = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 1024, height: 768 },
]

describe('the grid of signature blocks', () => {
  test.each(SCREENS)('shows every block of any agreement on $width × $height', (screen) => {
    for (let count = 1; count <= 60; count++) {
      const { columns, rows, tile } = stageGrid(count, screen, 12)
      expect(columns * rows).toBeGreaterThanOrEqual(count)
      expect(columns * tile.width + (columns - 1) * 12).toBeLessThanOrEqual(screen.width + 0.01)
      expect(rows * tile.height + (rows - 1) * 12).toBeLessThanOrEqual(screen.height + 0.01)
    }
  })

  test.each(SCREENS)('leaves no row empty on $width × $height', (screen) => {
    for (let count = 1; count <= 60; count++) {
      const { columns, rows } = stageGrid(count, screen, 12)
      expect(columns * (rows - 1)).toBeLessThan(count)
    }
  })

  test('two partners stand beside each other, not squeezed into a corner', () => {
    expect(stageGrid(2, { width: 1280, height: 400 }, 12)).toMatchObject({ columns: 2, rows: 1 })
  })

  test('many blocks are laid out for the longest of their names, few for the ink', () => {
    const screen = { width: 1240, height: 370 }
    const names = { widest: 9, wanted: 32 }
    const nameIn = (grid: Grid) => Math.min((grid.tile.width * 0.92) / 9, grid.tile.height * 0.42)
    expect(nameIn(stageGrid(22, screen, 8, names))).toBeGreaterThan(nameIn(stageGrid(22, screen, 8)) * 1.15)
    expect(stageGrid(3, screen, 8, names)).toEqual(stageGrid(3, screen, 8))
  })

  test('nobody to sign gives an empty grid', () => {
    expect(stageGrid(0, { width: 1280, height: 720 }, 12)).toMatchObject({ columns: 0, rows: 0 })
  })
})

describe('type as large as its box allows', () => {
  const box = { width: 600, height: 200 }

  test('a short name is written large, a long one smaller, neither above the limit', () => {
    const short = fittingSize('IHK', box, 2, 120, widthOf)
    const long = fittingSize('Landesarbeitsgemeinschaft der kommunalen Träger', box, 2, 120, widthOf)
    expect(short).toBe(120)
    expect(long).toBeLessThan(short)
    expect(long).toBeGreaterThan(20)
  })

  test('no word is broken: the longest one decides', () => {
    const word = 'Beschäftigungsförderungsgesellschaft'
    expect(fittingSize(word, box, 2, 120, widthOf) * widthOf(word)).toBeLessThanOrEqual(box.width + 0.01)
  })

  test('what breaks into lines stays inside the height', () => {
    const size = fittingSize('Agentur für Arbeit Reutlingen', { width: 300, height: 80 }, 3, 200, widthOf)
    expect(size * 1.18 * 2).toBeLessThanOrEqual(80)
  })
})
