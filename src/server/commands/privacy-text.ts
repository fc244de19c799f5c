/** What the page says before and after a deletion, as lines for the terminal: the same texts. */
import { readFileSync } from 'node:fs'
import { longTime } from '../../core/documents/typesetting/german-dates.ts'
import type { CopyLeft, ErasurePreview, ErasureSubject } from '../../shared/contract/privacy.ts'
import { whatGoes, whatStays, type ErasureWord } from '../../shared/erasure-words.ts'

const TEXTS = new URL('../../renderer/locales/de/privacy.json', import.meta.url)
const TIME_ZONE = 'Europe/Berlin'

export function previewText(subject: ErasureSubject, name: string, preview: ErasurePreview): string {
  const say = texts()
  const kind = subject.what === 'person' ? '' : say({ key: `privacy.kind.${subject.what}.name` })
  const title = say({ key: `privacy.erase.${subject.what === 'person' ? 'person' : 'kind'}` })
  const listed = (words: ErasureWord[]) => words.map((word) => `  – ${say(word)}`)
  return [
    title.replace('{name}', name).replace('{kind}', kind),
    `${say({ key: 'privacy.erase.goes' })}:`,
    ...listed(whatGoes(subject, preview)),
    `${say({ key: 'privacy.erase.stays' })}:`,
    ...listed(whatStays(subject, preview)),
  ].join('\n')
}

/** One sentence; which copies have to be plugged in or destroyed. */
export function copiesComplaint(copies: readonly CopyLeft[]): string {
  const named = copies.map(({ place, lastAt }) =>
    lastAt === null ? place : `${place} (Stand ${longTime(lastAt, TIME_ZONE)})`,
  )
  return `Diese Sicherungen kann das Programm nicht erreichen: ${named.join('; ')}. Bitte stecken Sie sie an oder vernichten Sie sie.`
}

/** Texts of the page by key; "one | many" where it counts. */
function texts(): (word: ErasureWord) => string {
  const all: unknown = { privacy: JSON.parse(readFileSync(TEXTS, 'utf8')) }
  return ({ key, n }) => {
    const found = key.split('.').reduce(memberOf, all)
    const [one = key, many = one] = (typeof found === 'string' ? found : key).split(' | ')
    return n === undefined ? one : (n === 1 ? one : many).replace('{n}', n.toLocaleString('de-DE'))
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : null
