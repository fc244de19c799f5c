/** The one key of a data folder, and sealing with it: AES-256 in Galois/Counter Mode (NIST SP 800-38D). */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
/** Random for every sealing; 2³² sealings under one key would still be safe, an evening has some ten thousand. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** How many bytes sealing adds. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES

export class DataKey {
  readonly bytes: Buffer

  /** `bytes`: 32, from `newDataKey` or unwrapped. */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES) throw new RangeError('a data key has 32 bytes')
    this.bytes = Buffer.from(bytes)
  }

  /** Names the key without telling anything of it. */
  get id(): string {
    return Buffer.from(hkdfSync('sha256', this.bytes, '', 'unterschriftenmappe key id', 8)).toString('hex')
  }

  /** Nonce, ciphertext, tag. `purpose` says where it belongs: it opens nowhere else. */
  seal(plain: Uint8Array, purpose: string): Buffer {
    return sealWith(this.bytes, plain, purpose)
  }

  /** Null where the bytes were changed, belong elsewhere, or were sealed with another key. */
  open(sealed: Uint8Array, purpose: string): Buffer | null {
    return openWith(this.bytes, sealed, purpose)
  }
}

export const newDataKey = (): DataKey => new DataKey(randomBytes(KEY_BYTES))

/** Sealing with whatever 32 bytes: a data key, or a key made from a passphrase that wraps one. */
export function sealWith(key: Uint8Array, plain: Uint8Array, purpose: string): Buffer {
  const nonce = randomNonce()
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(purpose))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

export function openWith(key: Uint8Array, sealed: Uint8Array, purpose: string): Buffer | null {
  if (sealed.length < SEAL_BYTES) return null
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
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
