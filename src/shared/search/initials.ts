/** By which initials an organisation is known though nobody entered them: "AfA", "DRK", "LRA". */
import { foldSpelling, wordsOf } from './folding.ts'

/** Letters as they are typed, folded, and where in the text they stand for something; ranges in UTF-16 units. */
export type Initials = { letters: string; ranges: { start: number; end: number }[] }

/** Words that some count in ("AfA") and others leave out ("AA"). */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  'für fuer der die das des dem den und u im in am an e v zu zur zum von vom mit'.split(' '),
)

/**
 * German short forms that are not the initials of their words, mostly because a compound gives several letters: public offices,
 * chambers, welfare and relief as they are called in Landratsämter and town halls. Each stands for the words it is made of.
 */
const SHORT_FORMS: Readonly<Record<string, RegExp>> = {
  abh: /ausländer(behörde|amt)/iu,
  ag: /amtsgericht/iu,
  awo: /arbeiterwohlfahrt/iu,
  ba: /bundesagentur/iu,
  bamf: /bundesamt für migration/iu,
  dgb: /gewerkschaftsbund/iu,
  drk: /rot(es|en) kreuz|rotkreuz/iu,
  fa: /finanzamt/iu,
  fw: /feuerwehr/iu,
  gms: /gemeinschaftsschule/iu,
  gs: /grundschule/iu,
  hs: /hochschule/iu,
  hwk: /handwerkskammer/iu,
  ihk: /industrie- und handelskammer/iu,
  jc: /jobcenter|job-center/iu,
  jmd: /jugendmigrationsdienst/iu,
  khs: /kreishandwerkerschaft/iu,
  kita: /kindertages(stätte|einrichtung)/iu,
  kjr: /kreisjugendring/iu,
  ksk: /kreissparkasse/iu,
  kv: /kreisverband|kassenärztliche vereinigung/iu,
  lg: /landgericht/iu,
  lk: /landkreis/iu,
  lra: /landratsamt/iu,
  lwk: /landwirtschaftskammer/iu,
  mbe: /migrationsberatung/iu,
  pd: /polizeidirektion/iu,
  pp: /polizeipräsidium/iu,
  rp: /regierungspräsidium/iu,
  thw: /technisches hilfswerk/iu,
  uni: /universität/iu,
  vhs: /volkshochschule/iu,
}

/** The initials of all words and of those that count, as long as there are two, short forms among them spelt out, and those that are in use. */
export function initialsOf(text: string): Initials[] {
  const words = wordsOf(text).map(({ text: word, start }) => ({ word, start, folded: foldSpelling(word) }))
  const weighty = words.filter(({ word }) => !SMALL_WORDS.has(word.toLowerCase()))
  return [
    ...byFirstLetters(words),
    ...(weighty.length < words.length ? byFirstLetters(weighty) : []),
    ...byCapitals(words),
    ...known(text),
  ]
}

type Counted = { word: string; start: number; folded: string }

function byFirstLetters(words: readonly Counted[]): Initials[] {
  if (words.length < 2) return []
  const firsts = words.map(({ word, start }) => ({ first: firstLetter(word), start }))
  return [
    {
      letters: firsts.map(({ first }) => foldSpelling(first)).join(''),
      ranges: firsts.map(({ first, start }) => ({ start, end: start + first.length })),
    },
  ]
}

/** A word in capitals is a short form itself and counts with all its letters: "IGM" for "IG Metall". */
function byCapitals(words: readonly Counted[]): Initials[] {
  if (words.length < 2 || !words.some(({ word }) => CAPITALS.test(word))) return []
  const parts = words.map(({ word, start }) => ({
    part: CAPITALS.test(word) ? word : firstLetter(word),
    start,
  }))
  const letters = parts.flatMap(({ part, start }) =>
    [...part.matchAll(/.\p{M}*/gu)].map(({ 0: letter, index }) => ({
      letter,
      start: start + index,
      end: start + index + letter.length,
    })),
  )
  return [{ letters: letters.map(({ letter }) => foldSpelling(letter)).join(''), ranges: letters }]
}

const CAPITALS = /^\p{Lu}{2,4}$/u

const firstLetter = (word: string): string => /^.\p{M}*/u.exec(word)?.[0] ?? ''

const known = (text: string): Initials[] =>
  Object.entries(SHORT_FORMS).flatMap(([letters, meant]) => {
    const found = meant.exec(text)
    return found ? [{ letters, ranges: [{ start: found.index, end: found.index + found[0].length }] }] : []
  })

/** How far typed letters are from initials: 0 when they are all of them or a known short form, 1 at their beginning; null when they are neither. */
export function fitOfInitials(typed: string, letters: string): 0 | 1 | null {
  if (typed.length < 2 || !letters.startsWith(typed)) return null
  return typed.length === letters.length ? 0 : 1
}
