/** Judges how well one typed word fits one word of the vocabulary. */
import type { MeasureDistance } from './edit-distance.ts'
import { foldKey } from './folding.ts'
import { onsetBits, soundsOf } from './heard.ts'
import type { Sound } from './heard.ts'

/** Best first. `part`: the typed letters stand inside the word ("bohrer" in "Käßbohrer"). */
export const RANKS = ['exact', 'prefix', 'phonetic', 'part', 'typo'] as const
export type Rank = (typeof RANKS)[number]

/** A word in all the forms it is compared in. */
export type WordForms = {
  key: string
  /** As written, and as otherwise heard where the code differs. */
  sounds: readonly Sound[]
  /** See onsetBits. */
  onsets: number
  /** A bit per letter of the key, to rule out most words without comparing. */
  letters: number
}

/** Steps from a name's rank to the next worse; what is below it orders words of the same rank, 0 best. */
export const RANK_STEP = 100

export const formsOf = (word: string, key: string = foldKey(word)): WordForms => ({
  key,
  ...soundFormsOf(soundsOf(word, key)),
  letters: letterBits(key),
})

const soundFormsOf = (sounds: readonly Sound[]) => ({ sounds, onsets: onsetBits(sounds) })

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
  if (byEar !== null && byEar <= closeFor(typed.key.length)) return 2 * RANK_STEP + byEar
  if (effort === 'phonetic') return null
  if (typed.key.length >= SHORTEST_PART && term.key.includes(typed.key)) return 3 * RANK_STEP
  if (effort === 'part') return null
  const bySlip = closenessBySlip(typed, term, distance) ?? byEar
  return bySlip === null ? null : 4 * RANK_STEP + bySlip
}

/** Short forms nobody has entered come after what was: whole initials behind the words that begin so, some of them behind what sounds alike, offices behind parts. */
export const penaltyByInitials = (fit: 0 | 1 | 2): number => (2 + fit) * RANK_STEP - 1

const SHORTEST_PART = 3
/** A code of one digit says too little unless the letters are nearly the same, too. */
const TELLING_CODE = 2

/** Beyond this closeness sounding alike counts no more than a slip: half of all short names sound alike. */
const closeFor = (length: number): number => (length < 5 ? 10 : length < 8 ? 20 : 30)

/** 0 to 99: ten for each letter in which the two ways of hearing differ; null when they do not sound alike. */
function closenessByEar(typed: WordForms, term: WordForms, distance: MeasureDistance): number | null {
  if (typed.key.length < 2 || (typed.onsets & term.onsets) === 0) return null
  let least = RANK_STEP
  for (const own of typed.sounds) {
    for (const other of term.sounds) {
      if (!other.code.startsWith(own.code)) continue
      const closeness = closenessOfSounds(own, other, distance)
      if (closeness < least) least = closeness
    }
  }
  return least < RANK_STEP ? least : null
}

function closenessOfSounds(typed: Sound, term: Sound, distance: MeasureDistance): number {
  const isWhole = typed.code === term.code
  const isTelling = typed.code.length >= TELLING_CODE
  if (!isWhole && !isTelling) return RANK_STEP
  const most = isTelling ? Math.max(2, Math.floor(typed.heard.length / 2)) : 1
  const slips = distance(typed.heard, term.heard, most)?.[isWhole ? 'whole' : 'prefix'] ?? Infinity
  return slips > most ? RANK_STEP : Math.min(slips * 10 + (isWhole ? 0 : 9), RANK_STEP - 1)
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
