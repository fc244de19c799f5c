/** An entry at rest: its head stays readable, payload and salt are sealed, for they tell of people. */
import type { DataKey } from '../protection/data-key.ts'

/** What seals and opens entries; null where the folder is not protected. */
export type EntrySeal = Pick<DataKey, 'seal' | 'open'>

const LINE_END = 0x0a
/** In the head the quotes of a key would be escaped, so the first occurrence is the key itself. */
const PAYLOAD_KEY = Buffer.from(',"payload":')
const SEALED_KEY = Buffer.from(',"sealed":"')
const SEALED_END = Buffer.from('"}\n')
const EMPTIED = Buffer.from(',"payload":null,"salt":""}\n')

/** An entry's hash covers its head and the hash of its payload: what is sealed for one entry opens at no other. */
const purposeOf = (hash: string): string => `entry ${hash}`

/** `plain`: a whole line with its end. */
export function sealedLine(plain: Buffer, hash: string, seal: EntrySeal): Buffer {
  const headEnd = plain.indexOf(PAYLOAD_KEY)
  const sealed = seal.seal(plain.subarray(headEnd + PAYLOAD_KEY.length, -1), purposeOf(hash))
  return Buffer.concat([
    plain.subarray(0, headEnd),
    SEALED_KEY,
    Buffer.from(sealed.toString('base64')),
    SEALED_END,
  ])
}

/** What follows `"payload":` in the plain line; null where it does not open. */
export const openedPayload = (base64: string, hash: string, seal: EntrySeal): Buffer | null =>
  seal.open(Buffer.from(base64, 'base64'), purposeOf(hash))

/** The line as it would be without protection; the same line where it is not sealed. Throws TypeError for one that does not open. */
export function openedLine(line: Buffer, seal: EntrySeal): Buffer {
  const headEnd = line.indexOf(SEALED_KEY)
  if (headEnd < 0 || isPlain(line)) return line
  const hasEnd = line.at(-1) === LINE_END
  const base64 = line.toString('latin1', headEnd + SEALED_KEY.length, line.length - (hasEnd ? 3 : 2))
  const opened = openedPayload(base64, hashIn(line, headEnd), seal)
  if (!opened) throw new TypeError('an entry that was checked does not open')
  return Buffer.concat([line.subarray(0, headEnd), PAYLOAD_KEY, opened, ...(hasEnd ? [NEWLINE] : [])])
}

const NEWLINE = Buffer.from([LINE_END])
const HASH_LENGTH = 64

/** The hash stands last in the head. */
const hashIn = (line: Buffer, headEnd: number): string =>
  line.toString('latin1', headEnd - 1 - HASH_LENGTH, headEnd - 1)

/** A sealed line has no such key, for base 64 has no quotes. */
const isPlain = (line: Buffer): boolean => line.includes(PAYLOAD_KEY)

/** The line without payload and salt, sealed or not. */
export function emptiedLine(line: Buffer): Buffer {
  const payload = line.indexOf(PAYLOAD_KEY)
  return Buffer.concat([line.subarray(0, payload < 0 ? line.indexOf(SEALED_KEY) : payload), EMPTIED])
}

/** Calls for each line with its end, the last perhaps without one. */
export function* linesOf(bytes: Buffer): Generator<Buffer, void> {
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(LINE_END, start)
    const end = found < 0 ? bytes.length : found + 1
    yield bytes.subarray(start, end)
    start = end
  }
}
