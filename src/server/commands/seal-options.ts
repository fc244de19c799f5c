/** With what the command line seals: this computer's key or a key file, and a timestamp service. */
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { openPkcs12 } from '../../core/agreement/seal/pkcs12.ts'
import type { OpenedKey } from '../../core/agreement/seal/pkcs12.ts'
import { openSealKey } from '../../core/agreement/seal/seal-key.ts'
import { timestampServerSchema } from '../../shared/contract/seal-key.ts'
import { UsageError, required } from './command-line.ts'

/** What a person hears of a certificate that can be used but may be doubted. */
export const KEY_WARNINGS: Record<OpenedKey['warnings'][number], string> = {
  expired: 'Achtung: Das Zertifikat ist abgelaufen.',
  'not-yet-valid': 'Achtung: Das Zertifikat gilt noch nicht.',
  'not-for-signing': 'Achtung: Das Zertifikat ist nicht zum Signieren ausgestellt.',
}

type KeyOptions = { keys?: string; p12?: string; 'p12-password-file'?: string }

/** The organisation's key where one is named, else the one of this computer. */
export async function sealKeyFor(
  { keys, p12, 'p12-password-file': passwordFile }: KeyOptions,
  { organisation, now, usage }: { organisation: string; now: Date; usage: string },
): Promise<OpenedKey> {
  if (p12 === undefined && passwordFile === undefined) {
    const folder = keys ?? join(homedir(), '.unterschriftenmappe', 'keys')
    const key = await openSealKey(folder, { organisation, commonName: `Siegel ${organisation}` }, now)
    return { key, warnings: [] }
  }
  const password = await readPassword(required(passwordFile, usage))
  return openPkcs12(await readFile(required(p12, usage)), password, now)
}

/** A password comes from a file alone: others can read a command line. */
export const readPassword = async (file: string): Promise<string> => firstLine(await readFile(file, 'utf8'))

/** Editors put a mark at the beginning and a line break at the end, which are no part of the password. */
const firstLine = (text: string): string => text.replace(/^\uFEFF/, '').split(/\r?\n/)[0] ?? ''

/** The address of `--tsa`, if there is one and it is one. */
export function timestampServer(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const parsed = timestampServerSchema.safeParse(url)
  if (!parsed.success) throw new UsageError('Die Adresse hinter --tsa beginnt mit http:// oder https://.')
  return parsed.data
}
