/** Who has signed an e-mail, and for whom: the lines after the farewell. */

export type Signature = { name: string; organisation: string; function: string }

export const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/
const HEADER_LINE =
  /^(von|from|absender|an|to|cc|bcc|betreff|subject|gesendet|sent|datum|date|antwort an|reply-to|priorität|importance|anlagen|attachments):/i
const BY_ORDER = String.raw`i\. ?a\.`
const GREETING = new RegExp(
  String.raw`^(mit freundlichen grüßen|mit freundlichem gruß|freundliche grüße|freundlicher gruß|mit besten grüßen|beste grüße|viele grüße|liebe grüße|herzliche grüße|schöne grüße|mfg|vg|lg|${BY_ORDER}|gez\.?|kind regards|best regards|regards|yours sincerely)(?![\p{L}\d])[ ,.!]*`,
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
export function signatureOf(text: string): Signature {
  const lines = text.split('\n').map((line) => line.trim())
  const at = lines.findLastIndex((line) => GREETING.test(line))
  const after = [
    at < 0 ? '' : (lines[at] ?? '').replace(GREETING, ''),
    ...(at < 0 ? [] : lines.slice(at + 1)),
  ]
    .flatMap(partsOf)
    .filter((line) => line !== '' && !/^[-–—_*=]+$/.test(line) && !HEADER_LINE.test(line))
    .slice(0, 8)
  const name = after.find(isPersonName) ?? ''
  const others = after.filter((line) => line !== name && !ADDRESS.test(line) && !/\d{4,}/.test(line))
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

/** Who is meant where somebody signs by order of another; empty where the writer means themselves. */
export function forWhom(text: string): string {
  const byOrder = new RegExp(String.raw`^\s*${BY_ORDER}\s*\p{Lu}`, 'imu').exec(text)
  if (!byOrder) return ''
  const body = text.slice(0, byOrder.index).replace(/^.*(?:Guten|Hallo|Sehr|Liebe|Dear).*$/gmu, '')
  const spoken = SPOKEN_OF.exec(body)?.[1] ?? ''
  return spoken
    .split(/\s+/)
    .filter((word) => !FUNCTION_WORD.test(word))
    .join(' ')
}

/** Two to five words that begin with a capital, no digits: as names look in a signature. */
export function isPersonName(line: string): boolean {
  if (line.length > 60 || /[\d@:/]/.test(line) || ORGANISATION_WORD.test(line)) return false
  const words = line.replace(/,/g, ' ').split(/\s+/).filter(Boolean)
  const names = words.filter((word) => /^\p{Lu}/u.test(word))
  return words.length >= 2 && words.length <= 6 && names.length >= 2 && !FUNCTION_WORD.test(line)
}
