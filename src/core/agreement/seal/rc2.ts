/** RC2 in CBC mode, decryption only (RFC 2268): old key files keep their certificates under it, and newer OpenSSL no longer knows it. */

const PI_TABLE = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32' +
    'bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a' +
    '961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e' +
    'c5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
)
const BLOCK = 8
const ROTATIONS = [1, 2, 3, 5] as const

/** The plain bytes with their padding (PKCS#7) taken off. The effective key length is that of `key`. Throws where the padding is wrong. */
export function decryptRc2Cbc(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Buffer {
  if (encrypted.length === 0 || encrypted.length % BLOCK !== 0) throw new Error('RC2: not whole blocks')
  const words = expand(key)
  const plain = Buffer.alloc(encrypted.length)
  let previous = iv
  for (let at = 0; at < encrypted.length; at += BLOCK) {
    const block = encrypted.subarray(at, at + BLOCK)
    plain.set(
      decryptBlock(words, block).map((byte, i) => byte ^ (previous[i] ?? 0)),
      at,
    )
    previous = block
  }
  return withoutPadding(plain)
}

/** RFC 2268 § 2: 64 words from a key of 1 to 128 bytes. */
function expand(key: Uint8Array): Uint16Array {
  const bytes = new Uint8Array(128)
  bytes.set(key)
  const length = key.length
  for (let i = length; i < 128; i += 1) bytes[i] = pi(at(bytes, i - 1) + at(bytes, i - length))
  bytes[128 - length] = pi(at(bytes, 128 - length))
  for (let i = 127 - length; i >= 0; i -= 1) bytes[i] = pi(at(bytes, i + 1) ^ at(bytes, i + length))
  return Uint16Array.from({ length: 64 }, (_, i) => at(bytes, 2 * i) | (at(bytes, 2 * i + 1) << 8))
}

const pi = (index: number): number => PI_TABLE[index & 255] ?? 0
const at = (numbers: Uint8Array | Uint16Array, index: number): number => numbers[index] ?? 0

/** RFC 2268 § 4: five rounds of mixing, mashing, six, mashing, five – each undone. */
function decryptBlock(words: Uint16Array, block: Uint8Array): Uint8Array {
  const r = Uint16Array.from({ length: 4 }, (_, i) => at(block, 2 * i) | (at(block, 2 * i + 1) << 8))
  for (let round = 15; round >= 0; round -= 1) {
    unmix(r, words, round)
    if (round === 11 || round === 5) unmash(r, words)
  }
  return new Uint8Array([...r].flatMap((word) => [word & 255, word >> 8]))
}

function unmix(r: Uint16Array, words: Uint16Array, round: number): void {
  for (let i = 3; i >= 0; i -= 1) {
    const shift = ROTATIONS[i] ?? 0
    const word = at(r, i)
    const turned = ((word >> shift) | (word << (16 - shift))) & 0xffff
    const [one, two, three] = [at(r, (i + 3) & 3), at(r, (i + 2) & 3), at(r, (i + 1) & 3)]
    r[i] = turned - at(words, round * 4 + i) - (one & two) - (~one & three)
  }
}

function unmash(r: Uint16Array, words: Uint16Array): void {
  for (let i = 3; i >= 0; i -= 1) r[i] = at(r, i) - at(words, at(r, (i + 3) & 3) & 63)
}

function withoutPadding(plain: Buffer): Buffer {
  const count = plain.at(-1) ?? 0
  const padding = plain.subarray(plain.length - count)
  const isRight = count >= 1 && count <= BLOCK && padding.every((byte) => byte === count)
  if (!isRight) throw new Error('RC2: wrong padding')
  return plain.subarray(0, plain.length - count)
}
