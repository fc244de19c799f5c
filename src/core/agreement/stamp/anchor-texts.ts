/** The words that take an anchor's place in the sealed agreement. */
import type { Capacity } from '../../../shared/domain/registry/registry.ts'
import type { TextAnchor } from '../../../shared/domain/signing/text-anchor.ts'
import { englishDay, longDay, shortDay } from '../../documents/typesetting/german-dates.ts'
import { printable } from '../../printable.ts'
import { capacityPrefix } from './stamp-text.ts'

/** One who was to sign, and what came of it. `signedAt` is ISO in UTC, `timeZone` an IANA name. */
export type Signer =
  | { organisation: string; status: 'declined' | 'on-paper' }
  | {
      organisation: string
      status: 'signed'
      name: string
      function: string
      capacity: Capacity
      place: string
      signedAt: string
      timeZone: string
    }

type Signed = Extract<Signer, { status: 'signed' }>
type Language = TextAnchor['language']

/** Struck out: nothing is to be added here any more. */
const NOTHING = '–'
const ON_PAPER = { de: 'siehe Papieroriginal', en: 'see paper original' } as const

/**
 * The same in one or more wordings, the best first; none where the signature itself stands there.
 * Date and place of the whole agreement are those of the last signature: it makes the agreement complete.
 */
export function anchorText(
  { kind, language }: Pick<TextAnchor, 'kind' | 'language'>,
  ofDocument: Language,
  meant: readonly Signer[],
): string[] {
  const signed = meant.filter((one) => one.status === 'signed').toSorted(bySigning)
  const isOnPaper = meant.some(({ status }) => status === 'on-paper')
  if (kind === 'signature') return signed.length > 0 || isOnPaper ? [] : [NOTHING]
  const last = signed.at(-1)
  if (!last) return [isOnPaper ? ON_PAPER[kind === 'name' ? ofDocument : language] : NOTHING]
  return wordings(kind, language, signed, last).map((text) => printable(text) || NOTHING)
}

function wordings(
  kind: Exclude<TextAnchor['kind'], 'signature'>,
  language: Language,
  signed: readonly Signed[],
  last: Signed,
): string[] {
  switch (kind) {
    case 'date':
      return language === 'de'
        ? [longDay(last.signedAt, last.timeZone), shortDay(last.signedAt, last.timeZone)]
        : [
            englishDay(last.signedAt, last.timeZone, 'long'),
            englishDay(last.signedAt, last.timeZone, 'short'),
          ]
    case 'place':
      return [last.place]
    case 'name':
      return [each(signed, ({ capacity, name }) => `${capacityPrefix(capacity)}${name}`)]
    case 'function':
      return [each(signed, (one) => one.function)]
  }
}

const bySigning = (one: Signed, other: Signed): number => one.signedAt.localeCompare(other.signedAt)

const each = (signed: readonly Signed[], say: (one: Signed) => string): string =>
  [...new Set(signed.map(say))].filter((text) => text !== '').join(', ')
