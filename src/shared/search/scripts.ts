/** Cyrillic and Greek letters written with Latin ones, so that a name is found whichever way it was noted. */

const CYRILLIC =
  'а a б b в w г g ґ g д d е e є je ж sch з s и i і i ї ji ј j к k л l љ lj м m н n њ nj о o п p р r с s т t ћ tsch у u ф f х ch ц z ч tsch џ dsch ш sch щ schtsch ы y э e ю ju я ja ђ dsch'
const GREEK =
  'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o'

const LATIN: ReadonlyMap<string, string> = new Map(
  Array.from(`${CYRILLIC} ${GREEK}`.matchAll(/(\S) (\S+)/g), ([, letter = '', latin = '']) => [
    letter,
    latin,
  ]),
)

/** The text in the German transcription (Duden) letter by letter; hard and soft signs vanish. Expects lower case, NFD. */
export const latinised = (text: string): string =>
  text.replace(/[\u0370-\u04ff]/g, (letter) => LATIN.get(letter) ?? (SIGNS.has(letter) ? '' : letter))

const SIGNS: ReadonlySet<string> = new Set(['ъ', 'ь'])
