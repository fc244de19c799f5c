/** Reads a registration out of a pasted e-mail, as a clerk would: who writes, for whom, how many come, and whether at all. A proposal only; people check it. */

import { ADDRESS, forWhom, isPersonName, signatureOf } from './email-signature.ts'

export type EmailReading = {
  name: string
  organisation: string
  function: string
  email: string
  phone: string
  /** Besides the writer. */
  companions: number
  answer: 'accepted' | 'declined'
}

/** `organisations` are the names known already: one of them in the text is taken before anything guessed. */
export function readEmail(pasted: string, organisations: readonly string[]): EmailReading {
  const text = pasted.replaceAll('\r\n', '\n').replaceAll(' ', ' ').trim()
  const own = withoutQuotes(text)
  const sender = senderOf(text)
  const signature = signatureOf(own)
  const email = sender.email || (ADDRESS.exec(own)?.[0] ?? '')
  const name = labelled(own, NAME_LABEL) || forWhom(own) || signature.name || sender.name
  return {
    name,
    organisation: organisationIn(own, organisations) || signature.organisation,
    function: labelled(own, FUNCTION_LABEL) || signature.function,
    email: email.toLowerCase(),
    phone: phoneIn(own),
    companions: companionsIn(own),
    answer: DECLINES.test(own) ? 'declined' : 'accepted',
  }
}

const HEADER = /^(von|from|absender):\s*(.+)$/im
const NAME_LABEL =
  /^(?:vor- und nachname|name(?: des gastes)?|teilnehmer(?:in|\/in)?|gast|person)\s*:\s*(.+)$/im
const ORGANISATION_LABEL =
  /^(?:organisation|firma|institution|einrichtung|behörde|dienststelle|unternehmen|verein)\s*:\s*(.+)$/im
const FUNCTION_LABEL = /^(?:funktion|position|amt)\s*:\s*(.+)$/im
const QUOTE_START =
  /^(-{3,}\s*(ursprüngliche nachricht|original message|weitergeleitete nachricht|forwarded message)|am .{6,80} schrieb .*:|on .{6,80} wrote:|_{10,}\s*$)/im
const PHONE = /(?:\+|00)?\d[\d ()/.-]{5,}\d/g
const PHONE_LABEL =
  /(?:telefon|tel|fon|mobil|handy|durchwahl|phone|mobile)[a-z.\s()]*[:.]?\s*((?:\+|00)?\(?\d[\d ()/.-]{4,}\d)/i
const DECLINES =
  /\b(leider (?:nicht|verhindert|absagen|kann ich nicht|können wir nicht)|(?:muss|müssen|möchte|möchten)(?: \S+){0,4} absagen|sage(?:n)?(?: \S+){0,3} ab\b|bin(?: \S+){0,3} verhindert|nicht (?:teilnehmen|kommen|dabei sein)|keine zeit|unable to attend|cannot attend|can't attend|have to decline)/i
const NUMBER_WORDS = new Map(
  'einer|einem|eine|ein;zwei|zweit;drei|dritt;vier|viert;fünf|fünft;sechs|sechst;sieben|siebt;acht|acht;neun|neunt;zehn|zehnt'
    .split(';')
    .flatMap((words, index) => words.split('|').map((word) => [word, index + 1] as const)),
)
const NUMBER = `(\\d{1,2}|${[...NUMBER_WORDS.keys()].join('|')})`

/** Everything that the writer did not write is left out: quoted lines, and what follows "schrieb:". */
function withoutQuotes(text: string): string {
  const body = text
    .split('\n')
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
  const quote = QUOTE_START.exec(body)
  return quote && quote.index > 0 ? body.slice(0, quote.index) : body
}

/** "Von: Groß, Anna <anna@example.org>" */
function senderOf(text: string): { name: string; email: string } {
  const [, , line = ''] = HEADER.exec(text) ?? []
  const email = ADDRESS.exec(line)?.[0] ?? ''
  const name = line
    .replace(/<[^>]*>|\[[^\]]*\]|"|'/g, '')
    .replace(email, '')
    .trim()
  return { name: isPersonName(name) ? name : '', email }
}

function labelled(text: string, label: RegExp): string {
  return label.exec(text)?.[1]?.trim() ?? ''
}

function organisationIn(text: string, organisations: readonly string[]): string {
  const given = labelled(text, ORGANISATION_LABEL)
  if (given) return given
  const lower = text.toLowerCase()
  const named = organisations.filter((name) => name.length > 3 && lower.includes(name.toLowerCase()))
  return named.toSorted((a, b) => b.length - a.length)[0] ?? ''
}

/** A number with a word like "Tel." before it; else the first that can be one and is no date or postcode. */
function phoneIn(text: string): string {
  const marked = PHONE_LABEL.exec(text)?.[1]
  const found = marked ?? [...text.matchAll(PHONE)].map(([number]) => number).find(looksLikePhone) ?? ''
  return found.replace(/[.\s-]+$/, '').trim()
}

const looksLikePhone = (number: string): boolean => {
  const digits = number.replace(/\D/g, '')
  return (
    /^[+0]/.test(number) &&
    digits.length >= 7 &&
    digits.length <= 16 &&
    !/^\d{1,2}\.\d{1,2}\.\d{2,4}$/.test(number)
  )
}

/** "zu dritt" and "Personen: 3" count the writer; "mit zwei Begleitpersonen" and "mit meiner Frau" do not. */
function companionsIn(text: string): number {
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
  return /\b(?:mit|in begleitung|with)\s+(?:meine[rmn]?|eine[rmn]|unsere[rmn]?|my|a|our)\s+(?:ehe)?(?:frau|mann|partner|kolleg|begleit|sohn|tochter|stellvertret|mitarbeit|assistent|referent|wife|husband|colleague|deputy|guest)/i.test(
    text,
  )
    ? 1
    : 0
}

function numberAfter(text: string, pattern: RegExp): number | null {
  const word = pattern.exec(text)?.[1]?.toLowerCase()
  if (word === undefined) return null
  return NUMBER_WORDS.get(word) ?? Number.parseInt(word, 10)
}
