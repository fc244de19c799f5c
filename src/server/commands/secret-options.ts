/** What opens a protected folder on the command line: a file that is named, or what is typed at the terminal. */
import { readFile } from 'node:fs/promises'
import { waysInto } from '../../core/core.ts'
import type { Core } from '../../core/core.ts'
import type { Secret } from '../../core/protection/key-record.ts'
import type { WayToOpen } from '../../shared/contract/protection.ts'
import { isMappeError } from '../../shared/errors.ts'
import { askHidden } from './ask-hidden.ts'
import { UsageError } from './command-line.ts'
import { openCoreAt } from './open-core.ts'
import { readPassword } from './seal-options.ts'
import { lockedError, questionFor } from './ways-to-open.ts'
import type { Question } from './ways-to-open.ts'

export const SECRET_OPTIONS = {
  'passphrase-file': { type: 'string' },
  'key-file': { type: 'string' },
  'recovery-key-file': { type: 'string' },
} as const

export const SECRET_USAGE = '[--passphrase-file DATEI | --key-file DATEI | --recovery-key-file DATEI]'

export type SecretValues = Partial<Record<keyof typeof SECRET_OPTIONS, string>>

/** Null where no file was named; a UsageError for more than one. */
export async function readSecret(values: SecretValues): Promise<Secret | null> {
  const { 'passphrase-file': passphrase, 'key-file': key, 'recovery-key-file': recovery } = values
  if ([passphrase, key, recovery].filter((file) => file !== undefined).length > 1)
    throw new UsageError('Bitte nennen Sie nur eine Datei, die den Ordner öffnet.')
  if (passphrase !== undefined) return { by: 'passphrase', passphrase: await readPassword(passphrase) }
  if (key !== undefined) return { by: 'key-file', bytes: await readFile(key) }
  if (recovery !== undefined) return { by: 'recovery-key', key: await readPassword(recovery) }
  return null
}

/** What opens a folder or a backup, as far as it can be told without opening it. */
export type Ways = () => Promise<readonly WayToOpen[]>

/** Does `work` with the secret that was named; where one is missing and somebody sits at a terminal, asks and does it again. */
export async function withSecret<T>(
  values: SecretValues,
  ways: Ways,
  work: (secret: Secret | null) => Promise<T>,
): Promise<T> {
  const secret = await readSecret(values)
  try {
    return await work(secret)
  } catch (error) {
    const isLocked = isMappeError(error) && error.code === 'FOLDER_LOCKED'
    if (!isLocked || secret) throw error
    const opening = await ways()
    const question = questionFor(opening)
    if (!question || !process.stdin.isTTY) throw lockedError(opening)
    return work(await asked(question))
  }
}

/** The core on a data folder, protected or not. */
export const openWithSecret = (dataDir: string, values: SecretValues): Promise<Core> =>
  withSecret(
    values,
    () => waysInto(dataDir),
    (secret) => openCoreAt(dataDir, { access: { secret } }),
  )

async function asked({ by, question }: Question): Promise<Secret> {
  const typed = await askHidden(question)
  return by === 'passphrase' ? { by, passphrase: typed } : { by, key: typed }
}
