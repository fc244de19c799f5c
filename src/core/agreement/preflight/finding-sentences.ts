/** The sentences a person reads on a finding: those of the closed list, and for a signed file who signed it and whether that holds. */
import { englishDay, shortDay } from '../../documents/typesetting/german-dates.ts'
import { FINDINGS } from './findings.ts'
import type { Finding } from './findings.ts'
import type { EarlierSigner, SignatureState } from './signers.ts'

export type Sentences = { de: string; en: string }

/** How each signature holds, as preflight found. */
export const SIGNATURE_STATES: Record<SignatureState, Sentences> = {
  intact: { de: 'unversehrt', en: 'intact' },
  'added-to': { de: 'unversehrt, danach wurde etwas angefügt', en: 'intact, something was added later' },
  broken: { de: 'ungültig, die Datei wurde danach verändert', en: 'invalid, the file was changed later' },
  unclear: { de: 'hier nicht prüfbar', en: 'cannot be checked here' },
}

/** DocMDP levels (ISO 32000-2 table 257). */
const LEVELS: Record<string, Sentences> = {
  'DocMDP 1': { de: 'Erlaubt ist keine Änderung.', en: 'No change is permitted.' },
  'DocMDP 2': {
    de: 'Erlaubt ist nur, Formulare auszufüllen und digital zu signieren.',
    en: 'Only filling in forms and digital signing are permitted.',
  },
  'DocMDP 3': {
    de: 'Erlaubt ist nur, Formulare auszufüllen, zu kommentieren und digital zu signieren.',
    en: 'Only filling in forms, comments and digital signing are permitted.',
  },
}

/** More signers than these are only counted. */
const MOST_NAMED = 5

export function sentencesOf({ code, detail }: Finding, signers: readonly EarlierSigner[]): Sentences {
  const more = code === 'signed' ? signedBy(signers) : code === 'certified' ? LEVELS[detail ?? ''] : undefined
  const { de, en } = FINDINGS[code]
  return more ? { de: `${de} ${more.de}`, en: `${en} ${more.en}` } : { de, en }
}

function signedBy(signers: readonly EarlierSigner[]): Sentences | undefined {
  if (signers.length === 0) return undefined
  const named = signers.slice(0, MOST_NAMED)
  const rest = signers.length - named.length
  const list = (language: 'de' | 'en', nobody: string) =>
    [
      ...named.map(({ name, at, state }) => {
        const day = at === null ? '' : `, ${dayIn(language, at)}`
        return `${name || nobody}${day} (${SIGNATURE_STATES[state][language]})`
      }),
      ...(rest > 0 ? [`+ ${rest}`] : []),
    ].join('; ')
  return { de: `Signiert von: ${list('de', 'ohne Namen')}.`, en: `Signed by: ${list('en', 'no name')}.` }
}

const ZONE = 'Europe/Berlin'

const dayIn = (language: 'de' | 'en', at: string): string =>
  language === 'de' ? shortDay(at, ZONE) : englishDay(at, ZONE, 'short')
