/** Reads a registration out of a pasted e-mail, as a clerk would: who writes, for whom, how many come, and whether at all. A proposal only; people check it. */

import { answerIn } from './email-answer.ts'
import { companionsIn } from './email-companions.ts'
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
  const signature = signatureOf(own, sender.name)
  const principal = forWhom(own)
  const email = sender.email || (ADDRESS.exec(own)?.[0] ?? '')
  const name = labelled(own, NAME_LABEL) || principal.name || signature.name || sender.name
  return {
    name,
    organisation: organisationIn(own, organisations) || signature.organisation,
    function: labelled(own, FUNCTION_LABEL) || (principal.name ? principal.function : signature.function),
    email: email.toLowerCase(),
    phone: phoneIn(own),
    companions: companionsIn(own),
    answer: answerIn(own),
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
