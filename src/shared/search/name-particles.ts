/** Words around a name that nobody is looked up by: "von der", "Dr.", "Frau". */

const PARTICLES =
  'von van vom zu zum zur de del della der den dem des di da do dos du la le el al ul as ash asch bin ben ibn bint abu ter ten und'
const TITLES =
  'dr dres prof professor professorin dipl ing oec agr pol soc troph bed med phil jur rer nat theol hc habil mag msc bsc ma ba mba llm mph phd pd herr frau herrn hr fr familie mr mrs ms graf graefin freiherr freifrau frhr baron baronin prinz prinzessin ritter edler'

const OPTIONAL_WORDS: ReadonlySet<string> = new Set([...PARTICLES.split(' '), ...TITLES.split(' ')])

/** Whether a folded word is a particle, a title or a salutation. In a query such a word may match but need not. */
export const isOptionalWord = (word: string): boolean => OPTIONAL_WORDS.has(word)

/** The Arabic article written together with the name: "alkhatib" as "khatib". The name alone; null where there is none. */
export const withoutArticle = (word: string): string | null =>
  /^[aeu]l[-’']?(\p{L}{4,})$/iu.exec(word)?.[1] ?? null
