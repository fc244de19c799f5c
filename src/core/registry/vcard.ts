/** Reads vCards 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350) as a table with one row per card. */
import { MappeError } from '../../shared/errors.ts'
import type { TableRow } from './csv-table.ts'
import { splitName } from './person-name.ts'

export const VCARD_HEADER = [
  'Titel',
  'Vorname',
  'Nachname',
  'Aussprache',
  'Organisation',
  'Funktion',
  'E-Mail',
  'Telefon',
  'Ort',
  'Bemerkung',
]
const MOST_CARDS = 200_000

type Property = { name: string; parameters: string; value: string }
type Card = { line: number; properties: Property[] }

/** Cards in their order; each knows the line of its BEGIN. Groups and cards without any name are left out. */
export function readVcards(text: string): TableRow[] {
  return cardsOf(text).flatMap(({ line, properties }) => {
    const cells = cellsOf(properties)
    return cells.some((cell) => cell !== '') ? [{ line, cells }] : []
  })
}

function cardsOf(text: string): Card[] {
  const cards: Card[] = []
  let card: Card | null = null
  for (const { line, content } of unfolded(text)) {
    const property = propertyOf(content)
    if (!property) continue
    const { name, value } = property
    if (name === 'BEGIN' && /^vcard$/i.test(value.trim())) card = { line, properties: [] }
    else if (name === 'END' && card) {
      if (cards.push(card) > MOST_CARDS) throw new MappeError('FILE_TOO_LARGE', { lines: MOST_CARDS })
      card = null
    } else card?.properties.push(property)
  }
  // a file that breaks off keeps its last card
  return card && card.properties.length > 0 ? [...cards, card] : cards
}

/** Lines that begin with a blank go on with the line before; so do those of quoted-printable after a "=". */
function unfolded(text: string): { line: number; content: string }[] {
  const lines: { line: number; content: string }[] = []
  let isQuoted = false
  let goesOn = false
  text.split('\n').forEach((raw, at) => {
    const last = lines.at(-1)
    if (last && goesOn) last.content = last.content.slice(0, -1) + raw
    else if (last && /^[ \t]/.test(raw)) last.content += raw.slice(1)
    else {
      lines.push({ line: at + 1, content: raw })
      isQuoted = /QUOTED-PRINTABLE/i.test(raw.slice(0, Math.max(0, raw.indexOf(':'))))
    }
    goesOn = isQuoted && raw.endsWith('=')
  })
  return lines
}

/** `item1.TEL;TYPE=work:+49 …`; quotes in parameters may hold colons. Walked through once: lines may be of any length. */
function propertyOf(content: string): Property | null {
  const colon = firstOutside(content, ':')
  if (colon < 0) return null
  const head = content.slice(0, colon).toUpperCase()
  const end = head.indexOf(';')
  const grouped = end < 0 ? head : head.slice(0, end)
  const name = grouped.slice(grouped.lastIndexOf('.') + 1)
  return { name, parameters: end < 0 ? '' : head.slice(end), value: content.slice(colon + 1) }
}

/** Where the letter stands outside of quotes; -1 when nowhere. */
function firstOutside(text: string, letter: string): number {
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const here = text[at]
    if (here === '"') isQuoted = !isQuoted
    else if (here === letter && !isQuoted) return at
  }
  return -1
}

function cellsOf(properties: readonly Property[]): string[] {
  const best = (name: string) => preferred(properties, name)
  if (/^group$/i.test(best('KIND')?.value.trim() ?? '')) return []
  const [last = '', first = '', , prefix = ''] = partsOf(best('N'))
  const whole = textOf(best('FN'))
  const [organisation = ''] = partsOf(best('ORG'))
  const own = last || first ? [prefix, first, last] : spoken(whole, organisation)
  return [
    ...own,
    textOf(best('X-PHONETIC-LAST-NAME')),
    organisation,
    textOf(best('TITLE')) || textOf(best('ROLE')),
    textOf(best('EMAIL')),
    textOf(best('TEL')).replace(/^tel:/i, ''),
    partsOf(best('ADR'))[3] ?? '',
    textOf(best('NOTE')),
  ]
}

/** A card with nothing but a written name; a company's card bears its own name, and is nobody. */
function spoken(whole: string, organisation: string): string[] {
  if (whole === '' || whole === organisation) return ['', '', '']
  const { salutation, title, firstName, lastName } = splitName(whole)
  return [[salutation, title].filter(Boolean).join(' '), firstName, lastName]
}

/** Of several of one name the preferred, else one for work, else the first. */
function preferred(properties: readonly Property[], name: string): Property | undefined {
  const own = properties.filter((property) => property.name === name && property.value.trim() !== '')
  const marked = (mark: RegExp) => own.find(({ parameters }) => mark.test(parameters))
  return marked(/\bPREF\b(?!=(?:[2-9]|\d\d))/) ?? marked(/\bWORK\b/) ?? own[0]
}

const textOf = (property: Property | undefined): string => unescape(plainValue(property)).trim()

/** The parts between semicolons that no backslash protects. */
function partsOf(property: Property | undefined): string[] {
  const text = plainValue(property)
  const parts: string[] = []
  let start = 0
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (at === text.length || text[at] === ';') {
      parts.push(unescape(text.slice(start, at)).trim())
      start = at + 1
    }
  }
  if (start < text.length && parts.length === 0) parts.push(unescape(text).trim())
  return parts
}

const unescape = (text: string): string =>
  text.replace(/\\([nN,;:\\])/g, (_, letter: string) => (/n/i.test(letter) ? '\n' : letter))

function plainValue(property: Property | undefined): string {
  if (!property) return ''
  const { parameters, value } = property
  if (!/QUOTED-PRINTABLE/.test(parameters)) return value
  const bytes = Buffer.from(
    value.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    /[\u0100-\uffff]/.test(value) ? 'utf8' : 'latin1',
  )
  return decoded(bytes, /CHARSET="?([\w.:-]+)/.exec(parameters)?.[1] ?? 'utf-8')
}

function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes).replace(/\r\n?/g, '\n')
  } catch {
    return new TextDecoder('windows-1252').decode(bytes).replace(/\r\n?/g, '\n')
  }
}
