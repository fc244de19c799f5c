/** How many an e-mail says will come along, in figures or in words. */

const NUMBER_WORDS = new Map(
  'einer|einem|eine|ein;zwei|zweit;drei|dritt;vier|viert;fünf|fünft;sechs|sechst;sieben|siebt;acht|acht;neun|neunt;zehn|zehnt'
    .split(';')
    .flatMap((words, index) => words.split('|').map((word) => [word, index + 1] as const)),
)
const NUMBER = `(\\d{1,2}|${[...NUMBER_WORDS.keys()].join('|')})`

const WHO =
  '(?:ehe)?(?:frau|mann|gatt|partner|kolleg|begleit|sohn|tochter|stellvertret|mitarbeit|assistent|referent|wife|husband|colleague|deputy|guest)'
const WHOSE = '(?:meine[rmns]?|seine[rmns]?|ihre[rmns]?|eine[rmns]?|unsere[rmns]?|my|his|her|a|our)'

/** One more person, with whom the writer comes, or whoever the writer speaks of. */
const ONE_MORE: readonly RegExp[] = [
  new RegExp(`\\b(?:mit|in begleitung(?: von)?|with)\\s+${WHOSE}\\s+${WHO}`, 'i'),
  new RegExp(`\\bvon\\s+${WHOSE}\\s+${WHO}\\p{L}*\\s+begleitet`, 'iu'),
  new RegExp(`\\b(?:mich|ich)\\s+und\\s+(?:Frau|Herrn?|${WHOSE}\\s+${WHO})`, 'i'),
  /(?<![\d+])\+ ?1(?![\d\s()/.-]*\d)/,
]

/** "zu dritt" and "Personen: 3" count the writer; "mit zwei Begleitpersonen" and "mit meiner Frau" do not. */
export function companionsIn(text: string): number {
  const also =
    numberAfter(
      text,
      new RegExp(
        `${NUMBER}\\s+(?:weitere[nr]?\\s+(?:person|gäst|kolleg|mitarbeit)|begleit(?:er|ung|person))`,
        'i',
      ),
    ) ?? numberAfter(text, new RegExp(`begleit(?:personen|ung|er)?\\s*[:=]\\s*${NUMBER}`, 'i'))
  if (also !== null) return also
  const all =
    numberAfter(text, new RegExp(`\\bzu ${NUMBER}\\b`, 'i')) ??
    numberAfter(
      text,
      new RegExp(
        `(?:personenzahl|anzahl(?: der)? (?:personen|teilnehmer\\S*|gäste)|anzahl|personen|teilnehmer(?:zahl)?)\\s*[:=]\\s*${NUMBER}`,
        'i',
      ),
    ) ??
    numberAfter(
      text,
      new RegExp(`\\b(?:mit|insgesamt|für|sind|kommen)(?: insgesamt)? ${NUMBER} (?:personen|leute)`, 'i'),
    )
  if (all !== null) return Math.max(0, all - 1)
  return ONE_MORE.some((sentence) => sentence.test(text)) ? 1 : 0
}

function numberAfter(text: string, pattern: RegExp): number | null {
  const word = pattern.exec(text)?.[1]?.toLowerCase()
  if (word === undefined) return null
  return NUMBER_WORDS.get(word) ?? Number.parseInt(word, 10)
}
