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
  const valueOf = (name: string) => colours.get(name) ?? ''
  /** A part of another colour upon the ground, as color-mix() with transparent has it. */
  const laidOn = (name: string, ground: Colour): Colour => {
    const [, other, share] =
      /^color-mix\(in srgb, var\(--([\w-]+)\) (\d+)%, transparent\)$/.exec(valueOf(name)) ?? []
    if (other === undefined) return colourOf(valueOf(name), ground)
    const [red, green, blue] = colourOf(valueOf(other))
    return colourOf(`rgb(${red} ${green} ${blue} / ${share}%)`, ground)
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
          const back = laidOn(box, ground)
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
