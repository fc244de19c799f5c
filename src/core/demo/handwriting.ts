/** Invented handwriting for the demonstration: loops that differ from name to name, always the same for one name. */
import type { PadStroke } from '../../shared/ink.ts'

const LETTER_WIDTH = 26
const POINTS_PER_LETTER = 14
const BASELINE = 120

/** Strokes as a pad would give them (pixels, milliseconds), about 600 × 200. One stroke per word and a flourish. */
export function handwritingOf(name: string, attempt = 1): PadStroke[] {
  const random = randomFrom(`${name}/${attempt}`)
  let x = 30
  let time = 0
  const words = name.split(/\s+/).filter(Boolean)
  const strokes = words.map((word) => {
    const letters = Math.min(9, Math.max(3, word.length))
    const points = wordPoints({ x, time, letters, random })
    x += letters * LETTER_WIDTH * 0.75 + 24
    time += 900
    return { points }
  })
  return [...strokes, { points: flourish(x, time, random) }]
}

type Word = { x: number; time: number; letters: number; random: () => number }

function wordPoints({ x, time, letters, random }: Word) {
  const slant = 8 + random() * 10
  const heights = Array.from({ length: letters }, (_, index) => (index === 0 ? 62 : 18 + random() * 34))
  return Array.from({ length: letters * POINTS_PER_LETTER }, (_, index) => {
    const letter = Math.floor(index / POINTS_PER_LETTER)
    const turn = ((index % POINTS_PER_LETTER) / POINTS_PER_LETTER) * 2 * Math.PI
    const height = heights[letter] ?? 20
    const lift = (1 - Math.cos(turn)) / 2
    return {
      x: x + (index / POINTS_PER_LETTER) * LETTER_WIDTH * 0.75 + Math.sin(turn) * 9 + lift * slant,
      y: BASELINE - lift * height + Math.sin(index / 9) * 2,
      time: time + index * (7 + 5 * lift),
    }
  })
}

function flourish(right: number, time: number, random: () => number) {
  const sag = 10 + random() * 14
  return Array.from({ length: 24 }, (_, index) => {
    const way = index / 23
    return {
      x: right - 20 - way * (right - 90),
      y: BASELINE + 18 + Math.sin(way * Math.PI) * sag - way * 6,
      time: time + index * 6,
    }
  })
}

/** Mulberry32 on a hash of the text: small, even, repeatable. */
function randomFrom(text: string): () => number {
  let seed = [...text].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619), 2166136261)
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
