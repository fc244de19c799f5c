/** Makes the colour of a house readable: on light and dark pages, and from the last row of the hall. */

export type Rgb = readonly [red: number, green: number, blue: number]

/** WCAG 2.2: 1.4.3 for text and buttons, 1.4.6 for what is read from afar. */
const READABLE = 4.5
const READABLE_FROM_AFAR = 7
const STEP = 0.02

/** The grounds that text in this colour stands on: page, raised surface, and the palest place of the stage. */
const GROUNDS = {
  light: ['#ffffff', '#f2f4f6'],
  dark: ['#000000', '#12151f'],
  stageLight: ['#ffffff', '#eef1f9'],
  stageDark: ['#0c1029', '#1b2450'],
} as const

export type Ground = keyof typeof GROUNDS

/** The colour for each ground: as chosen where it can be read there, else darker or lighter by as little as is needed. */
export const tonesOf = (accent: string): Record<Ground, string> => ({
  light: readableOn(accent, GROUNDS.light, READABLE),
  dark: readableOn(accent, GROUNDS.dark, READABLE),
  stageLight: readableOn(accent, GROUNDS.stageLight, READABLE_FROM_AFAR),
  stageDark: readableOn(accent, GROUNDS.stageDark, READABLE_FROM_AFAR),
})

/** #rrggbb, mixed with black on a light ground and with white on a dark one until the contrast is enough everywhere. */
export function readableOn(accent: string, grounds: readonly string[], contrast: number): string {
  const own = rgbOf(accent)
  const end: Rgb = luminance(rgbOf(grounds[0] ?? '#ffffff')) > 0.5 ? [0, 0, 0] : [255, 255, 255]
  for (let share = 0; share < 1; share += STEP) {
    const mixed = mix(own, end, share)
    if (grounds.every((ground) => contrastOf(mixed, rgbOf(ground)) >= contrast)) return hexOf(mixed)
  }
  return hexOf(end)
}

/** From 1 (the same) to 21 (black on white). */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

export const rgbOf = (hex: string): Rgb => {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

const hexOf = (rgb: Rgb): string =>
  `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
]

/** Relative luminance (WCAG 2.2). */
const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

function linear(value: number): number {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
