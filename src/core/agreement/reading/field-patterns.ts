/** How signature places announce themselves in a text, and which registered organisation a printed name means. */

/** A line to write on that is typed: underscores, hyphens or dashes, or dots that do not lead to a page number. */
export const TYPED_LINE =
  /_{6,}|-{8,}|[‐‑–]{6,}|[—―]{4,}|(?:- ){8,}|(?:\.{8,}|…{3,}|(?:(?:\.|…) ){8,})(?!\s*\d+\s*$)/g

/** Text that stands at a place for something else than a signature. */
export const OTHER_PLACE =
  /^\W*(ort|datum|place|date|telefon|tel|e-?mail|anschrift|straße|adresse|plz|geb|iban|bic|seite \d|page \d|uhrzeit|betrag|summe)\b|^(name|vorname|nachname)\b/i

/** "Tübingen, den ______": a date goes there, and the town is no partner. */
export const BLANK_FOR_DATE = /(,\s*(den|am|the|on)|^\W*(am|den))\W*$/i

/** Text that says no more than that one signs here, and so names nobody. */
export const SIGN_HERE =
  /^\W*((rechtsverbindliche |eigenhändige )?(unterschrift|unterzeichnung|signatur|signature|signed)|dienstsiegel|siegel|stempel)\b|^\((name|funktion|amtsbezeichnung)\b/i

/** "vertreten durch ______": a name goes there. */
export const BLANK_IN_SENTENCE = /\b(vertreten|durch|represented|by|zwischen|between|und|and)\W*$/i

export const SIGNING_WORD = /unterschrift|unterzeichn|signatur|signature|gezeichnet|gez\./i

const ABBREVIATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bihk\b/g, 'industrie und handelskammer'],
  [/\bhwk\b/g, 'handwerkskammer'],
  [/\b(lkr|lk|landkreises)\b/g, 'landkreis'],
  [/\b(aa|agentur f a)\b/g, 'agentur fuer arbeit'],
  [/\bjc\b/g, 'jobcenter'],
  [/\bdrk\b/g, 'deutsches rotes kreuz'],
  [/\bawo\b/g, 'arbeiterwohlfahrt'],
  [/\bvhs\b/g, 'volkshochschule'],
]

const FILLER = new Set(
  'der die das des dem den fuer von vom im in am an und e v ev gmbh ggmbh vertreten durch'.split(' '),
)
const MUNICIPAL = new Set(
  'gemeinde stadt universitaetsstadt kreisstadt grosse hansestadt landeshauptstadt ortschaft markt'.split(
    ' ',
  ),
)
/** Words that make another organisation of a name that follows: the Jobcenter of a Landkreis is not the Landkreis. */
const OTHER_BODY =
  /(kammer|agentur|center|verein|verband|kreis|handwerkerschaft|stiftung|schule|amt|caritas|diakonie|kreuz|wohlfahrt|hilfe|initiative|werk|bund|gesellschaft|sparkasse|kirche)$|^\d/

/** The text as words to compare: lower case, umlauts spelled out, abbreviations in full. */
export function wordsOf(text: string): string[] {
  let plain = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
  for (const [short, long] of ABBREVIATIONS) plain = plain.replaceAll(short, long)
  return plain.split(' ').filter((word) => word !== '')
}

const coreOf = (words: readonly string[]): string[] =>
  words.filter((word) => !FILLER.has(word) && !MUNICIPAL.has(word))

/**
 * The organisation meant by these lines (a name may run over two or three of them), or null when none or several fit equally well.
 * Earlier lines count a little more: the organisation stands above the person.
 */
export function matchOrganisation(lines: readonly string[], organisations: readonly string[]): string | null {
  const scored = organisations
    .map((organisation) => ({ organisation, score: bestScore(lines, wordsOf(organisation)) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
  const [first, second] = scored
  if (!first || (second && second.score === first.score)) return null
  return first.organisation
}

function bestScore(lines: readonly string[], organisation: readonly string[]): number {
  let best = 0
  for (let start = 0; start < lines.length; start++)
    for (let end = start + 1; end <= Math.min(lines.length, start + 3); end++) {
      const score = scoreOf(wordsOf(lines.slice(start, end).join(' ')), organisation)
      if (score > 0) best = Math.max(best, score - start * 0.1)
    }
  return best
}

/** 0 no match … 100 the very words. */
function scoreOf(text: readonly string[], organisation: readonly string[]): number {
  if (text.length === 0 || organisation.length === 0) return 0
  if (text.join(' ') === organisation.join(' ')) return 100
  const textCore = coreOf(text)
  const core = coreOf(organisation)
  if (core.length === 0 || textCore.length === 0) return 0
  const oneWordPlace = core.length === 1 && organisation.length > 1 && text.length === 1
  if (textCore.join(' ') === core.join(' ')) return oneWordPlace ? 75 : 90
  const rest = without(textCore, core)
  if (rest) return rest.some((word) => OTHER_BODY.test(word)) ? 0 : 60 + core.length
  const left = without(core, textCore)
  return left && textCore.length >= 2 && textCore.length > left.length ? 40 + textCore.length : 0
}

/** The words of `text` around `part`, or null when `part` does not stand in it in one piece. */
function without(text: readonly string[], part: readonly string[]): string[] | null {
  for (let start = 0; start + part.length <= text.length; start++)
    if (part.every((word, index) => text[start + index] === word))
      return [...text.slice(0, start), ...text.slice(start + part.length)]
  return null
}
