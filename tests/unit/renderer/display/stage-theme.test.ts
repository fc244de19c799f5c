/** The stage is read from the last row: its contrasts, computed from the style sheet. axe cannot see through a gradient. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { colourOf, contrast } from '../../../fixtures/contrast.ts'
import type { Colour } from '../../../fixtures/contrast.ts'

const css = readFileSync(
  fileURLToPath(new URL('../../../../src/renderer/display/stage-theme.css', import.meta.url)),
  'utf8',
)

function themeOf(theme: string): Map<string, string> {
  const block = new RegExp(`\\.stage-${theme} \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return new Map([...block.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name!, value!]))
}

describe.each(['dark', 'light'])('the %s stage', (theme) => {
  const colours = themeOf(theme)
  /** A colour of the house's own takes the place of the accent only where it is as legible (appearance/accent.ts). */
  const valueOf = (name: string): string => {
    const value = colours.get(name) ?? ''
    const [, unlessOfTheHouse] = /^var\(--house-\w+, (#\w+)\)$/.exec(value) ?? []
    const [, mixed, share] = /^color-mix\(in srgb, var\(--(\w+)\) (\d+)%, transparent\)$/.exec(value) ?? []
    if (mixed) return `rgb(${colourOf(valueOf(mixed)).join(' ')} / ${share}%)`
    return unlessOfTheHouse ?? value
  }
  /** Both ends of the gradient: what holds at the ends holds between them. */
  const grounds: Colour[] = [...valueOf('ground').matchAll(/#[\da-f]{3,6}/gi)].map(([css]) => colourOf(css))
  const least = (name: string) =>
    Math.min(...grounds.map((ground) => contrast(colourOf(valueOf(name), ground), ground)))

  it('has a ground of two colours', () => {
    expect(grounds).toHaveLength(2)
  })

  it.each([
    ['text', 7],
    ['muted', 7],
    ['accent', 7],
    ['faint', 4.5],
    ['progress', 3],
    ['seal', 3],
  ])('sets off %s from its ground by at least %f : 1', (name, ratio) => {
    expect(least(name)).toBeGreaterThanOrEqual(ratio)
  })

  it('keeps words legible on what is raised, and on the block whose turn it is', () => {
    for (const ground of grounds)
      for (const box of ['raised', 'accent-tint'])
        for (const word of ['text', 'muted']) {
          const back = colourOf(valueOf(box), ground)
          expect(contrast(colourOf(valueOf(word)), back), `${word} on ${box}`).toBeGreaterThanOrEqual(4.5)
        }
  })

  it.each([
    ['paper-text', 'paper', 7],
    ['ink', 'paper', 7],
    ['quiet-text', 'quiet', 4.5],
    ['seal-tick', 'seal', 3],
  ])('sets off %s from %s by at least %f : 1', (front, back, ratio) => {
    expect(contrast(colourOf(valueOf(front)), colourOf(valueOf(back)))).toBeGreaterThanOrEqual(ratio)
  })
})
