/** How key files are locked with a password: the old schemes of PKCS#12 (RFC 7292 App. B and C) and PBES2 (RFC 8018 § 6.2). */
import { createDecipheriv, createHash, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { decryptRc2Cbc } from './rc2.ts'

/** What a derived key is for (RFC 7292 App. B.3). */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const
type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE]

export type Derivation = { salt: Uint8Array; iterations: number }

/** More than any program writes; a file that asks for more would only keep us busy. */
const MOST_ITERATIONS = 2_000_000

/** A scheme, or a value in it, that this program does not know. */
export class UnknownScheme extends Error {}

type OldScheme = { keyLength: number; decrypt: (key: Buffer, iv: Buffer, data: Uint8Array) => Buffer }

const tripleDes = (key: Buffer, iv: Buffer, data: Uint8Array) => decipher('des-ede3-cbc', key, iv, data)

const OLD_SCHEMES: Readonly<Record<string, OldScheme>> = {
  '1.2.840.113549.1.12.1.3': { keyLength: 24, decrypt: tripleDes },
  '1.2.840.113549.1.12.1.4': {
    keyLength: 16,
    decrypt: (key, iv, data) => tripleDes(Buffer.concat([key, key.subarray(0, 8)]), iv, data),
  },
  '1.2.840.113549.1.12.1.5': { keyLength: 16, decrypt: decryptRc2Cbc },
  '1.2.840.113549.1.12.1.6': { keyLength: 5, decrypt: decryptRc2Cbc },
}
const PBES2 = '1.2.840.113549.1.5.13'
const PBKDF2 = '1.2.840.113549.1.5.12'

const CIPHERS: Readonly<Record<string, { name: string; keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
}

const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}

/** The plain bytes. Throws UnknownScheme for what is not known here, another error where the password is wrong. */
export async function decryptWithPassword(
  { algorithmId, algorithmParams }: pkijs.AlgorithmIdentifier,
  encrypted: Uint8Array,
  password: string,
): Promise<Buffer> {
  if (algorithmId === PBES2) return decryptPbes2(algorithmParams, encrypted, password)
  const scheme = OLD_SCHEMES[algorithmId]
  if (!scheme) throw new UnknownScheme(algorithmId)
  const derivation = oldParameters(algorithmParams)
  const key = derive('sha1', PURPOSE.key, password, derivation, scheme.keyLength)
  const iv = derive('sha1', PURPOSE.iv, password, derivation, 8)
  return scheme.decrypt(key, iv, encrypted)
}

async function decryptPbes2(params: unknown, encrypted: Uint8Array, password: string): Promise<Buffer> {
  const { keyDerivationFunc, encryptionScheme } = new pkijs.PBES2Params({ schema: params })
  const cipher = CIPHERS[encryptionScheme.algorithmId]
  if (keyDerivationFunc.algorithmId !== PBKDF2 || !cipher) {
    throw new UnknownScheme(`${keyDerivationFunc.algorithmId} ${encryptionScheme.algorithmId}`)
  }
  const { salt, iterationCount, prf } = new pkijs.PBKDF2Params({ schema: keyDerivationFunc.algorithmParams })
  const hash = HMACS[prf?.algorithmId ?? '1.2.840.113549.2.7']
  if (!hash) throw new UnknownScheme(String(prf?.algorithmId))
  assertAcceptable(iterationCount)
  const key = await promisify(pbkdf2)(password, octetsOf(salt), iterationCount, cipher.keyLength, hash)
  return decipher(cipher.name, key, octetsOf(encryptionScheme.algorithmParams), encrypted)
}

function decipher(name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer {
  const machine = createDecipheriv(name, key, iv)
  return Buffer.concat([machine.update(data), machine.final()])
}

function oldParameters(params: unknown): Derivation {
  const [salt, iterations] = params instanceof asn1js.Sequence ? params.valueBlock.value : []
  if (!(iterations instanceof asn1js.Integer)) throw new UnknownScheme('parameters')
  return { salt: octetsOf(salt), iterations: iterations.valueBlock.valueDec }
}

/** The bytes of an octet string, also of one in pieces. */
export function octetsOf(value: unknown): Buffer {
  if (!(value instanceof asn1js.OctetString)) throw new UnknownScheme('not an octet string')
  return Buffer.from(value.getValue())
}

function assertAcceptable(iterations: number): void {
  if (!(iterations >= 1 && iterations <= MOST_ITERATIONS)) throw new UnknownScheme(`${iterations} iterations`)
}

/** Key material of `length` bytes as PKCS#12 makes it from a password (RFC 7292 App. B.2). */
export function derive(
  hash: string,
  purpose: Purpose,
  password: string,
  { salt, iterations }: Derivation,
  length: number,
): Buffer {
  assertAcceptable(iterations)
  const block = hash === 'sha384' || hash === 'sha512' ? 128 : 64
  const input = Buffer.concat([filling(salt, block), filling(bmpString(password), block)])
  const pieces: Buffer[] = []
  for (let have = 0; have < length; have += pieces.at(-1)?.length ?? length) {
    const piece = hashed(hash, Buffer.concat([Buffer.alloc(block, purpose), input]), iterations)
    pieces.push(piece)
    addToBlocks(input, repeated(piece, block), block)
  }
  return Buffer.concat(pieces).subarray(0, length)
}

function hashed(hash: string, bytes: Buffer, times: number): Buffer {
  let digest = bytes
  for (let i = 0; i < times; i += 1) digest = createHash(hash).update(digest).digest()
  return digest
}

/** Each block plus `addend` plus one, as numbers with their most significant byte first. */
function addToBlocks(input: Buffer, addend: Buffer, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1
    for (let i = block - 1; i >= 0; i -= 1) {
      carry += (input[start + i] ?? 0) + (addend[i] ?? 0)
      input[start + i] = carry & 255
      carry >>= 8
    }
  }
}

const repeated = (bytes: Uint8Array, length: number): Buffer => Buffer.alloc(length, bytes)

const filling = (bytes: Uint8Array, block: number): Buffer =>
  bytes.length === 0 ? Buffer.alloc(0) : repeated(bytes, Math.ceil(bytes.length / block) * block)

/** UTF-16, most significant byte first, with two zeros at the end (RFC 7292 App. B.1). */
const bmpString = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le').swap16()
