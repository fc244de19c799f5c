/** The key that seals: the host's own, made on first use and kept in the data folder. */
import { X509Certificate, createPrivateKey } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { MappeError } from '../../../shared/errors.ts'
import { errnoOf, toDiskFault } from '../../folder/disk-fault.ts'
import { PRIVATE_FOLDER } from '../../folder/durable-file.ts'
import { plainFiles, type FileAccess } from '../../folder/folder-files.ts'
import type { SealOwner } from './make-seal-key.ts'

/**
 * What signing needs, as plain text so that it can cross to a worker: a PKCS#8 key (ECDSA or RSA) and certificates in PEM.
 * Whoever brings the organisation's own key (PKCS#12) makes one of these.
 */
export type SealKey = {
  privateKey: string
  certificate: string
  /** The issuers, nearest first, up to the root. */
  issuers: string[]
  /** SHA-256 of the certificate, upper-case hex with colons. */
  fingerprint: string
}

const FILES = {
  privateKey: 'seal-key.pem',
  certificate: 'seal-certificate.pem',
  root: 'seal-root.pem',
} as const

/**
 * Opens the folder's key, or makes one there: a small root and a leaf on P-256. `now` begins their validity.
 * Each file is written whole or not at all, for the owner alone. Throws DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT.
 */
export async function openSealKey(
  folder: string,
  owner: SealOwner,
  now: Date,
  files: FileAccess = plainFiles(),
): Promise<SealKey> {
  const kept = await readKey(folder, files)
  if (kept) return kept
  const { makeSealKey } = await import('./make-seal-key.ts')
  const made = await makeSealKey(owner, now)
  const keep = (name: string, text: string) => files.write(join(folder, name), Buffer.from(text))
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER }).catch((error: unknown) => {
    throw toDiskFault(error)
  })
  await keep(FILES.root, made.root)
  await keep(FILES.certificate, made.certificate)
  await keep(FILES.privateKey, made.privateKey)
  return sealKeyOf(made.privateKey, made.certificate, [made.root])
}

/** A seal key from its parts; throws SEAL_FAILED where key and certificate do not belong together. */
export function sealKeyOf(privateKey: string, certificate: string, issuers: string[]): SealKey {
  const leaf = new X509Certificate(certificate)
  if (!leaf.checkPrivateKey(createPrivateKey(privateKey))) {
    throw new MappeError('SEAL_FAILED', { reason: 'key' }, 'the seal key does not belong to its certificate')
  }
  return { privateKey, certificate, issuers, fingerprint: leaf.fingerprint256 }
}

/** SHA-256 of the folder's certificate as `SealKey.fingerprint`; null where nothing has been sealed yet. */
export async function keptFingerprint(
  folder: string,
  files: FileAccess = plainFiles(),
): Promise<string | null> {
  const certificate = await readIfThere(join(folder, FILES.certificate), files)
  return certificate === undefined ? null : new X509Certificate(certificate).fingerprint256
}

/** The folder's own key, if it has one. The key file is written last: without it nothing was finished, and all is made anew. */
export async function readKey(
  folder: string,
  files: FileAccess = plainFiles(),
): Promise<SealKey | undefined> {
  const privateKey = await readIfThere(join(folder, FILES.privateKey), files)
  if (privateKey === undefined) return undefined
  const certificate = await files.read(join(folder, FILES.certificate))
  const root = await files.read(join(folder, FILES.root))
  return sealKeyOf(privateKey, certificate.toString('utf8'), [root.toString('utf8')])
}

async function readIfThere(path: string, files: FileAccess): Promise<string | undefined> {
  try {
    return (await files.read(path)).toString('utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}
