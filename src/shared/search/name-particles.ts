/** Words around a name that nobody is looked up by: "von der", "Dr.", "Frau". */

const PARTICLES =
  'von van vom zu zum zur de del della der den dem des di da do dos du la le el al bin ibn abu ter ten und'
const TITLES =
  'dr prof professor professorin dipl ing med phil jur rer nat theol hc habil mag msc bsc ma ba mba llm phd pd herr frau herrn mr mrs ms'

const OPTIONAL_WORDS: ReadonlySet<string> = new Set([...PARTICLES.split(' '), ...TITLES.split(' ')])

/** Whether a folded word is a particle, a title or a salutation. In a query such a word may match but need not. */
export const isOptionalWord = (word: string): boolean => OPTIONAL_WORDS.has(word)
