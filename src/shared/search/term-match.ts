/** Judges how well one typed word fits one word of the vocabulary. */
import type { EditDistance } from './edit-distance.ts'
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
  return [...new Set([koelnerCode(key), koelnerCode(foldAsHeard(word))])].filter(Boolean)
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
  distance: (typed: string, name: string) => EditDistance,
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

function closenessByEar(
  typed: WordForms,
  term: WordForms,
  distance: (typed: string, name: string) => EditDistance,
): number | null {
  const sounds = soundsAs(typed.codes, term.codes)
  if (sounds === null || typed.key.length < 2) return null
  const { whole, prefix } = distance(typed.key, term.key)
  const slips = sounds.isWhole ? whole : prefix
  const most = sounds.length < TELLING_CODE ? 1 : Math.max(2, Math.floor(typed.key.length / 2))
  return slips > most ? null : Math.min(slips * 2 + (sounds.isWhole ? 0 : 1), RANK_STEP - 1)
}

function soundsAs(
  typed: readonly string[],
  term: readonly string[],
): { isWhole: boolean; length: number } | null {
  let found: { isWhole: boolean; length: number } | null = null
  for (const code of typed) {
    for (const other of term) {
      if (code === other) return { isWhole: true, length: code.length }
      if (code.length >= TELLING_CODE && other.startsWith(code))
        found = { isWhole: false, length: code.length }
    }
  }
  return found
}

/** One slip from three letters on, two from six. */
const slipsAllowed = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : 2)

function closenessBySlip(
  typed: WordForms,
  term: WordForms,
  distance: (typed: string, name: string) => EditDistance,
): number | null {
  const most = slipsAllowed(typed.key.length)
  if (most === 0 || term.key.length < typed.key.length - most) return null
  if (bitCount(typed.letters & ~term.letters) > most) return null
  const { whole, prefix } = distance(typed.key, term.key)
  if (prefix > most) return null
  const otherStart = typed.key.charAt(0) === term.key.charAt(0) ? 0 : 2
  return whole <= most ? whole * 10 + otherStart : prefix * 10 + 5 + otherStart
}

function bitCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}
