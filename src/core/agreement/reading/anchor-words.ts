/** What the words within an anchor ask for, in German or English: `{{Name: Jobcenter}}`, `{{Ort}}`, `{{ signature : … }}`. */
import type { AnchorKind } from '../../../shared/domain/signing/text-anchor.ts'

/** `label` is the partner as printed; empty where the anchor names none. */
export type AnchorWords = { kind: AnchorKind; label: string; language: 'de' | 'en' }

/** Blanks and underscores before the end widen the place for what will stand there. */
export const ANCHOR =
  /\{\{\s*(unterschrift|signature|signatur|datum|date|ort|place|name|funktion|function)\s*(?::\s*([^{}]*?))?[\s_]*\}\}/gi

const KINDS: Record<string, readonly [AnchorKind, AnchorWords['language']]> = {
  unterschrift: ['signature', 'de'],
  signatur: ['signature', 'de'],
  signature: ['signature', 'en'],
  datum: ['date', 'de'],
  date: ['date', 'en'],
  ort: ['place', 'de'],
  place: ['place', 'en'],
  name: ['name', 'de'],
  funktion: ['function', 'de'],
  function: ['function', 'en'],
}
/** Nobody is meant without a partner. */
const NEEDS_PARTNER: ReadonlySet<AnchorKind> = new Set(['signature', 'name', 'function'])

/** Null for what only looks like an anchor. */
export function anchorOf(text: string): AnchorWords | null {
  const match = new RegExp(`^${ANCHOR.source}$`, 'i').exec(text)
  const known = KINDS[match?.[1]?.toLowerCase() ?? '']
  if (!match || !known) return null
  const [kind, language] = known
  const label = (match[2] ?? '').replaceAll(/\s+/g, ' ').trim()
  return label === '' && NEEDS_PARTNER.has(kind) ? null : { kind, label, language }
}
