/** The one key of a data folder, and sealing with it: AES-256 in Galois/Counter Mode (NIST SP 800-38D). */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
/** Random for every sealing; 2³² sealings under one key would still be safe, an evening has some ten thousand. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** How many bytes sealing adds. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES

export class DataKey {
  readonly bytes: Buffer
  /** Made once: from bytes each time, it would cost more than the sealing. */
  readonly #key: KeyObject

  /** `bytes`: 32, from `newDataKey` or unwrapped. */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES) throw new RangeError('a data key has 32 bytes')
    this.bytes = Buffer.from(bytes)
    this.#key = createSecretKey(this.bytes)
  }

  /** Names the key without telling anything of it. */
  get id(): string {
    return Buffer.from(hkdfSync('sha256', this.bytes, '', 'unterschriftenmappe key id', 8)).toString('hex')
  }

  /** Nonce, ciphertext, tag. `purpose` says where it belongs: it opens nowhere else. */
  seal(plain: Uint8Array, purpose: string): Buffer {
    return sealWith(this.#key, plain, purpose)
  }

  /** Null where the bytes were changed, belong elsewhere, or were sealed with another key. */
  open(sealed: Uint8Array, purpose: string): Buffer | null {
    return openWith(this.#key, sealed, purpose)
  }
}

export const newDataKey = (): DataKey => new DataKey(randomBytes(KEY_BYTES))

/** Sealing with whatever 32 bytes: a data key, or a key made from a passphrase that wraps one. */
export function sealWith(key: Uint8Array | KeyObject, plain: Uint8Array, purpose: string): Buffer {
  const nonce = randomNonce()
  const cipher = createCipheriv(CIPHER, key, nonce)
  cipher.setAAD(Buffer.from(purpose))
  const sealed = cipher.update(plain)
  // in this mode the end adds no bytes, only the tag
  cipher.final()
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()])
}

export function openWith(key: Uint8Array | KeyObject, sealed: Uint8Array, purpose: string): Buffer | null {
  if (sealed.length < SEAL_BYTES) return null
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(purpose))
  // always the whole tag: a shorter one would be easier to guess
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
    decipher.final()
    return plain
  } catch {
    return null
  }
}

/** The system's random source is asked for many at a time: each asking costs more than a sealing. */
const NONCE_STOCK = 256
let stock = Buffer.alloc(0)

function randomNonce(): Buffer {
  if (stock.length === 0) stock = randomBytes(NONCE_STOCK * NONCE_BYTES)
  const nonce = stock.subarray(0, NONCE_BYTES)
  stock = stock.subarray(NONCE_BYTES)
  return nonce
}
