/** `mappe protect`: encrypts a data folder; the recovery key is on the disk before the first byte changes. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writeFileDurably } from '../../core/folder/durable-file.ts'
import { errnoOf } from '../../core/folder/disk-fault.ts'
import { KEY_FILE_BYTES } from '../../core/protection/key-record.ts'
import type { Secret } from '../../core/protection/key-record.ts'
import { SHORTEST_PASSPHRASE } from '../../shared/contract/protection.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, required, UsageError } from './command-line.ts'
import { openCoreAt } from './open-core.ts'
import { assertOutside } from './own-target.ts'
import { readPassword } from './seal-options.ts'

const USAGE =
  'mappe protect --data ORDNER --recovery-key-out DATEI [--passphrase-file DATEI] [--key-file DATEI]'

const OPTIONS = {
  data: { type: 'string' },
  'recovery-key-out': { type: 'string' },
  'passphrase-file': { type: 'string' },
  'key-file': { type: 'string' },
} as const

export const protect: CommandLine = {
  run: async (args) => {
    const { values } = readArgs(args, OPTIONS, { min: 0, max: 0, usage: USAGE })
    const dataDir = required(values.data, USAGE)
    const out = required(values['recovery-key-out'], USAGE)
    await assertFree(out)
    for (const file of [out, values['key-file']]) if (file !== undefined) await assertOutside(file, dataDir)
    const secrets = [...(await passphraseOf(values)), ...(await keyFileOf(values))]
    if (secrets.length === 0) throw new UsageError(`Aufruf: ${USAGE}`)
    const core = await openCoreAt(dataDir)
    try {
      const { protection } = core.parts
      const recoveryKey = protection.proposeRecoveryKey()
      await writeFileDurably(out, Buffer.from(`${recoveryKey}\n`))
      await protection.switchOn({ recoveryKey, secrets })
      const status = await protection.status()
      return { isGood: true, json: { ok: true, recoveryKeyFile: out, ...status }, text: textOf(out) }
    } finally {
      await core.close()
    }
  },
}

async function passphraseOf({
  'passphrase-file': file,
}: Record<string, string | undefined>): Promise<Secret[]> {
  if (file === undefined) return []
  const passphrase = await readPassword(file)
  if (passphrase.length < SHORTEST_PASSPHRASE)
    throw new UsageError(`Die Passphrase braucht mindestens ${SHORTEST_PASSPHRASE} Zeichen.`)
  return [{ by: 'passphrase', passphrase }]
}

/** A file that is there is taken as it is; one that is not is made. */
async function keyFileOf({ 'key-file': file }: Record<string, string | undefined>): Promise<Secret[]> {
  if (file === undefined) return []
  const kept = await readFile(file).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  })
  const bytes = kept ?? randomBytes(KEY_FILE_BYTES)
  if (bytes.length < KEY_FILE_BYTES)
    throw new UsageError(`Eine Schlüsseldatei hat mindestens ${KEY_FILE_BYTES} Bytes.`)
  if (!kept) await writeFileDurably(file, bytes)
  return [{ by: 'key-file', bytes }]
}

async function assertFree(file: string): Promise<void> {
  const isThere = await readFile(file).then(
    () => true,
    () => false,
  )
  if (isThere)
    throw new UsageError(
      `„${file}“ gibt es schon. Bitte nennen Sie für den Wiederherstellungsschlüssel eine neue Datei.`,
    )
}

const textOf = (out: string): string =>
  [
    'Der Ordner ist jetzt verschlüsselt.',
    `Der Wiederherstellungsschlüssel steht in ${out}. Drucken Sie ihn aus, verwahren Sie ihn getrennt von diesem Rechner und löschen Sie die Datei.`,
    'Ohne Passphrase, Schlüsseldatei oder Wiederherstellungsschlüssel kann niemand die Daten wieder lesen.',
  ].join('\n')
