/** Who has signed an e-mail, and for whom: the lines after the farewell. */

export type Signature = { name: string; organisation: string; function: string }

export const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/
const HEADER_LINE =
  /^(von|from|absender|an|to|cc|bcc|betreff|subject|gesendet|sent|datum|date|antwort an|reply-to|priorität|importance|anlagen|attachments):/i
const SENT_FROM = /^(?:von meinem \p{L}+ gesendet|gesendet (?:von|mit|mittels)|sent from)/iu
/** Postcodes and telephone numbers; a year is neither. */
const NUMBERS = /\d{5,}|\+\d|(?<!\d)0\d{2,}/
const BY_ORDER = String.raw`i\. ?a\.`
const GREETING = new RegExp(
  String.raw`^(mit freundlichen grüßen|mit freundlichem gruß|freundliche grüße|freundlicher gruß|mit besten grüßen|beste grüße|viele grüße|liebe grüße|herzliche grüße|schöne grüße|gruß|grüße|mfg|vg|lg|${BY_ORDER}|gez\.?|kind regards|best regards|regards|yours sincerely)(?![\p{L}\d])[ ,.!]*`,
  'iu',
)
/** Whole words, and what German organisations end in: "Kreisverband", "Musikschule". */
const ORGANISATION_WORD =
  /(?<!\p{L})(gmbh|mbh|ag|eg|kg|ug|e\. ?v\.|ev|verein|verband|stiftung|landratsamt|landkreis|gemeinde|stadt|stadtverwaltung|bürgermeisteramt|rathaus|agentur für arbeit|jobcenter|kammer|ihk|handwerkskammer|hochschule|universität|schule|diakonie|caritas|arbeitskreis|unterstützerkreis|freundeskreis|ministerium|regierungspräsidium|polizei|inc|ltd|\p{L}{4,}(?:verband|verein|stiftung|kammer|schule|sparkasse|klinikum|gemeinde|ministerium|genossenschaft|gesellschaft|werke|amt))(?!\p{L})/iu
const FUNCTION_WORD =
  /(bürgermeister|landrat|landrätin|leiter|leitung|vorsitzende|vorstand|geschäftsführ|beauftragte|referent|dezernent|amts|sekretär|koordinator|präsident|direktor|inhaber|manager|director|head of)/i
/** "Herr Bürgermeister Dr. Kühn", "Frau Öztürk-Hahn": whom somebody else answers for. */
const SPOKEN_OF =
  /(?<!\p{L})(?:Herrn?|Frau)\s+((?:[\p{Lu}][\p{L}.-]*\s+){0,3}[\p{Lu}][\p{L}-]+)(?=\s+\p{Ll}|[,.\n])/u

/** Name first, then function and organisation in either order; name and organisation may stand in one line. */
export function signatureOf(text: string, writer = ''): Signature {
  const lines = text.split('\n').map((line) => line.trim())
  const farewell = lines.findLastIndex((line) => GREETING.test(line))
  // without a farewell the name of the writer begins it
  const at = farewell >= 0 || writer === '' ? farewell : lines.lastIndexOf(writer) - 1
  const after = [
    at < 0 || at !== farewell ? '' : (lines[at] ?? '').replace(GREETING, ''),
    ...(at < 0 ? [] : lines.slice(at + 1)),
  ]
    .flatMap(partsOf)
    .filter(
      (line) => line !== '' && !/^[-–—_*=]+$/.test(line) && !HEADER_LINE.test(line) && !SENT_FROM.test(line),
    )
    .slice(0, 8)
  const name = after.find(isPersonName) ?? ''
  const others = after.filter((line) => line !== name && !ADDRESS.test(line) && !NUMBERS.test(line))
  const organisation = others.find((line) => ORGANISATION_WORD.test(line)) ?? ''
  const office = others.find((line) => line !== organisation && FUNCTION_WORD.test(line)) ?? ''
  return { name, organisation, function: office }
}

/** "Mehmet Şahin, Bäckerei Şahin GmbH" is two things; a comma within a name or an address is not. */
function partsOf(line: string): string[] {
  const parts = line.split(/\s*[,|·]\s+|\s+[–—-]\s+/)
  const isSeveral = parts.length > 1 && parts.some((part) => ORGANISATION_WORD.test(part))
  return isSeveral ? parts : [line]
}

/** Who is meant where somebody signs by order of another, and their office; empty where the writer means themselves. */
export function forWhom(text: string): { name: string; function: string } {
  const byOrder = new RegExp(String.raw`^\s*${BY_ORDER}\s*\p{Lu}`, 'imu').exec(text)
  if (!byOrder) return { name: '', function: '' }
  const body = text.slice(0, byOrder.index).replace(/^.*(?:Guten|Hallo|Sehr|Liebe|Dear).*$/gmu, '')
  const spoken = SPOKEN_OF.exec(body)?.[1] ?? ''
  const words = spoken.split(/\s+/).filter(Boolean)
  return {
    name: words.filter((word) => !isOffice(word)).join(' '),
    function: words.filter(isOffice).join(' '),
  }
}

const isOffice = (word: string): boolean => FUNCTION_WORD.test(word)

/** Two to five words that begin with a capital, no digits: as names look in a signature. */
export function isPersonName(line: string): boolean {
  if (line.length > 60 || /[\d@:/]/.test(line) || ORGANISATION_WORD.test(line)) return false
  const words = line.replace(/,/g, ' ').split(/\s+/).filter(Boolean)
  const names = words.filter((word) => /^\p{Lu}/u.test(word))
  return words.length >= 2 && words.length <= 6 && names.length >= 2 && !FUNCTION_WORD.test(line)
}
