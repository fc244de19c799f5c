/** What a protected folder is opened with, in the words of the command line: only what was set up for it is asked for or named. */
import type { WayToOpen } from '../../shared/contract/protection.ts'
import { MappeError } from '../../shared/errors.ts'

/** What is typed, and how it is asked for. */
export type Question = { by: 'passphrase' | 'recovery-key'; question: string }

const OPTIONS: Readonly<Record<WayToOpen, string>> = {
  passphrase: '--passphrase-file',
  'key-file': '--key-file',
  'recovery-key': '--recovery-key-file',
}

/** Null where nothing that can be typed opens it. */
export function questionFor(ways: readonly WayToOpen[]): Question | null {
  const others = optionsFor(ways.filter((way) => way !== 'passphrase'))
  if (ways.includes('passphrase')) {
    const hint = others === '' ? '' : `Es geht auch mit ${others}.\n`
    return { by: 'passphrase', question: `Dieser Ordner ist verschlüsselt. ${hint}Passphrase: ` }
  }
  if (!ways.includes('recovery-key')) return null
  return {
    by: 'recovery-key',
    question:
      'Dieser Ordner ist verschlüsselt; eine Passphrase ist nicht gesetzt.\nWiederherstellungsschlüssel, wie er gedruckt wurde: ',
  }
}

/** FOLDER_LOCKED, with the options that open it; without them where that cannot be told. */
export function lockedError(ways: readonly WayToOpen[]): MappeError {
  const options = optionsFor(ways)
  return new MappeError('FOLDER_LOCKED', options === '' ? {} : { reason: 'options', options })
}

/** "--passphrase-file oder --recovery-key-file" */
const optionsFor = (ways: readonly WayToOpen[]): string =>
  new Intl.ListFormat('de', { type: 'disjunction' }).format(ways.map((way) => OPTIONS[way]))
