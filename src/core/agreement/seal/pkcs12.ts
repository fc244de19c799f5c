/** Opens the organisation's own key: a PKCS#12 file (.p12, .pfx; RFC 7292) and its password. */
import { X509Certificate, createHmac, createPrivateKey, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import * as pkijs from 'pkijs'
import { MappeError } from '../../../shared/errors.ts'
import { issuersOf, signingWarnings } from './key-certificate.ts'
import type { KeyWarning } from './key-certificate.ts'
import { PURPOSE, UnknownScheme, decryptWithPassword, derive, octetsOf } from './password-encryption.ts'
import { sealKeyOf } from './seal-key.ts'
import type { SealKey } from './seal-key.ts'

export type OpenedKey = { key: SealKey; warnings: KeyWarning[] }

/** What the bags of a file hold. */
type Content = { keys: KeyObject[]; certificates: X509Certificate[] }

const KEY_TYPES = ['rsa', 'ec']
const BAG = {
  key: '1.2.840.113549.1.12.10.1.1',
  lockedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  bags: '1.2.840.113549.1.12.10.1.6',
} as const
const X509_BAG = '1.2.840.113549.1.9.22.1'
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6'
const DATA = '1.2.840.113549.1.7.1'
const MAC_HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/**
 * The key that seals, with its certificate and those of its issuers found in the file. What speaks against the certificate is a warning; `now` tells what has expired.
 * @throws MappeError KEY_PASSWORD_WRONG; KEY_UNREADABLE with `reason` `file`, `no-key`, `no-certificate` or `unsupported`.
 */
export async function openPkcs12(bytes: Uint8Array, password: string, now: Date): Promise<OpenedKey> {
  const file = parse(bytes)
  const spelling = spellingsOf(password).find((one) => hasRightMac(file, one))
  if (spelling === undefined) throw new MappeError('KEY_PASSWORD_WRONG')
  const { keys, certificates } = await contentOf(file, spelling)
  if (keys.length === 0) unreadable('no-key')
  const key = keys.find(({ asymmetricKeyType }) => KEY_TYPES.includes(asymmetricKeyType ?? ''))
  if (!key) unreadable('unsupported')
  const leaf = certificates.find((one) => one.checkPrivateKey(key))
  if (!leaf) unreadable('no-certificate')
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const issuers = issuersOf(leaf, certificates).map(String)
  return { key: sealKeyOf(privateKey, String(leaf), issuers), warnings: signingWarnings(leaf, now) }
}

type Pkcs12 = { content: Buffer; mac: pkijs.MacData | undefined }

function parse(bytes: Uint8Array): Pkcs12 {
  try {
    const { authSafe, macData } = pkijs.PFX.fromBER(new Uint8Array(bytes))
    return { content: octetsOf(authSafe.content), mac: macData }
  } catch (cause) {
    return unreadable('file', cause)
  }
}

/** A letter like ü can be written in two ways; which one the file was locked with cannot be seen. */
const spellingsOf = (password: string): string[] => [
  ...new Set([password, password.normalize('NFC'), password.normalize('NFD')]),
]

/** True as well for a file without checksum, or with one that is unknown here: then the decryption has to tell. */
function hasRightMac({ content, mac }: Pkcs12, password: string): boolean {
  const hash = mac && MAC_HASHES[mac.mac.digestAlgorithm.algorithmId]
  if (!mac || !hash) return true
  try {
    const stated = octetsOf(mac.mac.digest)
    const derivation = { salt: octetsOf(mac.macSalt), iterations: mac.iterations ?? 1 }
    const key = derive(hash, PURPOSE.mac, password, derivation, stated.length)
    const found = createHmac(hash, key).update(content).digest()
    return found.length === stated.length && timingSafeEqual(found, stated)
  } catch (cause) {
    return unreadable('file', cause)
  }
}

async function contentOf(file: Pkcs12, password: string): Promise<Content> {
  try {
    const safe = pkijs.AuthenticatedSafe.fromBER(new Uint8Array(file.content))
    const parts: Content[] = []
    for (const part of safe.safeContents) parts.push(await readBags(await unlocked(part, password), password))
    return merged(parts)
  } catch (cause) {
    throw fault(cause, file)
  }
}

const merged = (parts: Content[]): Content => ({
  keys: parts.flatMap(({ keys }) => keys),
  certificates: parts.flatMap(({ certificates }) => certificates),
})

async function unlocked(part: pkijs.ContentInfo, password: string): Promise<Buffer> {
  if (part.contentType === DATA) return octetsOf(part.content)
  if (part.contentType !== ENCRYPTED_DATA) throw new UnknownScheme(part.contentType)
  const { encryptedContentInfo: info } = new pkijs.EncryptedData({ schema: part.content })
  return decrypted(info.contentEncryptionAlgorithm, Buffer.from(info.getEncryptedContent()), password)
}

class WrongPassword extends Error {}

async function decrypted(
  algorithm: pkijs.AlgorithmIdentifier,
  bytes: Uint8Array,
  password: string,
): Promise<Buffer> {
  try {
    return await decryptWithPassword(algorithm, bytes, password)
  } catch (error) {
    if (error instanceof UnknownScheme) throw error
    throw new WrongPassword('cannot be decrypted', { cause: error })
  }
}

async function readBags(bytes: Buffer, password: string): Promise<Content> {
  const { safeBags } = pkijs.SafeContents.fromBER(new Uint8Array(bytes))
  return merged(await Promise.all(safeBags.map((bag) => readBag(bag, password))))
}

async function readBag({ bagId, bagValue }: pkijs.SafeBag, password: string): Promise<Content> {
  if (bagId === BAG.key) return { keys: [keyOf(derOf(bagValue))], certificates: [] }
  if (bagId === BAG.bags) return readBags(derOf(bagValue), password)
  if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
    const { encryptionAlgorithm, encryptedData } = bagValue
    const plain = await decrypted(encryptionAlgorithm, octetsOf(encryptedData), password)
    return { keys: [keyOf(plain)], certificates: [] }
  }
  if (bagValue instanceof pkijs.CertBag && bagValue.certId === X509_BAG) {
    return { keys: [], certificates: [new X509Certificate(octetsOf(bagValue.certValue))] }
  }
  return { keys: [], certificates: [] }
}

const derOf = (value: pkijs.SafeBag['bagValue']): Buffer => Buffer.from(value.toSchema().toBER())

const keyOf = (der: Buffer): KeyObject => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })

/** Where no checksum vouched for the password, nonsense is what a wrong one makes of the file. */
function fault(cause: unknown, { mac }: Pkcs12): MappeError {
  const isNonsense = !mac && !(cause instanceof UnknownScheme)
  if (isNonsense || cause instanceof WrongPassword) return new MappeError('KEY_PASSWORD_WRONG')
  return unreadableFault(cause instanceof UnknownScheme ? 'unsupported' : 'file', cause)
}

function unreadable(reason: string, cause?: unknown): never {
  throw unreadableFault(reason, cause)
}

/** The cause stays on the host: it may quote what was decrypted. */
const unreadableFault = (reason: string, cause?: unknown): MappeError =>
  new MappeError('KEY_UNREADABLE', { reason }, `the key file cannot be used: ${reason}`, { cause })
