/** How a name may sound: the ways a German ear would write down what it hears, and their codes. */
import { foldKey } from './folding.ts'
import { koelnerCode } from './koelner-phonetik.ts'

/** One way of hearing a word: its Kölner code, and how it would be written down with the fewest letters. */
export type Sound = { code: string; heard: string }

/** More ways than these make everything sound like everything. */
const MOST_SOUNDS = 8

/** Letters with a sound of their own; they are known by their marks, so there is no doubt. */
const MARKED_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/[çčć]|cz/g, 'tsch'],
  [/[şșšśžżź]/g, 'sch'],
  [/ł/g, 'w'],
  [/đ/g, 'dsch'],
  [/[țţ]/g, 'z'],
  [/ř/g, 'rsch'],
  [/ą/g, 'on'],
  [/ę/g, 'en'],
]

/**
 * Spellings that sound differently from language to language, where Kölner Phonetik hears only the German one:
 * English, French, Turkish, Polish, Hungarian, Albanian and the many transcriptions of Arabic and Cyrillic.
 */
const OTHER_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^ng/, 'n'],
  [/gy/g, 'dj'],
  [/eaux?/g, 'o'],
  [/gh(?=[aiou])/g, 'r'],
  [/xh/g, 'dsch'],
  [/q(?!u)/g, 'tsch'],
  [/qu/g, 'kw'],
  [/pf/g, 'f'],
  [/(?<=[kpt])rz/g, 'r'],
  [/rz/g, 'sch'],
  [/(?<!s)ch/g, 'sch'],
  [/(?<!d)j|dj/g, 'dsch'],
  [/c(?![hkz])/g, 'dsch'],
  [/^g(?=[aei])/, 'dsch'],
  [/g/g, 'h'],
  [/^h|(?<=[aeiou])h(?=[aeiou])/g, 'ch'],
  [/th/g, 's'],
  [/dh/g, 's'],
  [/(?:^|(?<=[aei]))ou(?=[aei])/, 'w'],
  [/^x/, 'sch'],
  [/ou/g, 'u'],
  [/oi/g, 'oa'],
  [/eu/g, 'oe'],
]

/** Letters that are one to the ear, whoever wrote them down; by them two ways of hearing are compared. */
const SAME_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/(?<!s)chs(?!ch)|c?ks/g, 'x'],
  [/^dsch|sch?|sh/g, 's'],
  [/t[sz]|z/g, 's'],
  [/[yj]/g, 'i'],
  [/ck|q|c(?!h)/g, 'k'],
  [/kh/g, 'ch'],
  [/([dgt])h/g, '$1'],
  [/dt?$|dt/g, 't'],
  [/ph|v/g, 'w'],
  [/f/g, 'w'],
  [/[ea]i/g, 'ai'],
  [/[oa]u|eu/g, 'au'],
  [/(.)\1+/g, '$1'],
]

const simplified = (heard: string): string =>
  SAME_SOUNDS.reduce((text, [letters, sound]) => text.replace(letters, sound), heard)

/** The sounds of a word, the plainest first. */
export function soundsOf(word: string, key: string = foldKey(word)): Sound[] {
  return [...new Set([key, ...heardSpellings(word)])]
    .slice(0, MOST_SOUNDS)
    .map((heard) => ({ heard: simplified(heard), code: koelnerCode(heard) }))
    .filter(({ code }) => code !== '')
}

/** A bit for how each sound begins, to rule out most words without comparing. */
export const onsetBits = (sounds: readonly Sound[]): number =>
  sounds.reduce((bits, { code }) => bits | (1 << (code.length < 2 ? 31 : Number(code.slice(0, 2)) % 31)), 0)

/** "Çakır" as "tschakir", "Jamal" as "dschamal"; the Turkish ğ said and silent. */
function heardSpellings(word: string): string[] {
  const lower = word.normalize('NFC').toLowerCase()
  const marked = MARKED_LETTERS.reduce((text, [letters, sound]) => text.replace(letters, sound), lower)
  const plain = [marked, ...(marked.includes('ğ') ? [marked.replaceAll('ğ', '')] : [])].map(foldKey)
  const spellings = OTHER_SOUNDS.reduce(
    (heard, [letters, sound]) =>
      heard.length >= MOST_SOUNDS
        ? heard
        : [
            ...heard,
            ...heard.filter((text) => text.search(letters) >= 0).map((text) => text.replace(letters, sound)),
          ],
    plain,
  )
  return spellings.map(foldKey)
}
