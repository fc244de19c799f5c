/** Judges how well one typed word fits one word of the vocabulary. */
import type { MeasureDistance } from './edit-distance.ts'
import { foldAsHeard, foldKey } from './folding.ts'
import { koelnerCode } from './koelner-phonetik.ts'

/** Best first. `part`: the typed letters stand inside the word ("bohrer" in "Käßbohrer"). */
export const RANKS = ['exact', 'prefix', 'phonetic', 'part', 'typo'] as const
export type Rank = (typeof RANKS)[number]

/** A word in all the forms it is compared in. */
export type WordForms = {
  key: string
  /** Kölner codes: of the key, and of the word as heard where that differs. */
  codes: readonly string[]
  /** A bit per letter of the key, to rule out most words without comparing. */
  letters: number
}

/** Steps from a name's rank to the next worse; what is below it orders words of the same rank, 0 best. */
export const RANK_STEP = 100

export const formsOf = (word: string, key: string = foldKey(word)): WordForms => ({
  key,
  codes: codesOf(word, key),
  letters: letterBits(key),
})

/** Kölner codes of a word as written and as heard. */
export function codesOf(word: string, key: string): string[] {
  return [...new Set([key, ...foldAsHeard(word)].map(koelnerCode))].filter(Boolean)
}

function letterBits(key: string): number {
  let bits = 0
  for (let at = 0; at < key.length; at++) bits |= 1 << (key.charCodeAt(at) & 31)
  return bits
}

/** The rank that a penalty stands for. */
export const rankOf = (penalty: number): Rank => RANKS[Math.floor(penalty / RANK_STEP)] ?? 'typo'

/**
 * How far a typed word is from a word of the vocabulary: rank × RANK_STEP + closeness; null when they do not fit.
 * `effort` is the worst rank worth looking for.
 */
export function penaltyOf(
  typed: WordForms,
  term: WordForms,
  effort: Rank,
  distance: MeasureDistance,
): number | null {
  if (term.key.startsWith(typed.key)) return term.key.length === typed.key.length ? 0 : RANK_STEP
  if (effort === 'exact' || effort === 'prefix') return null
  const byEar = closenessByEar(typed, term, distance)
  if (byEar !== null) return 2 * RANK_STEP + byEar
  if (effort === 'phonetic') return null
  if (typed.key.length >= SHORTEST_PART && term.key.includes(typed.key)) return 3 * RANK_STEP
  if (effort === 'part') return null
  const bySlip = closenessBySlip(typed, term, distance)
  return bySlip === null ? null : 4 * RANK_STEP + bySlip
}

const SHORTEST_PART = 3
/** A code of one digit says too little unless the letters are nearly the same, too. */
const TELLING_CODE = 2

function closenessByEar(typed: WordForms, term: WordForms, distance: MeasureDistance): number | null {
  const sounds = typed.key.length < 2 ? null : soundsAs(typed.codes, term.codes)
  if (sounds === null) return null
  const isTelling = (typed.codes[0] ?? '').length >= TELLING_CODE
  const most = isTelling ? Math.max(2, Math.floor(typed.key.length / 2)) : 1
  const slips = distance(typed.key, term.key, most)?.[sounds] ?? Infinity
  return slips > most ? null : Math.min(slips * 2 + (sounds === 'whole' ? 0 : 1), RANK_STEP - 1)
}

/** Whether the typed word sounds like the whole of the other or like its beginning. */
function soundsAs(typed: readonly string[], term: readonly string[]): 'whole' | 'prefix' | null {
  let found: 'prefix' | null = null
  for (const code of typed) {
    for (const other of term) {
      if (code === other) return 'whole'
      if (code.length >= TELLING_CODE && other.startsWith(code)) found = 'prefix'
    }
  }
  return found
}

/** One slip from three letters on, two from six. */
const slipsAllowed = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : 2)

function closenessBySlip(typed: WordForms, term: WordForms, distance: MeasureDistance): number | null {
  const most = slipsAllowed(typed.key.length)
  if (most === 0 || term.key.length < typed.key.length - most) return null
  if (bitCount(typed.letters & ~term.letters) > most) return null
  const slips = distance(typed.key, term.key, most)
  if (!slips) return null
  const otherStart = typed.key.charAt(0) === term.key.charAt(0) ? 0 : 2
  return slips.whole <= most ? slips.whole * 10 + otherStart : slips.prefix * 10 + 5 + otherStart
}

function bitCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}
